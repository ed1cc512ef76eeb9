package db_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
)

var loadColumns = []string{"government_id", "thing_id", "name", "born", "active", "wage", "owed", "sealed"}

func loadRows(first, n int) [][]any {
	rows := make([][]any, n)
	for i := range rows {
		rows[i] = []any{1, first + i, fmt.Sprintf("SITI AMINAH %d", first+i), "1985-03-12", true, 2_500_000_000, 16_800, make([]byte, 60)}
	}
	return rows
}

func loadDatabases(b *testing.B) map[string]*db.DB {
	b.Helper()
	all := map[string]*db.DB{
		"SQLite":     dbtest.Open(b, filepath.Join(b.TempDir(), "load.db")),
		"PostgreSQL": dbtest.Open(b, dbtest.EmptyPostgreSQLURL(b, "")),
	}
	for _, d := range all {
		if _, err := d.Migrate(b.Context(), ground); err != nil {
			b.Fatal(err)
		}
	}
	return all
}

// chunk is how many rows of an import one transaction takes.
func chunk(d *db.DB) int {
	if d.Engine() == db.SQLite {
		return 1_000
	}
	return 10_000
}

// BenchmarkBulk is a load of 100,000 rows in chunks.
func BenchmarkBulk(b *testing.B) {
	for name, d := range loadDatabases(b) {
		b.Run(name, func(b *testing.B) {
			const n = 100_000
			first := 0
			for b.Loop() {
				b.StopTimer()
				rows := loadRows(first, n)
				first += n
				b.StartTimer()
				for c := range slices.Chunk(rows, chunk(d)) {
					if err := d.Write(b.Context(), func(tx *db.Tx) error { return tx.Bulk(b.Context(), "thing", loadColumns, c) }); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// BenchmarkWriteBesideImport is how long other people's small writes take in the same government while an import loads,
// which takes its ids ahead, or inside, where others wait for the whole chunk.
func BenchmarkWriteBesideImport(b *testing.B) {
	for name, d := range loadDatabases(b) {
		for _, inside := range []bool{false, true} {
			benchmarkBeside(b, fmt.Sprintf("%s/inside=%v", name, inside), d, inside)
		}
	}
}

func benchmarkBeside(b *testing.B, name string, d *db.DB, inside bool) {
	b.Run(name, func(b *testing.B) {
		ctx, stop := context.WithCancel(b.Context())
		var wg sync.WaitGroup
		wg.Go(func() {
			for ctx.Err() == nil {
				n := chunk(d)
				first, err := d.IDs(ctx, 1, n)
				if err != nil {
					return // ctx has ended
				}
				_ = d.Write(ctx, func(tx *db.Tx) error {
					if inside {
						if first, err = tx.IDs(ctx, 1, n); err != nil {
							return err
						}
					}
					return tx.Bulk(ctx, "thing", loadColumns, loadRows(int(first), n))
				})
			}
		})
		time.Sleep(300 * time.Millisecond)
		var took []time.Duration
		for b.Loop() {
			begin := time.Now()
			err := d.Write(b.Context(), func(tx *db.Tx) error {
				id, err := tx.IDs(b.Context(), 1, 1)
				if err != nil {
					return err
				}
				return addThing(tx, 1, id, fmt.Sprint("one ", id))
			})
			if err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(begin))
			time.Sleep(3 * time.Millisecond) // people pause
		}
		stop()
		wg.Wait()
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	})
}
