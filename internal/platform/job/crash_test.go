package job_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/platform/job"
)

const rowsToCount = 120

// TestMain lets this binary stand for a node of its own: killed for real, not cancelled.
func TestMain(m *testing.M) {
	where := os.Getenv("PAYUNG_JOB_TEST_NODE")
	if where == "" {
		os.Exit(m.Run())
	}
	d, err := db.Open(context.Background(), where)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	r := counting(d, os.Stdout, os.Getenv("PAYUNG_JOB_TEST_CARELESS") != "")
	if err := r.Run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
}

// counting is a node whose job marks row after row, each in a transaction of its own, and finds its place again. A
// careless one starts anew each time: the control that shows that the test sees doubled work.
func counting(d *db.DB, acknowledge io.Writer, careless bool) *job.Runner {
	r := quick(d)
	r.Lease = 400 * time.Millisecond
	r.Register("count", func(ctx context.Context, task *job.Task) error {
		from := int64(0)
		if !careless {
			err := d.Read(ctx, func(tx *db.Tx) error {
				return tx.QueryRow(ctx, `SELECT coalesce(max(n), 0) FROM mark`).Scan(&from)
			})
			if err != nil {
				return err
			}
		}
		for n := from + 1; n <= rowsToCount; n++ {
			err := d.Write(ctx, func(tx *db.Tx) error {
				if err := task.Checkpoint(ctx, tx, n, rowsToCount, lang.Text{}); err != nil {
					return err
				}
				_, err := tx.Exec(ctx, `INSERT INTO mark (n, times) VALUES ($1, 1) ON CONFLICT (n) DO UPDATE SET times = mark.times + 1`, n)
				return err
			})
			if err != nil {
				return err
			}
			fmt.Fprintln(acknowledge, n)
			time.Sleep(5 * time.Millisecond)
		}
		return nil
	})
	return r
}

func createMark(t *testing.T, d *db.DB) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `CREATE TABLE mark (n BIGINT PRIMARY KEY, times BIGINT NOT NULL)`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func marks(t *testing.T, d *db.DB) (rows, times, highest int64) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		return tx.QueryRow(t.Context(), `SELECT count(*), coalesce(sum(times), 0), coalesce(max(n), 0) FROM mark`).Scan(&rows, &times, &highest)
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows, times, highest
}

func TestAJobSurvivesTheDeathOfItsRunners(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		where    func(testing.TB) string
		careless bool
	}{
		"SQLite":              {dbtest.SQLitePath, false},
		"PostgreSQL":          {dbtest.PostgreSQLURL, false},
		"control: start anew": {dbtest.SQLitePath, true},
	} {
		t.Run(name, func(t *testing.T) {
			where := c.where(t)
			d := dbtest.Open(t, where)
			createMark(t, d)
			id := enqueue(t, d, "count", payload{}, "")
			kills := 6 // more than the tries of a job without progress
			if c.careless {
				kills = 2
			}
			for range kills {
				acknowledged := killSoon(t, where, c.careless)
				if _, _, highest := marks(t, d); highest < acknowledged {
					t.Fatalf("row %d was acknowledged, the highest is %d", acknowledged, highest)
				}
			}
			start(t, counting(d, io.Discard, c.careless))
			s := ended(t, d, id)
			rows, times, _ := marks(t, d)
			if s.State != job.Done || rows != rowsToCount {
				t.Fatalf("%s with %d rows of %d: %s", s.State, rows, rowsToCount, s.Message)
			}
			if doubled := times - rows; (doubled > 0) != c.careless {
				t.Errorf("%d rows were done twice", doubled)
			}
		})
	}
}

// killSoon runs a node of its own, kills it at a random moment of its work and returns the last row it acknowledged.
func killSoon(t *testing.T, where string, careless bool) (acknowledged int64) {
	t.Helper()
	node := exec.Command(os.Args[0])
	node.Env = append(os.Environ(), "PAYUNG_JOB_TEST_NODE="+where)
	if careless {
		node.Env = append(node.Env, "PAYUNG_JOB_TEST_CARELESS=1")
	}
	node.Stderr = os.Stderr
	out, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for first := true; lines.Scan(); first = false {
		if _, err := fmt.Sscan(lines.Text(), &acknowledged); err != nil {
			t.Fatal(err)
		}
		if first {
			time.AfterFunc(rand.N(60*time.Millisecond), func() { _ = node.Process.Kill() })
		}
	}
	_ = node.Wait()
	return acknowledged
}

func TestAZombieWritesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *db.DB, open func() *db.DB) {
		createMark(t, d)
		mark := func(ctx context.Context, on *db.DB, task *job.Task, n int64) error {
			return on.Write(ctx, func(tx *db.Tx) error {
				if err := task.Guard(ctx, tx); err != nil {
					return err
				}
				_, err := tx.Exec(ctx, `INSERT INTO mark (n, times) VALUES ($1, 1)`, n)
				return err
			})
		}
		asleep, wake, woken := make(chan struct{}), make(chan struct{}), make(chan error, 1)
		zombie := quick(d)
		zombie.Register("x", func(ctx context.Context, task *job.Task) error {
			ctx = context.WithoutCancel(ctx) // it does not even hear that it has lost the job
			if err := mark(ctx, d, task, 1); err != nil {
				t.Errorf("before it slept: %v", err)
			}
			close(asleep)
			<-wake
			err := mark(ctx, d, task, 2)
			woken <- err
			return err
		})
		start(t, zombie)
		id := enqueue(t, d, "x", payload{}, "")
		<-asleep

		other := open()
		heir := quick(other)
		heir.Clock = func() time.Time { return time.Now().UTC().Add(time.Hour) } // its lease is long over
		taken, goOn := make(chan struct{}), make(chan struct{})
		heir.Register("x", func(ctx context.Context, task *job.Task) error {
			close(taken)
			<-goOn
			return mark(ctx, other, task, 3)
		})
		start(t, heir)
		<-taken
		close(wake)
		if err := <-woken; !errors.Is(err, job.ErrLost) {
			t.Errorf("the zombie's write: %v, want ErrLost", err)
		}
		close(goOn)
		if s := ended(t, d, id); s.State != job.Done {
			t.Errorf("ended %s: the zombie's end counted", s.State)
		}
		if rows, _, highest := marks(t, d); rows != 2 || highest != 3 {
			t.Errorf("%d rows up to %d, want the zombie's first and the heir's", rows, highest)
		}
	})
}

// On PostgreSQL a node may stop in the middle of a transaction that guards its job: others must neither take the job nor
// wait for it.
func TestNobodyTakesAJobInTheMiddleOfAGuardedWrite(t *testing.T) {
	t.Parallel()
	where := dbtest.PostgreSQLURL(t)
	d, other := dbtest.Open(t, where), dbtest.Open(t, where)
	createMark(t, d)
	inside, goOn := make(chan struct{}), make(chan struct{})
	r := quick(d)
	r.Register("x", func(ctx context.Context, task *job.Task) error {
		return d.Write(ctx, func(tx *db.Tx) error {
			if err := task.Guard(ctx, tx); err != nil {
				return err
			}
			close(inside)
			<-goOn
			return task.Complete(ctx, tx)
		})
	})
	start(t, r)
	id := enqueue(t, d, "x", payload{}, "")
	<-inside
	heir := quick(other)
	heir.Clock = func() time.Time { return time.Now().UTC().Add(time.Hour) }
	heir.Register("x", func(context.Context, *job.Task) error { t.Error("taken"); return nil })
	ran := make(chan struct{})
	heir.Register("y", func(context.Context, *job.Task) error { close(ran); return nil })
	start(t, heir)
	enqueue(t, d, "y", payload{}, "")
	<-ran // the heir goes on with other work
	close(goOn)
	if s := ended(t, d, id); s.State != job.Done || s.Attempt != 1 {
		t.Errorf("%s at attempt %d, want done at the first", s.State, s.Attempt)
	}
}

func TestAJobThatKillsItsRunnersEndsAfterItsTries(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *db.DB, _ func() *db.DB) {
		id := enqueue(t, d, "x", payload{}, "")
		// Runners that never come back: the job is claimed and its lease runs out.
		offset := time.Duration(0)
		for range 5 {
			offset += time.Hour
			ctx, cancel := context.WithCancel(t.Context())
			r := quick(d)
			r.Clock = func() time.Time { return time.Now().UTC().Add(offset) }
			claimed, die := make(chan struct{}), make(chan struct{})
			r.Register("x", func(ctx context.Context, _ *job.Task) error {
				close(claimed)
				<-die
				return job.ErrLost // as if it had died: nothing is written
			})
			done := make(chan struct{})
			go func() { defer close(done); _ = r.Run(ctx) }()
			<-claimed
			cancel()
			close(die)
			<-done
		}
		offset += time.Hour
		r := quick(d)
		r.Clock = func() time.Time { return time.Now().UTC().Add(offset) }
		r.Register("x", func(context.Context, *job.Task) error { t.Error("a sixth try"); return nil })
		start(t, r)
		if s := ended(t, d, id); s.State != job.Failed || s.Message.String() == "" {
			t.Errorf("%s: %q", s.State, s.Message)
		}
	})
}

func TestAStoppedRunnerGivesItsJobBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *db.DB, open func() *db.DB) {
		started := make(chan struct{}, 1)
		first := quick(d)
		first.Register("x", func(ctx context.Context, _ *job.Task) error {
			started <- struct{}{}
			<-ctx.Done()
			return ctx.Err()
		})
		stop := start(t, first)
		id := enqueue(t, d, "x", payload{}, "")
		<-started
		stop()
		if s := openJobs(t, d); len(s) != 1 || s[0].State != job.Waiting || s[0].Attempt != 0 {
			t.Fatalf("after the stop: %+v", s)
		}
		second := quick(open())
		second.Register("x", func(context.Context, *job.Task) error { return nil })
		start(t, second)
		if s := ended(t, d, id); s.State != job.Done || s.Attempt != 1 {
			t.Errorf("%s at attempt %d", s.State, s.Attempt)
		}
	})
}
