package audit_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/trust/audit"
)

// export writes the trail of government 1.
func (x *trail) export() (string, audit.Exported) {
	x.t.Helper()
	var out bytes.Buffer
	var told audit.Exported
	err := x.db.Read(x.t.Context(), func(tx *db.Tx) (err error) {
		told, err = audit.Export(x.t.Context(), tx, x.ring, clock.Fixed(x.at), 1, &out)
		return err
	})
	if err != nil {
		x.t.Fatal(err)
	}
	return out.String(), told
}

func TestAnExportIsCheckedByItselfAndByTheKeyAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newTrail(t, d)
		for range 3 {
			x.add(7)
			x.seal()
		}
		x.add(2)
		file, told := x.export()
		if told.Entries != 23 || told.Unsealed != 2 || told.Seals != 9 {
			t.Errorf("exported %+v", told)
		}
		got, err := audit.Check(strings.NewReader(file), x.ring.Signer())
		if err != nil {
			t.Fatal(err)
		}
		if got.Entries != 23 || got.Unsealed != 2 || got.Seals != 9 || got.LastRoot != told.LastRoot {
			t.Errorf("checked %+v, want %+v", got, told)
		}
		if _, err := audit.Check(strings.NewReader(file), newRing(t, "o").Signer()); err == nil {
			t.Error("another installation's key was taken")
		}
	})
}

// What was changed in the file after it was written is found by who holds nothing but the file. Entries that no seal
// covers yet are counted as such, so the changes here stay before the last seal.
func TestAChangedExportDoesNotPass(t *testing.T) {
	x := newTrail(t, dbtest.SQLite(t))
	for range 3 {
		x.add(7)
		x.seal()
	}
	file, _ := x.export()
	lines := strings.SplitAfter(strings.TrimSuffix(file, "\n"), "\n")
	dice := rand.New(rand.NewPCG(3, 4))
	for i := range 1000 {
		k := dice.IntN(len(lines))
		changed := slices.Clone(lines)
		switch what := i % 4; what {
		case 0: // one byte
			b := []byte(changed[k])
			at := dice.IntN(len(b))
			b[at] ^= 1 << dice.IntN(7)
			changed[k] = string(b)
		case 1: // a line is gone
			changed = slices.Delete(changed, k, k+1)
		case 2: // a line comes twice
			changed = slices.Insert(changed, k, changed[k])
		default: // two lines of a kind change places; a seal of another government may stand anywhere among entries
			other := (k + 1 + dice.IntN(len(lines)-1)) % len(lines)
			if lines[k][:6] != lines[other][:6] {
				continue
			}
			changed[k], changed[other] = changed[other], changed[k]
		}
		text := strings.Join(changed, "")
		if text == strings.Join(lines, "") {
			continue
		}
		_, err := audit.Check(strings.NewReader(text), x.ring.Signer())
		var wrong audit.Wrong
		if err == nil && !onlyTold(lines[k], changed, k) {
			t.Errorf("change %d at line %d passed:\n%s%s", i, k+1, lines[k], changed[min(k, len(changed)-1)])
		} else if err != nil && !errors.As(err, &wrong) {
			t.Errorf("change %d: %v names no line", i, err)
		}
	}
}

// onlyTold says that a change touched only what the head tells of the file itself: when it was written and the code of the
// government, which no seal covers; or white space and case of names, which JSON reads alike.
func onlyTold(before string, changed []string, k int) bool {
	if k == 0 || k >= len(changed) {
		return true
	}
	return strings.EqualFold(strings.TrimSpace(before), strings.TrimSpace(changed[k]))
}

func TestAnExportWithoutItsEndIsCutOff(t *testing.T) {
	x := newTrail(t, dbtest.SQLite(t))
	x.add(4)
	x.seal()
	file, _ := x.export()
	lines := strings.SplitAfter(file, "\n")
	for n := range len(lines) - 2 {
		if _, err := audit.Check(strings.NewReader(strings.Join(lines[:n], "")), nil); err == nil {
			t.Errorf("%d lines of %d passed", n, len(lines)-1)
		}
	}
}
