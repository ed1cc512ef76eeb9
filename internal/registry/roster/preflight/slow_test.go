//go:build unix

package preflight

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"syscall"
	"testing"
	"time"
)

// worked is the processor time of this process so far: others that use the machine do not count.
func worked() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// A text of many pages beside every name costs little, and is no reason to lose a row.
func TestLongTextsInEveryRowCostLittle(t *testing.T) {
	page := strings.Repeat("keterangan panjang 3311 ", 1200)
	g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah", "Catatan"}}
	rows, want := people(2, 1500, func(i int, w someone) []any {
		return []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage, page}
	})
	g = append(g, rows...)
	for range 3000 {
		g = append(g, []any{nil, nil, nil, nil, nil, nil, page})
	}
	data := workbook(t, nil, []string{"S"}, g)
	start := worked()
	r := checked(t, data, options())
	if took := worked() - start; took > 4*time.Second {
		t.Errorf("took %s", took)
	}
	if len(r.Rows) != len(want) {
		t.Errorf("%d rows, want %d", len(r.Rows), len(want))
	}
}

func TestAMillionRowsThatOnlyHaveAFormat(t *testing.T) {
	list, want := cleanList(20)
	data := workbook(t, nil, []string{"S"}, list)
	data = withEmptyRows(t, data)
	start := worked()
	expect(t, checked(t, data, options()), want)
	if took := worked() - start; took > 5*time.Second {
		t.Errorf("took %s", took)
	}
}

// withEmptyRows makes a workbook formatted down to the last row that a sheet has.
func withEmptyRows(t *testing.T, data []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	check(t, err)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range in.File {
		r, err := f.Open()
		check(t, err)
		part, err := io.ReadAll(r)
		check(t, err)
		w, err := z.Create(f.Name)
		check(t, err)
		head, tail, sheet := bytes.Cut(part, []byte("</sheetData>"))
		_, err = w.Write(head)
		check(t, err)
		if !sheet {
			continue
		}
		for n := 100; n <= 1<<20; n++ {
			fmt.Fprintf(w, `<row r="%d" spans="1:9" ht="15.75" customHeight="1"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>`, n, n, n)
		}
		_, err = w.Write(append([]byte("</sheetData>"), tail...))
		check(t, err)
	}
	check(t, z.Close())
	return out.Bytes()
}
