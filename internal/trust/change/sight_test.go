package change_test

import (
	"context"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/audit"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/migrations"
)

func newDoor(t testing.TB, d *db.DB) (*change.Door, *crypt.Keyring) {
	t.Helper()
	ring, err := crypt.NewKeyring([]byte(strings.Repeat("k", 32)))
	if err != nil {
		t.Fatal(err)
	}
	return change.New(d, ring, clock.System), ring
}

// Many readers at once: each look is kept before See returns, in an unbroken chain, also when some readers go away.
func TestLooksOfManyReadersAreAllKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		door, ring := newDoor(t, d)
		var kept atomic.Int64
		var wg sync.WaitGroup
		for i := range 200 {
			wg.Go(func() {
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				if i%10 == 0 {
					time.AfterFunc(time.Duration(i%7)*time.Millisecond, cancel)
				}
				if err := door.See(ctx, access.Actor{Account: int64(i + 1), Username: "u"}, audit.Sight{Government: 1, Page: "p", People: []int64{int64(i + 1)}}); err == nil {
					kept.Add(1)
				} else if i%10 != 0 {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		time.Sleep(50 * time.Millisecond) // for those who went away
		var entries int64
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			broken, n, err := audit.Verify(t.Context(), tx, ring)
			if len(broken) > 0 {
				t.Errorf("broken: %v", broken)
			}
			entries = n
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if entries < kept.Load() || entries > 200 {
			t.Errorf("%d looks were acknowledged, %d are in the trail", kept.Load(), entries)
		}
	})
}

// BenchmarkSee is what recording one look costs on a file, with an fsync for each commit: alone, and with sixteen readers.
func BenchmarkSee(b *testing.B) {
	for _, readers := range []int{1, 16} {
		b.Run(map[int]string{1: "alone", 16: "sixteen"}[readers], func(b *testing.B) {
			d, err := db.Open(b.Context(), filepath.Join(b.TempDir(), "payung.db"))
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = d.Close() }()
			if _, err := d.Migrate(b.Context(), migrations.Files); err != nil {
				b.Fatal(err)
			}
			door, _ := newDoor(b, d)
			people := make([]int64, 50)
			for i := range people {
				people[i] = int64(i * 3)
			}
			b.SetParallelism(max(1, readers/2))
			b.ResetTimer()
			see := func() error {
				return door.See(context.Background(), access.Actor{Account: 1, Username: "u"}, audit.Sight{Government: 1, Page: "GET /pekerja", Purpose: "kepesertaan", People: people})
			}
			if readers == 1 {
				for b.Loop() {
					if err := see(); err != nil {
						b.Fatal(err)
					}
				}
				return
			}
			b.RunParallel(func(p *testing.PB) {
				for p.Next() {
					if err := see(); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}
