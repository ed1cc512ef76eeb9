package preflight

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// withoutStyles takes the styles out of a workbook, as programs that know of none write it.
func withoutStyles(t *testing.T, data []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	check(t, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range in.File {
		if f.Name == "xl/styles.xml" {
			continue
		}
		r, err := f.Open()
		check(t, err)
		b, err := io.ReadAll(r)
		check(t, err)
		text := strings.ReplaceAll(string(b), `<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"></Override>`, "")
		part, err := w.Create(f.Name)
		check(t, err)
		_, err = part.Write([]byte(text))
		check(t, err)
	}
	check(t, w.Close())
	return out.Bytes()
}

func TestAWorkbookWithoutStylesComesBackMarked(t *testing.T) {
	f := excelize.NewFile()
	for i, row := range []([]any){{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}, {1, "Agus Prasetyo", "331101150380912", "15/03/1980", "L", 2500000}} {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		check(t, err)
		check(t, f.SetSheetRow("Sheet1", at, &row))
	}
	var data bytes.Buffer
	check(t, f.Write(&data))
	out, report := marked(t, withoutStyles(t, data.Bytes()), Options{})
	if len(report.Rows) != 1 {
		t.Fatalf("%d rows read, want 1", len(report.Rows))
	}
	back, err := excelize.OpenReader(bytes.NewReader(out))
	check(t, err)
	rows, err := back.GetRows("Sheet1")
	check(t, err)
	if len(rows) < 2 || len(rows[1]) < 7 {
		t.Errorf("no mark beside the row: %q", rows)
	}
}
