package audit_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/trust/audit"
)

var mutations = flag.Int("mutations", 300, "how often the trail is tampered with, per engine")

// tampering is one way to cheat: it changes rows by hand, without the key, and says which entry must be named.
type tampering struct {
	name string
	do   func(x *trail, tx *db.Tx, dice *rand.Rand, g, seq int64) (first int64, err error)
}

func exec(tx *db.Tx, query string, args ...any) error {
	n, err := tx.Exec(context.Background(), query, args...)
	if err == nil && n == 0 {
		return fmt.Errorf("%s changed nothing", query)
	}
	return err
}

// rewrite sets one column of an entry.
func rewrite(column string, value any) tampering {
	return tampering{"rewrite " + column, func(_ *trail, tx *db.Tx, _ *rand.Rand, g, seq int64) (int64, error) {
		return seq, exec(tx, `UPDATE audit_entry SET `+column+` = $3 WHERE government_id = $1 AND seq = $2`, g, seq, value)
	}}
}

var tamperings = []tampering{
	rewrite("at", "2026-11-01T00:00:00.000000Z"), rewrite("account_id", 99), rewrite("actor", "sekda"), rewrite("op", "roster.undo"), rewrite("target_kind", "unit"),
	rewrite("target_id", 4711), rewrite("purpose", "klaim"), rewrite("detail", `{"rows":-1}`), rewrite("leaf", make([]byte, 32)), rewrite("link", make([]byte, 32)),
	{"delete", func(x *trail, tx *db.Tx, _ *rand.Rand, g, seq int64) (int64, error) {
		return seq, exec(tx, `DELETE FROM audit_entry WHERE government_id = $1 AND seq = $2`, g, seq)
	}},
	{"delete and close the gap", func(x *trail, tx *db.Tx, _ *rand.Rand, g, seq int64) (int64, error) {
		if err := exec(tx, `DELETE FROM audit_entry WHERE government_id = $1 AND seq = $2`, g, seq); err != nil {
			return 0, err
		}
		for n := seq + 1; n <= x.last[g]; n++ {
			if err := exec(tx, `UPDATE audit_entry SET seq = seq - 1 WHERE government_id = $1 AND seq = $2`, g, n); err != nil {
				return 0, err
			}
		}
		return seq, exec(tx, `UPDATE audit_head SET seq = seq - 1 WHERE government_id = $1`, g)
	}},
	{"reorder", func(x *trail, tx *db.Tx, _ *rand.Rand, g, seq int64) (int64, error) {
		other := seq%x.last[g] + 1
		for _, move := range [][2]int64{{seq, 1 << 40}, {other, seq}, {1 << 40, other}} {
			if err := exec(tx, `UPDATE audit_entry SET seq = $3 WHERE government_id = $1 AND seq = $2`, g, move[0], move[1]); err != nil {
				return 0, err
			}
		}
		return min(seq, other), nil
	}},
	{"cut the end off", func(x *trail, tx *db.Tx, _ *rand.Rand, g, seq int64) (int64, error) {
		return seq, exec(tx, `DELETE FROM audit_entry WHERE government_id = $1 AND seq >= $2`, g, seq)
	}},
	{"cut the end off and set the head back", func(x *trail, tx *db.Tx, _ *rand.Rand, g, seq int64) (int64, error) {
		seq = max(seq, 2)
		if err := exec(tx, `DELETE FROM audit_entry WHERE government_id = $1 AND seq >= $2`, g, seq); err != nil {
			return 0, err
		}
		return seq, exec(tx, `UPDATE audit_head SET seq = $2 - 1, link = (SELECT link FROM audit_entry WHERE government_id = $1 AND seq = $2 - 1) WHERE government_id = $1`, g, seq)
	}},
	{"insert without the key", func(x *trail, tx *db.Tx, dice *rand.Rand, g, seq int64) (int64, error) {
		forger := newRing(x.t, "f")
		return x.last[g] + 1, audit.Add(context.Background(), tx, forger, x.at, audit.Entry{Government: g, Actor: "sekda", Op: "roster.apply"})
	}},
	{"rewrite and compute the leaf anew", func(x *trail, tx *db.Tx, _ *rand.Rand, g, seq int64) (int64, error) {
		leaf := make([]byte, 32) // whatever it is, the link does not follow from it
		return seq, exec(tx, `UPDATE audit_entry SET actor = 'sekda', leaf = $3 WHERE government_id = $1 AND seq = $2`, g, seq, leaf)
	}},
	{"drop a whole chain", func(x *trail, tx *db.Tx, _ *rand.Rand, g, _ int64) (int64, error) {
		if err := exec(tx, `DELETE FROM audit_head WHERE government_id = $1`, g); err != nil {
			return 0, err
		}
		return 1, exec(tx, `DELETE FROM audit_entry WHERE government_id = $1`, g)
	}},
	{"drop the head", func(x *trail, tx *db.Tx, _ *rand.Rand, g, _ int64) (int64, error) {
		return x.last[g] + 1, exec(tx, `DELETE FROM audit_head WHERE government_id = $1`, g)
	}},
	{"set the head forward", func(x *trail, tx *db.Tx, _ *rand.Rand, g, _ int64) (int64, error) {
		return x.last[g] + 1, exec(tx, `UPDATE audit_head SET seq = seq + 1 WHERE government_id = $1`, g)
	}},
}

// Whoever changes the database by hand, whatever they change, is found, and the first entry that does not fit is named.
func TestEveryTamperingIsFoundAtItsFirstEntry(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newTrail(t, d)
		for range 3 {
			x.add(9)
			x.seal()
		}
		x.add(8) // not sealed yet
		if broken := x.after(func(*db.Tx) error { return nil }); len(broken) > 0 {
			t.Fatalf("control: an untouched trail is called broken: %v", broken)
		}
		dice := rand.New(rand.NewPCG(1, 2))
		for i := range *mutations {
			m := tamperings[i%len(tamperings)]
			g := dice.Int64N(3)
			seq := 1 + dice.Int64N(x.last[g])
			var first int64
			broken := x.after(func(tx *db.Tx) (err error) {
				first, err = m.do(x, tx, dice, g, seq)
				return err
			})
			if len(broken) != 1 || broken[0].Government != g || broken[0].Seq != first {
				t.Errorf("%s, government %d entry %d: found %v, want entry %d", m.name, g, seq, broken, first)
			}
		}
	})
}

// Writing the same values again is no tampering: the control of the test above.
func TestRewritingTheSameIsNotCalledTampering(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newTrail(t, d)
		x.add(5)
		x.seal()
		if broken := x.after(func(tx *db.Tx) error {
			return exec(tx, `UPDATE audit_entry SET actor = actor, detail = detail, leaf = leaf`)
		}); len(broken) > 0 {
			t.Errorf("found %v", broken)
		}
	})
}

// Who holds the link key, too, can rewrite a chain so that every link fits; the signed roots still tell.
func TestARewrittenChainDoesNotFitItsSeals(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newTrail(t, d)
		x.add(6)
		x.seal()
		x.add(2)
		again := func(tx *db.Tx) error {
			for _, table := range []string{"audit_entry", "audit_head"} {
				if err := exec(tx, `DELETE FROM `+table+` WHERE government_id = 1`); err != nil {
					return err
				}
			}
			for i := range 8 {
				if err := audit.Add(t.Context(), tx, x.ring, start, audit.Entry{Government: 1, Actor: "sekda", Op: "roster.apply", TargetID: int64(i)}); err != nil {
					return err
				}
			}
			return nil
		}
		broken := x.after(again)
		if len(broken) != 1 || broken[0].Government != 1 || broken[0].Seq != 1 || broken[0].Seal == 0 {
			t.Errorf("found %v, want the first entry under its seal", broken)
		}
		if broken := x.after(func(tx *db.Tx) error {
			if err := again(tx); err != nil {
				return err
			}
			return exec(tx, `DELETE FROM audit_seal WHERE government_id = 1`)
		}); len(broken) == 0 {
			t.Error("without the seals of the chain nothing was found")
		}
	})
}

func TestSealsThatWereChangedAreFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newTrail(t, d)
		for range 3 {
			x.add(4)
			x.seal()
		}
		for name, change := range map[string]string{
			"root": `UPDATE audit_seal SET root = previous WHERE nth = 5`, "signature": `UPDATE audit_seal SET signature = root WHERE nth = 5`, "time": `UPDATE audit_seal SET at = '2026-01-01T00:00:00.000000Z' WHERE nth = 5`,
			"removed": `DELETE FROM audit_seal WHERE nth = 5`, "reach": `UPDATE audit_seal SET first_seq = first_seq - 1 WHERE nth = 5`, "government": `UPDATE audit_seal SET government_id = 77 WHERE nth = 5`,
			"signer": `UPDATE audit_seal SET signer = root WHERE nth = 5`,
		} {
			if broken := x.after(func(tx *db.Tx) error { return exec(tx, change) }); len(broken) == 0 {
				t.Errorf("%s: nothing was found", name)
			}
		}
		other := newRing(t, "o")
		broken := x.after(func(tx *db.Tx) error { // sealed anew with a key of one's own
			if err := exec(tx, `DELETE FROM audit_seal WHERE nth = 9`); err != nil {
				return err
			}
			return exec(tx, `INSERT INTO audit_seal (nth, government_id, first_seq, last_seq, at, previous, root, signer, signature) SELECT 9, 2, 9, 12, at, previous, root, $1, signature FROM audit_seal WHERE nth = 8`, []byte(other.Signer()))
		})
		if len(broken) == 0 {
			t.Error("a seal with another key was taken")
		}
	})
}

func TestNodesThatSealAtOnceMakeEachSealOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newTrail(t, d)
		x.add(5)
		errs := make(chan error, 8)
		for range 8 {
			go func() {
				_, err := audit.NewSealer(d, x.ring, clock.Fixed(x.at), nil).Seal(t.Context())
				errs <- err
			}()
		}
		for range 8 {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
		x.seal() // what a race may have left
		if n := x.seal(); n != 0 {
			t.Errorf("sealed again: %d", n)
		}
		var seals int
		if err := d.Read(t.Context(), func(tx *db.Tx) error { return tx.QueryRow(t.Context(), `SELECT count(*) FROM audit_seal`).Scan(&seals) }); err != nil {
			t.Fatal(err)
		}
		if seals != 3 {
			t.Errorf("%d seals, want one for each chain", seals)
		}
		if broken := x.after(func(*db.Tx) error { return nil }); len(broken) > 0 {
			t.Errorf("broken: %v", broken)
		}
	})
}
