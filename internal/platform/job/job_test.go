package job_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/platform/job"
)

const government = 5

type payload struct {
	Batch int64 `json:"batch"`
}

// each runs fn on both engines. open gives another node on the same database.
func each(t *testing.T, fn func(t *testing.T, d *db.DB, open func() *db.DB)) {
	t.Helper()
	run := func(name string, where func(testing.TB) string) {
		t.Run(name, func(t *testing.T) {
			w := where(t)
			open := func() *db.DB { return dbtest.Open(t, w) }
			fn(t, open(), open)
		})
	}
	run("SQLite", dbtest.SQLitePath)
	run("PostgreSQL", dbtest.PostgreSQLURL)
}

// quick is a runner that does not make tests wait.
func quick(d *db.DB) *job.Runner {
	return job.NewRunner(job.Config{DB: d, Name: "node", Poll: 20 * time.Millisecond, Log: slog.New(slog.DiscardHandler)})
}

// start runs a runner until the returned function is called, at the latest at the end of the test.
func start(t *testing.T, r *job.Runner) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := r.Run(ctx); err != nil {
			t.Error(err)
		}
	}()
	stop = func() { cancel(); <-done }
	t.Cleanup(stop)
	return stop
}

func enqueue(t *testing.T, d *db.DB, kind string, p any, dedupe string) int64 {
	t.Helper()
	var id int64
	err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
		id, err = job.Enqueue(t.Context(), tx, government, kind, p, dedupe)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// ended waits for the end of a job.
func ended(t *testing.T, d *db.DB, id int64) job.Status {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	s, err := job.Wait(ctx, d, government, id)
	if err != nil && !s.State.Ended() {
		t.Fatal(err)
	}
	return s
}

func TestAJobIsQueuedWithItsTransactionOrNotAtAll(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *db.DB, _ func() *db.DB) {
		stop := errors.New("stop")
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if _, err := job.Enqueue(t.Context(), tx, government, "x", payload{1}, ""); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Fatal(err)
		}
		if n := len(openJobs(t, d)); n != 0 {
			t.Errorf("%d jobs of a rolled-back transaction", n)
		}
		enqueue(t, d, "x", payload{1}, "")
		if n := len(openJobs(t, d)); n != 1 {
			t.Errorf("%d jobs, want 1", n)
		}
	})
}

func openJobs(t *testing.T, d *db.DB) (all []job.Status) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
		all, err = job.Open(t.Context(), tx, government)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAJobRunsAndTellsHowFarItIsAndHowItEnded(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *db.DB, open func() *db.DB) {
		goOn := make(chan struct{})
		r := quick(d)
		r.Register("count", func(ctx context.Context, task *job.Task) error {
			var p payload
			if err := task.Decode(&p); err != nil {
				return err
			}
			err := d.Write(ctx, func(tx *db.Tx) error {
				return task.Checkpoint(ctx, tx, 3, 10, lang.Msg("Baris %d dari %s", 3, lang.Msg("Pekerjaan")))
			})
			if err != nil {
				return err
			}
			<-goOn
			task.Say(lang.Msg("Batch %d selesai", p.Batch))
			return task.Leave(map[string]int64{"batch": p.Batch})
		})
		start(t, r)
		id := enqueue(t, d, "count", payload{77}, "")

		// Another node sees the same, by looking.
		var seen []string
		for s, err := range job.Watch(t.Context(), open(), government, id) {
			if err != nil {
				t.Fatal(err)
			}
			seen = append(seen, fmt.Sprintf("%s %d/%d %s|%s", s.State, s.Done, s.Total, s.Phase, s.Message))
			if s.Done == 3 && s.State == job.Running {
				close(goOn)
			}
		}
		if len(seen) < 2 || seen[len(seen)-2] != "running 3/10 Baris 3 dari Pekerjaan|" || seen[len(seen)-1] != "done 10/10 |Batch 77 selesai" {
			t.Errorf("watched %q", seen)
		}
		s := ended(t, d, id)
		if string(s.Result) != `{"batch":77}` || s.Started.IsZero() || s.Ended.Before(s.Started) || s.Attempt != 1 {
			t.Errorf("ended as %+v", s)
		}
		if n := len(openJobs(t, d)); n != 0 {
			t.Errorf("%d open jobs", n)
		}
	})
}

func TestOneOpenJobPerKey(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *db.DB, _ func() *db.DB) {
		a := enqueue(t, d, "x", payload{1}, "batch 1")
		if b := enqueue(t, d, "x", payload{1}, "batch 1"); b != a {
			t.Errorf("the same key made job %d beside %d", b, a)
		}
		for what, id := range map[string]int64{
			"another key":  enqueue(t, d, "x", payload{2}, "batch 2"),
			"another kind": enqueue(t, d, "y", payload{1}, "batch 1"),
			"no key":       enqueue(t, d, "x", payload{1}, ""),
		} {
			if id == a {
				t.Errorf("%s gave the same job", what)
			}
		}
		// Many at once make one.
		var wg sync.WaitGroup
		ids := make([]int64, 12)
		for i := range ids {
			wg.Go(func() { ids[i] = enqueue(t, d, "z", payload{1}, "same") })
		}
		wg.Wait()
		for _, id := range ids {
			if id == 0 || id != ids[0] {
				t.Fatalf("ids %v, want one", ids)
			}
		}
		r := quick(d)
		r.Register("x", func(context.Context, *job.Task) error { return nil })
		start(t, r)
		ended(t, d, a)
		if b := enqueue(t, d, "x", payload{1}, "batch 1"); b == a {
			t.Error("an ended job holds its key")
		}
	})
}

func TestTheLastJobOfAKeyIsFoundAlsoAfterItsEnd(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *db.DB, _ func() *db.DB) {
		last := func() (s job.Status, ok bool) {
			err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
				s, ok, err = job.Last(t.Context(), tx, government, "x", "batch 1")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return s, ok
		}
		if _, ok := last(); ok {
			t.Error("a job that was never queued")
		}
		r := quick(d)
		r.Register("x", func(context.Context, *job.Task) error { return nil })
		start(t, r)
		for range 2 {
			id := enqueue(t, d, "x", payload{1}, "batch 1")
			ended(t, d, id)
			if s, ok := last(); !ok || s.ID != id || s.State != job.Done {
				t.Errorf("last is %d, %s; want %d, done", s.ID, s.State, id)
			}
		}
	})
}

func TestAgainRunsOnceMoreAfterTheRunningOne(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *db.DB, _ func() *db.DB) {
		again := func() (id int64) {
			err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
				id, err = job.Again(t.Context(), tx, government, "recount", payload{}, "all")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		var runs atomic.Int64
		running, goOn := make(chan struct{}, 9), make(chan struct{})
		r := quick(d)
		r.Register("recount", func(context.Context, *job.Task) error {
			runs.Add(1)
			running <- struct{}{}
			<-goOn
			return nil
		})
		id := again()
		if again() != id {
			t.Error("a waiting job was doubled")
		}
		start(t, r)
		<-running
		for range 2 {
			if again() != id {
				t.Error("a running job was doubled")
			}
		}
		close(goOn)
		if s := ended(t, d, id); s.State != job.Done || runs.Load() != 2 {
			t.Errorf("%s after %d runs, want done after 2", s.State, runs.Load())
		}
	})
}

func TestRunnersNeverRunOneJobAtOnceNorTwice(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *db.DB, open func() *db.DB) {
		const jobs, nodes = 40, 3
		var mu sync.Mutex
		runs, now := map[int64]int{}, map[int64]bool{}
		for range nodes {
			r := quick(open())
			r.Workers = 3
			r.Register("x", func(_ context.Context, task *job.Task) error {
				mu.Lock()
				if now[task.ID] {
					t.Errorf("job %d runs twice at once", task.ID)
				}
				runs[task.ID]++
				now[task.ID] = true
				mu.Unlock()
				time.Sleep(time.Millisecond)
				mu.Lock()
				now[task.ID] = false
				mu.Unlock()
				return nil
			})
			start(t, r)
		}
		var ids []int64
		for i := range jobs {
			ids = append(ids, enqueue(t, d, "x", payload{int64(i)}, ""))
		}
		for _, id := range ids {
			ended(t, d, id)
			mu.Lock()
			if runs[id] != 1 {
				t.Errorf("job %d ran %d times", id, runs[id])
			}
			mu.Unlock()
		}
	})
}

func TestErrorsThatPassAreTriedAgainAndOthersAreSaid(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *db.DB, _ func() *db.DB) {
		var flaky, panics, hopeless atomic.Int64
		r := quick(d)
		r.Tries = 2
		r.Register("flaky", func(context.Context, *job.Task) error {
			if flaky.Add(1) == 1 {
				return errors.New("the network blinked")
			}
			return nil
		})
		r.Register("panics", func(context.Context, *job.Task) error {
			if panics.Add(1) == 1 {
				panic("boom")
			}
			return nil
		})
		r.Register("hopeless", func(context.Context, *job.Task) error {
			hopeless.Add(1)
			return errors.New("secret cause")
		})
		r.Register("invalid", func(context.Context, *job.Task) error {
			return fmt.Errorf("stage: %w", fault.New(fault.Invalid, "Lembar %s tidak berisi tabel.", "Sheet1"))
		})
		start(t, r)
		want := map[string]string{
			"flaky":    "done 2 ",
			"panics":   "done 2 ",
			"hopeless": "failed 2 " + fault.TextOf(errors.New("x")).String(),
			"invalid":  "failed 1 Lembar Sheet1 tidak berisi tabel.",
		}
		ids := map[string]int64{}
		for kind := range want {
			ids[kind] = enqueue(t, d, kind, payload{}, "")
		}
		got := map[string]string{}
		for kind, id := range ids {
			s := ended(t, d, id)
			got[kind] = fmt.Sprintf("%s %d %s", s.State, s.Attempt, s.Message)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestCancel(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *db.DB, _ func() *db.DB) {
		cancel := func(id int64) (there bool) {
			t.Helper()
			err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
				there, err = job.Cancel(t.Context(), tx, government, id)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return there
		}
		waiting := enqueue(t, d, "deaf", payload{}, "")
		if !cancel(waiting) || ended(t, d, waiting).State != job.Cancelled {
			t.Error("a waiting job is not cancelled at once")
		}
		if cancel(waiting) {
			t.Error("an ended job was cancelled")
		}

		started := make(chan int64)
		r := quick(d)
		r.Register("polite", func(ctx context.Context, task *job.Task) error {
			started <- task.ID
			for {
				err := d.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error {
					return task.Checkpoint(ctx, tx, 1, 2, lang.Text{})
				})
				if err != nil {
					return fmt.Errorf("count: %w", err)
				}
				time.Sleep(time.Millisecond)
			}
		})
		r.Register("deaf", func(ctx context.Context, task *job.Task) error {
			started <- task.ID
			<-ctx.Done()
			return ctx.Err()
		})
		start(t, r)
		for _, kind := range []string{"polite", "deaf"} {
			id := enqueue(t, d, kind, payload{}, "")
			<-started
			if !cancel(id) {
				t.Errorf("%s: nothing to cancel", kind)
			}
			if s := ended(t, d, id); s.State != job.Cancelled || s.Message.In(lang.EN) == s.Message.In(lang.ID) {
				t.Errorf("%s: %s, %q", kind, s.State, s.Message)
			}
		}
	})
}

func TestPruneRemovesOldEndedJobsAlone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, d *db.DB, _ func() *db.DB) {
		r := quick(d)
		r.Register("x", func(context.Context, *job.Task) error { return nil })
		stop := start(t, r)
		ended(t, d, enqueue(t, d, "x", payload{}, ""))
		stop()
		enqueue(t, d, "x", payload{}, "")
		for _, c := range []struct {
			before time.Time
			want   int64
		}{{time.Now().Add(-time.Hour), 0}, {time.Now().Add(time.Hour), 1}, {time.Now().Add(time.Hour), 0}} {
			if n, err := job.Prune(t.Context(), d, c.before); n != c.want || err != nil {
				t.Errorf("pruned %d, %v; want %d", n, err, c.want)
			}
		}
		if n := len(openJobs(t, d)); n != 1 {
			t.Errorf("%d open jobs, want the one that waits", n)
		}
	})
}
