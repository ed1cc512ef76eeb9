package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/internal/trust/recovery"
)

// place is where an installation stands: its folder, and for PostgreSQL its database.
type place struct{ data, url string }

func places(t *testing.T) map[string]func(t *testing.T) place {
	t.Helper()
	return map[string]func(t *testing.T) place{
		"SQLite":     func(t *testing.T) place { return place{t.TempDir(), ""} },
		"PostgreSQL": func(t *testing.T) place { return place{t.TempDir(), dbtest.EmptyPostgreSQLURL(t, "")} },
	}
}

func (p place) config() Config { return Config{Data: p.data, DB: p.url, Clock: clock.System} }

func (p place) open(t *testing.T) *App {
	t.Helper()
	a, err := Open(t.Context(), p.config(), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

// write does one small change and says when it was acknowledged.
func write(ctx context.Context, a *App, key string) (time.Time, error) {
	err := a.Door.Do(ctx, access.System(), change.Op{Name: "test.write", Permission: access.ManageSettings}, access.Target{}, func(tx *change.Tx) error {
		_, _, err := tx.Once(ctx, 0, key, nil)
		tx.Record("key", 0, key)
		return err
	})
	return time.Now().UTC(), err
}

// keys lists the changes that are there.
func keys(t *testing.T, a *App) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	err := a.DB.Read(t.Context(), func(tx *db.Tx) error {
		rows, err := tx.Query(t.Context(), `SELECT request_key FROM idempotency`)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var k string
			if err := rows.Scan(&k); err != nil {
				return err
			}
			out[k] = true
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// underLoad backs up while four writers write, and returns what each had acknowledged and when.
func underLoad(t *testing.T, a *App, file string) map[string]time.Time {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var mu sync.Mutex
	acknowledged := map[string]time.Time{}
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				key := fmt.Sprintf("w%d-%d", w, i)
				at, err := write(context.WithoutCancel(ctx), a, key)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				acknowledged[key] = at
				mu.Unlock()
			}
		})
	}
	time.Sleep(150 * time.Millisecond)
	if _, err := a.Backup(t.Context(), file, "test"); err != nil {
		t.Error(err)
	}
	stop()
	wg.Wait()
	return acknowledged
}

// A backup made under load holds all that was acknowledged before its own instant, is restored on an empty place of
// either engine, and then verifies clean with the same facts.
func TestABackupUnderLoadIsRestoredWhole(t *testing.T) {
	for from, source := range places(t) {
		t.Run("from "+from, func(t *testing.T) {
			a := source(t).open(t)
			bringWorked(t, a)
			secret, err := recovery.Ensure(t.Context(), a.Door, a.DB)
			if err != nil || secret == "" {
				t.Fatal(secret, err)
			}
			want := facts(t, a, september)
			file := filepath.Join(t.TempDir(), "cadangan.age")
			acknowledged := underLoad(t, a, file)
			for into, target := range places(t) {
				t.Run("into "+into, func(t *testing.T) {
					content, err := os.ReadFile(file)
					if err != nil {
						t.Fatal(err)
					}
					p := target(t)
					r, err := Restore(t.Context(), p.config(), bytes.NewReader(content), strings.NewReader(secret))
					if err != nil {
						t.Fatal(err)
					}
					at, err := r.At()
					if err != nil {
						t.Fatal(err)
					}
					b := p.open(t)
					got, before := keys(t, b), 0
					for key, acked := range acknowledged {
						if acked.Before(at) {
							before++
							if !got[key] {
								t.Errorf("%s, acknowledged at %s, is not in the backup of %s", key, acked, at)
							}
						}
					}
					if before == 0 || before == len(acknowledged) {
						t.Errorf("%d of %d were acknowledged before: there was no load during the backup", before, len(acknowledged))
					}
					clean(t, b)
					if diff := cmp.Diff(want, facts(t, b, september)); diff != "" {
						t.Errorf("facts after the restore (-want +got):\n%s", diff)
					}
				})
			}
		})
	}
}

func textOf(err error) string {
	var known *fault.Error
	if errors.As(err, &known) {
		return known.Text.Format
	}
	return fmt.Sprint(err)
}

// What is not whole, or not for this key, restores nothing and leaves the place empty.
func TestWhatIsDamagedRestoresNothing(t *testing.T) {
	a := place{t.TempDir(), ""}.open(t)
	secret, err := recovery.Ensure(t.Context(), a.Door, a.DB)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 50 {
		if _, err := write(t.Context(), a, fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "cadangan.age")
	if _, err := a.Backup(t.Context(), file, "test"); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	other, err := recovery.New(t.Context(), a.Door, access.System(), true)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	for name, c := range map[string]struct {
		content []byte
		key     string
	}{
		"cut at half": {whole[:len(whole)/2], secret}, "cut by one byte": {whole[:len(whole)-1], secret}, "one bit changed": {flipped, secret},
		"another key": {whole, other}, "no key": {whole, "kunci"}, "no backup": {[]byte("selamat pagi"), secret}, "nothing": {nil, secret},
	} {
		t.Run(name, func(t *testing.T) {
			p := place{t.TempDir(), ""}
			_, err := Restore(t.Context(), p.config(), bytes.NewReader(c.content), strings.NewReader(c.key))
			if err == nil {
				t.Error("it was restored")
			}
			if left, _ := os.ReadDir(p.data); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
	p := place{t.TempDir(), ""}
	if _, err := Restore(t.Context(), p.config(), bytes.NewReader(whole), strings.NewReader(secret)); err != nil {
		t.Errorf("control: the whole file with its key: %v", err)
	}
	if _, err := Restore(t.Context(), p.config(), bytes.NewReader(whole), strings.NewReader(secret)); textOf(err) != ErrNotEmpty.Text.Format {
		t.Errorf("restoring over what is there: %v, want a refusal", err)
	}
}

// The database that lost its newest entries, seals and all, is told by the seals that the machine noted beside it.
func TestADatabaseThatWasSetBackIsFound(t *testing.T) {
	p := place{t.TempDir(), ""}
	a := p.open(t)
	for i := range 3 {
		if _, err := write(t.Context(), a, fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
		if err := a.SealTrail(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	clean(t, a)
	err := a.DB.Write(t.Context(), func(tx *db.Tx) error { // as a copy from before the last seal would be
		for _, q := range []string{`DELETE FROM audit_entry`, `DELETE FROM audit_head`, `DELETE FROM audit_seal`} {
			if _, err := tx.Exec(t.Context(), q); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	v, err := a.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Problems) != 1 || !strings.Contains(v.Problems[0], "seal 1 ") {
		t.Errorf("found %q, want the first seal that is gone", v.Problems)
	}
}
