package fault

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
)

// TestMain lets this binary stand for a program that moves money: in one transaction, or, careless, in two.
func TestMain(m *testing.M) {
	if where := os.Getenv("PAYUNG_FAULT_VICTIM"); where != "" {
		if err := move(where, os.Getenv("PAYUNG_FAULT_CARELESS") != ""); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(3)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func move(where string, careless bool) error {
	ctx := context.Background()
	d, err := db.Open(ctx, where)
	if err != nil {
		return err
	}
	add := func(tx *db.Tx, side, by int) error {
		_, err := tx.Exec(ctx, `UPDATE purse SET amount = amount + $2 WHERE side = $1`, side, by)
		return err
	}
	for {
		err := d.Write(ctx, func(tx *db.Tx) error {
			if err := add(tx, 1, -1); err != nil || careless {
				return err
			}
			return add(tx, 2, 1)
		})
		if err == nil && careless {
			time.Sleep(20 * time.Millisecond) // the gap is wide, so that a few kills must fall into it
			err = d.Write(ctx, func(tx *db.Tx) error { return add(tx, 2, 1) })
		}
		if err != nil {
			return err
		}
		fmt.Println("moved")
	}
}

func TestAKillFindsCarelessWorkAndSparesCarefulWork(t *testing.T) {
	for name, c := range map[string]struct {
		where    func() string
		careless bool
	}{
		"careful on SQLite":      {func() string { return filepath.Join(t.TempDir(), "purse.db") }, false},
		"careless on SQLite":     {func() string { return filepath.Join(t.TempDir(), "purse.db") }, true},
		"careful on PostgreSQL":  {func() string { return dbtest.EmptyPostgreSQLURL(t, "") }, false},
		"careless on PostgreSQL": {func() string { return dbtest.EmptyPostgreSQLURL(t, "") }, true},
	} {
		t.Run(name, func(t *testing.T) {
			where := c.where()
			d := dbtest.Open(t, where)
			write(t, d, `CREATE TABLE purse (side BIGINT PRIMARY KEY, amount BIGINT NOT NULL)`)
			write(t, d, `INSERT INTO purse (side, amount) VALUES (1, 0), (2, 0)`)
			wrong, moved := 0, 0
			const many = 15
			for range many {
				cmd := exec.Command(os.Args[0])
				cmd.Env = append(os.Environ(), "PAYUNG_FAULT_VICTIM="+where)
				if c.careless {
					cmd.Env = append(cmd.Env, "PAYUNG_FAULT_CARELESS=1")
				}
				death, err := KillWithin(cmd, 400*time.Millisecond)
				if err != nil {
					t.Fatal(err)
				}
				if !death.Killed {
					t.Fatalf("it ended by itself: %s", death.Err)
				}
				moved += len(death.Out) / len("moved\n")
				if one, two := sum(t, d); one+two != 0 {
					wrong++
					write(t, d, `UPDATE purse SET amount = 0`)
					moved = 0
				} else if two < int64(moved) {
					t.Fatalf("%d moves were acknowledged, %d are there", moved, two)
				}
			}
			if moved == 0 && wrong == 0 {
				t.Fatal("nothing was ever moved: this proves nothing")
			}
			if (wrong > 0) != c.careless {
				t.Errorf("%d of %d kills left the purses uneven", wrong, many)
			}
		})
	}
}

func write(t *testing.T, d *db.DB, statement string, args ...any) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), statement, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func sum(t *testing.T, d *db.DB) (one, two int64) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		return tx.QueryRow(t.Context(), `SELECT (SELECT amount FROM purse WHERE side = 1), (SELECT amount FROM purse WHERE side = 2)`).Scan(&one, &two)
	})
	if err != nil {
		t.Fatal(err)
	}
	return one, two
}

// TestVerifyFindsDamage is the control of the checks above: what they call clean must be able to be unclean.
func TestVerifyFindsDamage(t *testing.T) {
	binary := payung(t)
	folder, files := sample(t, binary)
	in := &installation{t: t, binary: binary, folder: filepath.Join(t.TempDir(), "data")}
	for _, f := range files {
		in.run(f.args(folder)...)
	}
	if out, code := in.run("verify"); code != 0 {
		t.Fatalf("unclean before any damage:\n%s", out)
	}
	whole, err := os.ReadFile(filepath.Join(in.folder, "payung.db"))
	if err != nil {
		t.Fatal(err)
	}
	damages := map[string]string{
		"a trail entry is changed":        `UPDATE audit_entry SET op = 'roster.undo' WHERE seq = 3`,
		"a trail entry is gone":           `DELETE FROM audit_entry WHERE seq = 3`,
		"the trail is cut at its end":     `DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)`,
		"a fact is gone":                  `DELETE FROM fact WHERE person_id = (SELECT min(person_id) FROM fact)`,
		"a fact says paid":                `UPDATE fact SET paid = 1 - paid WHERE person_id = (SELECT min(person_id) FROM fact)`,
		"a roll-up is off by one":         `UPDATE coverage_rollup SET workers = workers + 1 WHERE unit_id = (SELECT min(unit_id) FROM coverage_rollup)`,
		"a pointer names a draft":         `UPDATE import_batch SET state = 'draft' WHERE id = (SELECT min(batch_id) FROM roster_current)`,
		"a roster row is gone":            `DELETE FROM roster_row WHERE id = (SELECT min(r.id) FROM roster_row r JOIN roster_current c ON c.batch_id = r.batch_id)`,
		"a roster row is there twice":     `INSERT INTO roster_row SELECT government_id, id + 1000000, batch_id, unit_id, sheet, row_no, status, person_id, name, birth_year, sex, category, position, wage, start_date, end_date, decree, fund, name_birth_index, digest, findings, sealed FROM roster_row WHERE status = 'ok' AND id = (SELECT min(id) FROM roster_row WHERE status = 'ok')`,
		"a person is gone":                `DELETE FROM person WHERE id = (SELECT min(person_id) FROM roster_row WHERE person_id > 0)`,
		"a payment is there twice":        `INSERT INTO payment SELECT government_id, id + 1000000, batch_id, row_no, unit_id, npp, month, paid_on, reference, amount, per_person, nik_index, kpj_index, jkk, jkm, jht, jp, sealed, line_key, line_digest, live FROM payment WHERE id = (SELECT min(id) FROM payment WHERE live)`,
		"a payment is gone":               `DELETE FROM payment WHERE id = (SELECT min(id) FROM payment WHERE live)`,
		"an entry of a list is gone":      `DELETE FROM participant_entry WHERE row_no = (SELECT min(row_no) FROM participant_entry)`,
		"a budget line is there twice":    `INSERT INTO budget_line SELECT government_id, id + 1000000, batch_id, unit_id, account_code, programmes, category, fund, first_month, last_month, heads, ceiling, line_key, line_digest, live FROM budget_line WHERE id = (SELECT min(id) FROM budget_line WHERE live)`,
		"an import's tally is off by one": `UPDATE import_batch SET applied_count = applied_count + 1 WHERE id = (SELECT min(id) FROM import_batch)`,
	}
	for what, damage := range damages {
		t.Run(what, func(t *testing.T) {
			hurt := &installation{t: t, binary: binary, folder: filepath.Join(t.TempDir(), "data")}
			if err := os.CopyFS(hurt.folder, os.DirFS(in.folder)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(hurt.folder, "payung.db"), whole, 0o600); err != nil {
				t.Fatal(err)
			}
			d, err := db.Open(t.Context(), filepath.Join(hurt.folder, "payung.db"))
			if err != nil {
				t.Fatal(err)
			}
			var n int64
			err = d.Write(t.Context(), func(tx *db.Tx) error {
				n, err = tx.Exec(t.Context(), damage)
				return err
			})
			if e := d.Close(); err != nil || e != nil || n == 0 {
				t.Fatalf("damaged %d rows: %v, %v", n, err, e)
			}
			if out, code := hurt.run("verify"); code != 1 {
				t.Errorf("verify exits %d and says %s", code, out)
			}
		})
	}
}
