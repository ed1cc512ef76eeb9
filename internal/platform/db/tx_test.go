package db_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
)

func TestSQLiteRunsWithTheSettingsThatKeepAcknowledgedWork(t *testing.T) {
	d := dbtest.SQLite(t)
	want := map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1",
		"secure_delete": "2", // FAST: an erased key is overwritten in its page
	}
	check := func(who string, tx *db.Tx) error {
		for pragma, value := range want {
			var got string
			if err := tx.QueryRow(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil {
				return err
			}
			if got != value {
				t.Errorf("%s: PRAGMA %s = %s, want %s", who, pragma, got, value)
			}
		}
		return nil
	}
	write(t, d, func(tx *db.Tx) error { return check("writer", tx) })
	if err := d.Read(t.Context(), func(tx *db.Tx) error { return check("reader", tx) }); err != nil {
		t.Fatal(err)
	}
}

// TestAWriterWaitsForTheWriterOfAnotherProcess opens the file twice, as two processes do: the second gets its turn soon
// after the first has ended, not at the next of SQLite's own pauses, which grow to a tenth of a second.
func TestAWriterWaitsForTheWriterOfAnotherProcess(t *testing.T) {
	path := dbtest.SQLitePath(t)
	one, other := dbtest.Open(t, path), dbtest.Open(t, path)
	held, ended := make(chan struct{}), make(chan time.Time, 1)
	go func() {
		_ = one.Write(context.Background(), func(tx *db.Tx) error {
			_, err := tx.IDs(context.Background(), 1, 1)
			close(held)
			time.Sleep(300 * time.Millisecond)
			return err
		})
		ended <- time.Now()
	}()
	<-held
	first, err := other.IDs(t.Context(), 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	if first != 2 {
		t.Errorf("the second writer took id %d, want the one after the first's", first)
	}
	t.Logf("the second writer was done %s after the first", time.Since(<-ended))
}

func TestSQLiteFilesAreNobodyElses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "odd name?%20#1", "payung.db")
	d := dbtest.Open(t, path)
	if _, err := d.Migrate(t.Context(), ground); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{path, path + "-wal"} {
		st, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if st.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %o, want 600", name, st.Mode().Perm())
		}
	}
}

func TestAFailedWriteChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ string) {
		stop := errors.New("stop")
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if err := addThing(tx, 1, 1, "a"); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Fatalf("error is %v", err)
		}
		if n := count(t, d, `SELECT count(*) FROM thing`); n != 0 {
			t.Errorf("%d rows, want none", n)
		}
	})
}

func TestAPanicInAWriteRollsBackAndTheDatabaseGoesOn(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ string) {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_ = d.Write(t.Context(), func(tx *db.Tx) error {
				if err := addThing(tx, 1, 1, "a"); err != nil {
					return err
				}
				panic("boom")
			})
		}()
		write(t, d, func(tx *db.Tx) error { return addThing(tx, 1, 2, "b") })
		if n := count(t, d, `SELECT count(*) FROM thing`); n != 1 {
			t.Errorf("%d rows, want the later one alone", n)
		}
	})
}

func TestAReadChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ string) {
		err := d.Read(t.Context(), func(tx *db.Tx) error { return addThing(tx, 1, 1, "a") })
		if err == nil {
			t.Error("a read wrote a row")
		}
	})
}

func TestAReadSeesOneState(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ string) {
		exec(t, d, `INSERT INTO thing (government_id, thing_id, name) VALUES (1, 1, 'a')`)
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			var before, after int
			if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM thing`).Scan(&before); err != nil {
				return err
			}
			exec(t, d, `INSERT INTO thing (government_id, thing_id, name) VALUES (1, 2, 'b')`)
			if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM thing`).Scan(&after); err != nil {
				return err
			}
			if before != 1 || after != 1 {
				t.Errorf("the read saw %d, then %d rows; want 1 and 1", before, after)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if n := count(t, d, `SELECT count(*) FROM thing`); n != 2 {
			t.Errorf("a later read sees %d rows, want 2", n)
		}
	})
}

func TestForeignAndUniqueKeysHold(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ string) {
		exec(t, d, `INSERT INTO thing (government_id, thing_id, name) VALUES (1, 1, 'a')`)
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `INSERT INTO part (government_id, thing_id, nth) VALUES (1, 9, 1)`)
			return err
		})
		if err == nil || db.Unique(err) {
			t.Errorf("a part of no thing: %v", err)
		}
		for what, id := range map[string]int64{"same key": 1, "same name": 2} {
			err := d.Write(t.Context(), func(tx *db.Tx) error { return addThing(tx, 1, id, "a") })
			if !db.Unique(err) {
				t.Errorf("%s: %v, want a unique violation", what, err)
			}
		}
		err = d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `INSERT INTO thing (government_id, thing_id, name, born) VALUES (1, 3, 'c', '2026')`)
			return err
		})
		if err == nil {
			t.Error("a date of four characters was taken")
		}
	})
}

func TestOneTextServesBothEngines(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ string) {
		write(t, d, func(tx *db.Tx) error {
			for i := range int64(3) {
				_, err := tx.Exec(t.Context(), `INSERT INTO thing (government_id, thing_id, name, active, wage, sealed) VALUES ($1, $2, $3, $4, $5, $6)`,
					1, i, fmt.Sprint("n", i), i != 1, nil, []byte{0, byte(i)})
				if err != nil {
					return err
				}
			}
			return nil
		})
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			var (
				active bool
				wage   *int64
				sealed []byte
				sum    int64
			)
			if err := tx.QueryRow(t.Context(), `SELECT active, wage, sealed FROM thing WHERE active = FALSE AND thing_id IN `+db.In(1, 2), 0, 1).Scan(&active, &wage, &sealed); err != nil {
				return err
			}
			if active || wage != nil || len(sealed) != 2 || sealed[1] != 1 {
				t.Errorf("read %v, %v, %v", active, wage, sealed)
			}
			if err := tx.QueryRow(t.Context(), `SELECT sum(thing_id) FROM thing WHERE active`).Scan(&sum); err != nil {
				return err
			}
			if sum != 2 {
				t.Errorf("sum = %d, want 2", sum)
			}
			err := tx.QueryRow(t.Context(), `SELECT thing_id FROM thing WHERE thing_id IN `+db.In(1, 0)).Scan(&sum)
			if !errors.Is(err, db.ErrNoRows) {
				t.Errorf("in none: %v, want ErrNoRows", err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestIDsAreNeverGivenTwice(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, where string) {
		other := dbtest.Open(t, where) // a second node
		var mu sync.Mutex
		seen := map[int64]bool{}
		var wg sync.WaitGroup
		for worker := range 8 {
			node := d
			if worker%2 == 1 {
				node = other
			}
			wg.Go(func() {
				last := int64(0)
				for i := range 25 {
					n := 1 + i%3
					var first int64
					fail := i%5 == 4
					err := node.Write(t.Context(), func(tx *db.Tx) (err error) {
						if first, err = tx.IDs(t.Context(), 3, n); err == nil && fail {
							err = errors.New("rolled back")
						}
						return err
					})
					if fail { // take them ahead instead
						first, err = node.IDs(t.Context(), 3, n)
					}
					if err != nil {
						t.Error(err)
						return
					}
					if first <= last {
						t.Errorf("id %d after %d", first, last)
					}
					last = first
					mu.Lock()
					for id := first; id < first+int64(n); id++ {
						if seen[id] {
							t.Errorf("id %d was given twice", id)
						}
						seen[id] = true
					}
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		if len(seen) < 8*25 {
			t.Errorf("%d ids", len(seen))
		}
	})
}

// Two transfers that take the same two rows in opposite order must meet: on PostgreSQL one of them is chosen to fail and
// runs again.
func TestWritersThatMeetRunAgain(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, where string) {
		other := dbtest.Open(t, where)
		exec(t, d, `INSERT INTO thing (government_id, thing_id, name, owed) VALUES (1, 1, 'a', 0), (1, 2, 'b', 0)`)
		var runs atomic.Int64
		meet := make(chan struct{}, 2)
		transfer := func(d *db.DB, from, to int64) error {
			first := true
			return d.Write(t.Context(), func(tx *db.Tx) error {
				runs.Add(1)
				if _, err := tx.Exec(t.Context(), `UPDATE thing SET owed = owed - 1 WHERE government_id = 1 AND thing_id = $1`, from); err != nil {
					return err
				}
				if first && d.Engine() == db.PostgreSQL { // both hold their first row before they ask for the second
					first = false
					meet <- struct{}{}
					for len(meet) < 2 {
						if err := t.Context().Err(); err != nil {
							return err
						}
					}
				}
				_, err := tx.Exec(t.Context(), `UPDATE thing SET owed = owed + 1 WHERE government_id = 1 AND thing_id = $1`, to)
				return err
			})
		}
		var wg sync.WaitGroup
		wg.Go(func() {
			if err := transfer(d, 1, 2); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() {
			if err := transfer(other, 2, 1); err != nil {
				t.Error(err)
			}
		})
		wg.Wait()
		if n := count(t, d, `SELECT count(*) FROM thing WHERE owed = 0`); n != 2 {
			t.Errorf("%d of 2 rows are back at nought", n)
		}
		if d.Engine() == db.PostgreSQL && runs.Load() < 3 {
			t.Errorf("%d runs: the two never met, so this test proves nothing", runs.Load())
		}
	})
}

// Two writers that count what is there and add one must not both see the same count, even before the government has
// taken its first id.
func TestWritersThatAskToBeAloneWaitForEachOther(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, where string) {
		other := dbtest.Open(t, where)
		var wg sync.WaitGroup
		const writers = 12
		for i := range writers {
			node := d
			if i%2 == 1 {
				node = other
			}
			wg.Go(func() {
				err := node.Write(t.Context(), func(tx *db.Tx) error {
					if err := tx.Alone(t.Context(), 4); err != nil {
						return err
					}
					var n int64
					if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM thing WHERE government_id = 4`).Scan(&n); err != nil {
						return err
					}
					time.Sleep(2 * time.Millisecond)
					_, err := tx.Exec(t.Context(), `INSERT INTO thing (government_id, thing_id, name, owed) VALUES (4, $1, $2, $3)`, i+1, fmt.Sprint(i), n)
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := count(t, d, `SELECT count(DISTINCT owed) FROM thing`); n != writers {
			t.Errorf("%d different counts for %d writers", n, writers)
		}
	})
}

func TestACancelledWriteEndsAndFreesTheWriter(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ string) {
		ctx, cancel := context.WithCancel(t.Context())
		err := d.Write(ctx, func(tx *db.Tx) error {
			if err := addThing(tx, 1, 1, "a"); err != nil {
				return err
			}
			cancel()
			return nil
		})
		if err == nil {
			t.Error("a cancelled write was committed")
		}
		write(t, d, func(tx *db.Tx) error { return addThing(tx, 1, 2, "b") })
		if n := count(t, d, `SELECT count(*) FROM thing`); n != 1 {
			t.Errorf("%d rows, want 1", n)
		}
	})
}

func TestASignalComesAfterTheCommitAndOnlyThen(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ string) {
		raised := func(c <-chan struct{}) bool {
			select {
			case <-c:
				return true
			default:
				return false
			}
		}
		c := d.Signalled("things")
		_ = d.Write(t.Context(), func(tx *db.Tx) error {
			tx.Signal("things")
			return errors.New("no")
		})
		if raised(c) {
			t.Error("a rolled-back write signalled")
		}
		write(t, d, func(tx *db.Tx) error {
			tx.Signal("things")
			if raised(c) {
				t.Error("signalled before the commit")
			}
			return nil
		})
		if !raised(c) || raised(d.Signalled("things")) {
			t.Error("want one signal for those who waited, and none for who comes later")
		}
	})
}

// Behind a pooler in transaction mode a statement prepared by name would be left on a connection that the next client gets.
func TestPostgreSQLIsLeftWithoutPreparedStatements(t *testing.T) {
	d := dbtest.Open(t, dbtest.EmptyPostgreSQLURL(t, ""))
	if _, err := d.Migrate(t.Context(), ground); err != nil {
		t.Fatal(err)
	}
	left := func(tx *db.Tx) (n int) {
		if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM pg_prepared_statements`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	write(t, d, func(tx *db.Tx) error {
		for i := range int64(3) {
			if err := addThing(tx, 1, i, fmt.Sprint(i)); err != nil {
				return err
			}
		}
		if _, err := tx.IDs(t.Context(), 1, 1); err != nil {
			return err
		}
		if err := tx.Bulk(t.Context(), "part", []string{"government_id", "thing_id", "nth"}, [][]any{{1, 1, 1}}); err != nil {
			return err
		}
		if n := left(tx); n != 0 {
			t.Errorf("%d prepared statements in the transaction", n)
		}
		return nil
	})
	if err := d.Read(t.Context(), func(tx *db.Tx) error {
		if n := left(tx); n != 0 {
			t.Errorf("%d prepared statements after it", n)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
