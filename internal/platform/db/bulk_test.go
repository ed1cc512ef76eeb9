package db_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/internal/platform/db"
)

// named stands for the features' own types with a basic kind, as money.Rupiah.
type (
	namedInt  int64
	namedText string
)

func TestBulkLoadsEveryKindOfValue(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ string) {
		const n = 64*3 + 7 // whole statements and a rest on SQLite
		columns := []string{"government_id", "thing_id", "name", "born", "active", "wage", "owed", "sealed"}
		var rows [][]any
		for i := range n {
			var wage, sealed any
			if i%2 == 0 {
				wage, sealed = namedInt(i)*1000, []byte{0xff, 0, byte(i)}
			}
			rows = append(rows, []any{1, int64(i), namedText(fmt.Sprintf("né %d", i)), "1985-03-12", i%3 == 0, wage, nil, sealed})
		}
		write(t, d, func(tx *db.Tx) error {
			if err := tx.Bulk(t.Context(), "thing", columns, nil); err != nil {
				return err
			}
			if err := tx.Bulk(t.Context(), "thing", columns, rows); err != nil {
				return err
			}
			// Bulk and single statements mix in one transaction.
			_, err := tx.Exec(t.Context(), `UPDATE thing SET owed = 5 WHERE thing_id = 1`)
			return err
		})
		type row struct {
			Name, Born string
			Active     bool
			Wage, Owed *int64
			Sealed     []byte
		}
		var got []row
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			r, err := tx.Query(t.Context(), `SELECT name, born, active, wage, owed, sealed FROM thing WHERE thing_id < 2 ORDER BY thing_id`)
			if err != nil {
				return err
			}
			defer func() { _ = r.Close() }()
			for r.Next() {
				var x row
				if err := r.Scan(&x.Name, &x.Born, &x.Active, &x.Wage, &x.Owed, &x.Sealed); err != nil {
					return err
				}
				got = append(got, x)
			}
			return r.Err()
		})
		if err != nil {
			t.Fatal(err)
		}
		zero, five := int64(0), int64(5)
		want := []row{
			{Name: "né 0", Born: "1985-03-12", Active: true, Wage: &zero, Sealed: []byte{0xff, 0, 0}},
			{Name: "né 1", Born: "1985-03-12", Owed: &five},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if k := count(t, d, `SELECT count(*) FROM thing`); k != n {
			t.Errorf("%d rows, want %d", k, n)
		}
	})
}

func TestABadRowFailsTheWholeBulkLoad(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ string) {
		columns := []string{"government_id", "thing_id", "name"}
		for what, rows := range map[string][][]any{
			"key twice":            {{1, 1, "a"}, {1, 1, "b"}},
			"null where none may":  {{1, 1, "a"}, {1, 2, nil}},
			"short and long":       {{1, 1}, {"a", 1, 2, "b"}},
			"text for a number":    {{1, 1, "a"}, {1, "two", "b"}},
			"no such column value": {{1, 1, "a"}, {1, 2, struct{}{}}},
		} {
			err := d.Write(t.Context(), func(tx *db.Tx) error { return tx.Bulk(t.Context(), "thing", columns, rows) })
			if err == nil {
				t.Errorf("%s was taken", what)
			}
			if n := count(t, d, `SELECT count(*) FROM thing`); n != 0 {
				t.Errorf("%s left %d rows", what, n)
			}
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			return tx.Bulk(t.Context(), "thing", columns, [][]any{{1, 1, "a"}, {1, 1, "b"}})
		})
		if !db.Unique(err) {
			t.Errorf("key twice: %v, want a unique violation", err)
		}
	})
}
