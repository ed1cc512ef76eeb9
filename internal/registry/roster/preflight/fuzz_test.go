package preflight

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/payung-id/payung/internal/format/sheetmark"
	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/lang"
)

// FuzzCheck reads any text as a list: no row that holds something may be lost, and whatever comes out can be written.
func FuzzCheck(f *testing.F) {
	f.Add([]byte("No;Nama;NIK;Tgl Lahir;L/P;Upah\n1;Siti Nurhayati;3311016005909002;20-05-1990;P;2500000\n2;Budi;3311;x;y;z\nJUMLAH;;;;;1\n"))
	f.Add([]byte("<table><tr><th rowspan=2>Nama<th colspan=2>NIK<tr><td>L<td>P<tr><td>Budi<td>3311016005909002<td>x</table>"))
	f.Add([]byte("Nama,NIK\n=1+1,3.31E+15\n\"a\nb\",'3311016005909002\nNama,NIK\nC,1\n"))
	f.Add([]byte("1\tSiti Nurhayati\t3311016005909002\t20/05/1990\n2\tBudi Santoso\t3311011203859001\t12/03/1985\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		ctx := context.Background()
		book, err := sheetread.FromBytes(ctx, data, "a", sheetread.Limits{})
		var fault *sheetread.Fault
		if errors.As(err, &fault) {
			return
		}
		check(t, err)
		o := options()
		o.Region = "33.11"
		report, err := Check(ctx, book, o)
		check(t, err)
		if _, err := report.JSON(lang.EN); err != nil {
			t.Fatal(err)
		}
		if len(report.Findings) > 0 {
			return
		}
		accounted(t, book, report)
		if book.Format == sheetread.CSV || book.Format == sheetread.HTML {
			check(t, sheetmark.Write(ctx, &bytes.Buffer{}, book, bytes.NewReader(data), int64(len(data)), report.Marks(lang.ID)))
		}
	})
}

func accountedIn(t *testing.T, data []byte, report *Report) {
	t.Helper()
	book, err := sheetread.FromBytes(context.Background(), data, "a", sheetread.Limits{})
	check(t, err)
	if len(report.Findings) == 0 {
		accounted(t, book, report)
	}
}

// accounted holds that every row of a sheet that was read is a worker or is listed as left out.
func accounted(t *testing.T, book *sheetread.Book, report *Report) {
	t.Helper()
	known := map[string]map[int]bool{}
	for _, s := range report.Sheets {
		if s.Used {
			known[s.Name] = map[int]bool{}
		}
	}
	for _, r := range report.Rows {
		known[r.Sheet][r.Number] = true
	}
	for _, s := range report.Skipped {
		known[s.Sheet][s.Row] = true
	}
	for _, s := range book.Sheets() {
		if known[s.Name] == nil {
			continue
		}
		rows, err := s.All(context.Background())
		check(t, err)
		for _, r := range rows {
			if !known[s.Name][r.Number] {
				t.Fatalf("row %d of %q is neither a worker nor left out", r.Number, s.Name)
			}
		}
	}
	if n := report.Totals; n.Rows != n.OK+n.Warn+n.Reject || n.Rows != len(report.Rows) {
		t.Fatal(n)
	}
}
