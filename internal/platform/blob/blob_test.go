package blob_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/blob"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
)

const government = 5

var day = time.Date(2026, 10, 15, 8, 0, 0, 0, time.UTC)

type fixture struct {
	db    *db.DB
	store *blob.Store
	now   time.Time
}

func each(t *testing.T, fn func(t *testing.T, f *fixture)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ring, err := crypt.NewKeyring(bytes.Repeat([]byte{7}, 32))
		if err != nil {
			t.Fatal(err)
		}
		f := &fixture{db: d, now: day}
		f.store = blob.New(d, ring, func() time.Time { return f.now })
		fn(t, f)
	})
}

func (f *fixture) put(t *testing.T, content []byte, until time.Time) blob.Info {
	t.Helper()
	info, err := f.store.Put(t.Context(), government, bytes.NewReader(content), 64<<20, until)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func (f *fixture) read(t *testing.T, hash string) ([]byte, error) {
	t.Helper()
	file, err := f.store.Open(t.Context(), government, hash)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(file.Reader())
}

func (f *fixture) rows(t *testing.T, table string) (n int) {
	t.Helper()
	err := f.db.Read(t.Context(), func(tx *db.Tx) error {
		return tx.QueryRow(t.Context(), `SELECT count(*) FROM `+table).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// list is n bytes of something like a participant list.
func list(n int) []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "35780112%06d9001,0012345%04d,SITI AMINAH %d,1985-03-12,PU,JKK;JKM,aktif\n", i%1000000, i%10000, i)
	}
	return b.Bytes()[:n]
}

// noise is n bytes that do not compress, as a workbook.
func noise(n int) []byte {
	b := make([]byte, n)
	r := rand.NewChaCha8([32]byte{1})
	_, _ = r.Read(b)
	return b
}

func TestAFileComesBackAsItWas(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		const chunk = 512 << 10
		for _, n := range []int{0, 1, chunk - 1, chunk, chunk + 1, 11*chunk + 17} {
			for name, content := range map[string][]byte{"list": list(n), "noise": noise(n)} {
				info := f.put(t, content, day)
				got, err := f.read(t, info.Hash)
				if err != nil || !bytes.Equal(got, content) || info.Size != int64(n) {
					t.Fatalf("%s of %d bytes: %d back, %v", name, n, len(got), err)
				}
			}
		}
		file, err := f.store.Open(t.Context(), government, f.put(t, list(3*chunk+5), day).Hash)
		if err != nil {
			t.Fatal(err)
		}
		if err := iotest.TestReader(file.Reader(), list(3*chunk+5)); err != nil {
			t.Error(err)
		}
	})
}

func TestTheSameContentIsStoredOncePerGovernment(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		content := list(2 << 20)
		first := f.put(t, content, day.Add(time.Hour))
		chunks := f.rows(t, "blob_chunk")
		again := f.put(t, content, day.Add(2*time.Hour))
		if again.Hash != first.Hash || first.Known || !again.Known || f.rows(t, "blob") != 1 || f.rows(t, "blob_chunk") != chunks {
			t.Errorf("again: %+v after %+v, %d files", again, first, f.rows(t, "blob"))
		}
		other, err := f.store.Put(t.Context(), government+1, bytes.NewReader(content), 64<<20, day)
		if err != nil || other.Known || other.Hash == first.Hash {
			t.Errorf("another government: %+v, %v: it learns that the file is known", other, err)
		}
		if _, err := f.store.Open(t.Context(), government+1, first.Hash); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another government opens it: %v", err)
		}
		// Kept for the longer of the two times.
		f.now = day.Add(90 * time.Minute)
		if _, err := f.store.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := f.read(t, first.Hash); err != nil {
			t.Errorf("gone too early: %v", err)
		}
	})
}

func TestTheSameUploadManyTimesAtOnceIsStoredOnce(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		content := list(1 << 20)
		var wg sync.WaitGroup
		infos := make([]blob.Info, 8)
		for i := range infos {
			wg.Go(func() { infos[i] = f.put(t, content, day) })
		}
		wg.Wait()
		fresh := 0
		for _, in := range infos {
			if !in.Known {
				fresh++
			}
			if in.Hash != infos[0].Hash {
				t.Errorf("hashes differ")
			}
		}
		if fresh != 1 || f.rows(t, "blob") != 1 || f.rows(t, "blob_chunk") != 2 {
			t.Errorf("%d fresh, %d files, %d chunks; want 1, 1, 2", fresh, f.rows(t, "blob"), f.rows(t, "blob_chunk"))
		}
	})
}

func TestNothingPersonalIsStoredInClear(t *testing.T) {
	t.Parallel()
	path := dbtest.SQLitePath(t)
	d := dbtest.Open(t, path)
	ring, err := crypt.NewKeyring(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{db: d, now: day}
	f.store = blob.New(d, ring, func() time.Time { return f.now })
	content := append([]byte("canary 3578011203850001 "), noise(1<<20)...)
	info := f.put(t, content, day)
	var file []byte
	for _, suffix := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		file = append(file, b...)
	}
	if len(file) < 1<<20 {
		t.Fatalf("the database has %d bytes: the search below would prove nothing", len(file))
	}
	for what, clear := range map[string]string{"content": "3578011203850001", "digest": info.SHA256} {
		if bytes.Contains(file, []byte(clear)) {
			t.Errorf("the %s lies in the database in clear", what)
		}
	}
}

func TestAFileOverTheLimitIsRefusedAndLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		for _, c := range []struct {
			size, limit int64
			ok          bool
		}{{2 << 20, 2 << 20, true}, {2<<20 + 1, 2 << 20, false}, {1 << 62, 6 << 20, false}} {
			before := f.rows(t, "blob_chunk")
			_, err := f.store.Put(t.Context(), government, io.LimitReader(zeros{}, c.size), c.limit, day)
			if c.ok != (err == nil) || !c.ok && (fault.KindOf(err) != fault.TooBig || !strings.Contains(fault.TextOf(err).String(), fmt.Sprint(c.limit>>20, " MB"))) {
				t.Errorf("%d bytes of %d: %v", c.size, c.limit, err)
			}
			if n := f.rows(t, "blob_chunk"); !c.ok && n != before {
				t.Errorf("%d chunks left", n-before)
			}
		}
		if n := f.rows(t, "blob"); n != 1 {
			t.Errorf("%d files, want the one within the limit", n)
		}
	})
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestABrokenUploadLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		for what, then := range map[string]func(cancel func()) io.Reader{
			"broken":    func(func()) io.Reader { return iotest.ErrReader(errors.New("connection reset")) },
			"cancelled": func(cancel func()) io.Reader { return io.MultiReader(calls(cancel), bytes.NewReader(noise(6<<20))) },
		} {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			upload := io.MultiReader(bytes.NewReader(noise(6<<20)), then(cancel))
			if _, err := f.store.Put(ctx, government, upload, 64<<20, day); err == nil {
				t.Errorf("%s: no error", what)
			}
			if n := f.rows(t, "blob") + f.rows(t, "blob_chunk"); n != 0 {
				t.Errorf("%s: %d rows left", what, n)
			}
		}
	})
}

// calls is an empty reader that calls a function when it is read.
type calls func()

func (c calls) Read([]byte) (int, error) { c(); return 0, io.EOF }

func TestFilesGoWhenTheirTimeIsOver(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		short := f.put(t, list(3<<20), day.Add(time.Hour))
		long := f.put(t, list(2<<20), day.Add(48*time.Hour))
		kept := f.put(t, list(1<<20), day.Add(time.Hour))
		err := f.db.Write(t.Context(), func(tx *db.Tx) error {
			return f.store.Keep(t.Context(), tx, government, kept.Hash, day.Add(72*time.Hour))
		})
		if err != nil {
			t.Fatal(err)
		}
		f.now = day.Add(2 * time.Hour)
		if n, err := f.store.Sweep(t.Context()); n != 1 || err != nil {
			t.Fatalf("swept %d, %v; want 1", n, err)
		}
		if _, err := f.read(t, short.Hash); fault.KindOf(err) != fault.NotFound {
			t.Errorf("after its time: %v", err)
		}
		for _, in := range []blob.Info{long, kept} {
			if _, err := f.read(t, in.Hash); err != nil {
				t.Errorf("before its time: %v", err)
			}
		}
		if err := f.store.Delete(t.Context(), government, long.Hash); err != nil {
			t.Fatal(err)
		}
		if _, err := f.read(t, long.Hash); fault.KindOf(err) != fault.NotFound {
			t.Errorf("after deletion: %v", err)
		}
		if b, c := f.rows(t, "blob"), f.rows(t, "blob_chunk"); b != 1 || c != 2 {
			t.Errorf("%d files and %d chunks, want 1 and 2", b, c)
		}
	})
}

func TestVerifyFindsEveryDamage(t *testing.T) {
	damages := map[string]string{
		"a chunk is missing":      `DELETE FROM blob_chunk WHERE nth = 1`,
		"two chunks are swapped":  `UPDATE blob_chunk SET sealed = (SELECT o.sealed FROM blob_chunk o WHERE o.nth = 1 - blob_chunk.nth) WHERE nth < 2`,
		"the file is cut":         `UPDATE blob SET size = size - 1`,
		"another digest":          `UPDATE blob SET content = wrapped_key`,
		"the key is another one":  `UPDATE blob SET wrapped_key = content`,
		"a chunk is another text": `UPDATE blob_chunk SET sealed = (SELECT wrapped_key FROM blob) WHERE nth = 2`,
	}
	each(t, func(t *testing.T, f *fixture) {
		for what, damage := range damages {
			info := f.put(t, list(2<<20), day)
			verify := func() (bad int) {
				checked, err := f.store.Verify(t.Context(), func(int64, int64, error) { bad++ })
				if err != nil || checked != 1 {
					t.Fatalf("checked %d, %v", checked, err)
				}
				return bad
			}
			if n := verify(); n != 0 {
				t.Fatalf("%d bad files before any damage", n)
			}
			err := f.db.Write(t.Context(), func(tx *db.Tx) error {
				n, err := tx.Exec(t.Context(), damage)
				if n == 0 {
					t.Errorf("%s: nothing was damaged", what)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if n := verify(); n != 1 {
				t.Errorf("%s: not found", what)
			}
			f.now = f.now.Add(time.Hour)
			if _, err := f.store.Sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
			f.now = day
			if n := f.rows(t, "blob"); n != 0 {
				t.Fatalf("%s: %d files left by the sweep of %s", what, n, info.Hash)
			}
		}
	})
}

func TestAbandonedUploadsAreSweptAfterADay(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		err := f.db.Write(t.Context(), func(tx *db.Tx) error { // what a killed process leaves
			_, err := tx.Exec(t.Context(), `INSERT INTO blob (government_id, blob_id, content, size, chunks, wrapped_key, received_at, keep_until)
				VALUES (5, 99, NULL, 0, 0, $1, '2026-10-15T08:00:00.000000Z', '2027-10-15T08:00:00.000000Z')`, []byte{1})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct{ hours, want int }{{23, 0}, {25, 1}} {
			f.now = day.Add(time.Duration(c.hours) * time.Hour)
			if n, err := f.store.Sweep(t.Context()); n != c.want || err != nil {
				t.Errorf("after %d h: swept %d, %v; want %d", c.hours, n, err, c.want)
			}
		}
	})
}

func BenchmarkPut(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *db.DB{"SQLite": dbtest.SQLite, "PostgreSQL": dbtest.PostgreSQL} {
		for kind, content := range map[string][]byte{"list": list(64 << 20), "noise": noise(64 << 20)} {
			b.Run(name+"/"+kind, func(b *testing.B) {
				ring, err := crypt.NewKeyring(bytes.Repeat([]byte{7}, 32))
				if err != nil {
					b.Fatal(err)
				}
				store := blob.New(open(b), ring, func() time.Time { return day })
				b.SetBytes(int64(len(content)))
				for i := 0; b.Loop(); i++ {
					content[0] = byte(i)
					if _, err := store.Put(b.Context(), government, bytes.NewReader(content), 1<<30, day); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
