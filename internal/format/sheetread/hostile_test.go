package sheetread

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

// archived packs parts into a zip.
func archived(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	bookXML = `<workbook xmlns:r="r"><sheets><sheet name="Daftar" sheetId="1" r:id="rId1"/></sheets></workbook>`
	relsXML = `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`
)

// minimal is the smallest workbook with a sheet of that XML.
func minimal(t testing.TB, sheet string) []byte {
	return archived(t, map[string]string{"xl/workbook.xml": bookXML, "xl/_rels/workbook.xml.rels": relsXML, "xl/worksheets/sheet1.xml": sheet})
}

// readAll opens and reads everything, as a caller would.
func readAll(data []byte) (int, error) {
	ctx := context.Background()
	b, err := FromBytes(ctx, data, "x", Limits{})
	if err != nil {
		return 0, err
	}
	n := 0
	for _, s := range b.Sheets() {
		for _, err := range s.Rows(ctx) {
			if err != nil {
				return n, err
			}
			n++
		}
	}
	return n, nil
}

// bomb is a workbook whose sheet unpacks to a size.
func bomb(t testing.TB, size int) []byte {
	block := strings.Repeat(`<row><c t="inlineStr"><is><t>AAAAAAAAAAAAAAAAAAAAAAAAAAAA</t></is></c></row>`, 1000)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{{"xl/workbook.xml", bookXML}, {"xl/_rels/workbook.xml.rels", relsXML}, {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>"}} {
		w, err := z.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, part[1]); err != nil {
			t.Fatal(err)
		}
		for n := 0; strings.Contains(part[0], "sheet1") && n < size; n += len(block) {
			if _, err := io.WriteString(w, block); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lying changes the declared unpacked size of every entry.
func lying(data []byte, size uint32) []byte {
	data = bytes.Clone(data)
	for i := 0; i+46 < len(data); i++ {
		if binary.LittleEndian.Uint32(data[i:]) == 0x02014b50 {
			binary.LittleEndian.PutUint32(data[i+24:], size)
		}
	}
	return data
}

func TestHostileFilesAreRefusedWithAClearWord(t *testing.T) {
	manySheets := map[string]string{"xl/workbook.xml": bookXML}
	for i := range 5000 {
		manySheets[fmt.Sprintf("xl/worksheets/sheet%d.xml", i)] = "<worksheet/>"
	}
	var listed strings.Builder
	for i := range 400 {
		fmt.Fprintf(&listed, `<sheet name="S%d" r:id="rId1"/>`, i)
	}
	good := minimal(t, `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`)
	cases := []struct {
		what string
		data []byte
		code Code
		word string
	}{
		{"nothing", nil, Damaged, "kosong"},
		{"a bomb", bomb(t, 300<<20), TooBig, "terlalu besar"},
		{"a small bomb", bomb(t, 30<<20), TooBig, "terlalu besar"},
		{"a bomb that lies about its size", lying(bomb(t, 30<<20), 1000), Damaged, "rusak"},
		{"five thousand sheets", archived(t, manySheets), TooBig, "lembar"},
		{"four hundred sheets on one part", archived(t, map[string]string{"xl/workbook.xml": "<workbook>" + listed.String() + "</workbook>", "xl/_rels/workbook.xml.rels": relsXML}), TooBig, "lembar"},
		{"a truncated workbook", good[:len(good)/2], Damaged, "rusak"},
		{"a workbook with a broken part", minimal(t, `<worksheet><sheetData><row r="1"><c r="A1"><v>1`), Damaged, "rusak"},
		{"a document type", minimal(t, `<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>`), Damaged, "rusak"},
		{"endless nesting", minimal(t, strings.Repeat("<a>", 200)), Damaged, "rusak"},
		{"an endless tag", minimal(t, "<worksheet "+strings.Repeat("a", 7<<20)), Damaged, "rusak"},
		{"a string that is not there", minimal(t, `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>`), Damaged, "rusak"},
		{"a part that is not there", archived(t, map[string]string{"xl/workbook.xml": bookXML, "xl/_rels/workbook.xml.rels": relsXML}), Damaged, "rusak"},
		{"a PDF", []byte("%PDF-1.7\n%âãÏÓ\n"), NotSpreadsheet, "PDF"},
		{"a picture", []byte("\x89PNG\r\n\x1a\n0000"), NotSpreadsheet, "gambar"},
		{"a photograph", []byte("\xff\xd8\xff\xe0\x00\x10JFIF"), NotSpreadsheet, "gambar"},
		{"a Word document", archived(t, map[string]string{"[Content_Types].xml": "", "word/document.xml": ""}), NotSpreadsheet, "Word"},
		{"an archive of workbooks", archived(t, map[string]string{"a.xlsx": ""}), NotSpreadsheet, "ZIP"},
		{"noise", []byte("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12 and more"), NotSpreadsheet, "biner"},
		{"blank lines", []byte("\r\n\r\n  \r\n"), NoRows, "baris"},
		{"a page without a table", []byte("<!DOCTYPE html><html><body>Login</body></html>"), NoRows, "tabel"},
		{"a record without end", []byte("a,b\n\"" + strings.Repeat("x", 3<<20)), TooBig, "besar"},
		{"a million columns", []byte("a,b\n" + strings.Repeat(",", 1<<20)), TooBig, "besar"},
		{"one long text in many cells", archived(t, map[string]string{"xl/workbook.xml": bookXML, "xl/_rels/workbook.xml.rels": relsXML, "xl/sharedStrings.xml": `<sst><si><t>` + strings.Repeat("x", 100_000) + `</t></si></sst>`,
			"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, 3000) + "</sheetData></worksheet>"}), TooBig, "melebihi batas"},
		{"a cell of a megabyte", minimal(t, `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>`+strings.Repeat("x", 1<<20)+`</t></is></c></row></sheetData></worksheet>`), TooBig, "besar"},
	}
	for _, c := range cases {
		t.Run(c.what, func(t *testing.T) {
			start := time.Now()
			_, err := readAll(c.data)
			var f *Fault
			if !errors.As(err, &f) {
				t.Fatalf("err = %v", err)
			}
			if f.Code != c.code || !strings.Contains(f.Err.Text.String(), c.word) {
				t.Errorf("%s %s, want %s with %q", f.Code, f.Err.Text, c.code, c.word)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
}

func TestABombCostsNeitherTimeNorMemory(t *testing.T) {
	data := bomb(t, 300<<20)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	if _, err := readAll(data); err == nil {
		t.Fatal("the bomb was read")
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	if took > 100*time.Millisecond || after.TotalAlloc-before.TotalAlloc > 64<<20 {
		t.Errorf("%s, %d bytes", took, after.TotalAlloc-before.TotalAlloc)
	}
}

func TestMacroWorkbookIsReadForItsValues(t *testing.T) {
	b, err := FromBytes(context.Background(), archived(t, map[string]string{
		"xl/workbook.xml": bookXML, "xl/_rels/workbook.xml.rels": relsXML, "xl/vbaProject.bin": "x",
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`,
	}), "a.xlsm", Limits{})
	if err != nil || !b.Macros {
		t.Error(b, err)
	}
}

func FuzzXLSXSheet(f *testing.F) {
	f.Add(`<worksheet><sheetData><row r="2" hidden="1"><c r="A2" t="s"><v>0</v></c><c r="C2"><f>1</f><v>3.1E+15</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`)
	f.Add(`<row><c r="ZZZ9"/><c t="inlineStr"><is><t>&#x41;&amp;</t></is></c></row>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		_, err := readAll(minimal(t, sheet))
		var fault *Fault
		if err != nil && !errors.As(err, &fault) {
			t.Fatal(err)
		}
	})
}

func FuzzText(f *testing.F) {
	f.Add([]byte("a;b\n1;\"2\n3\"\n"))
	f.Add([]byte("<table><tr><td rowspan=3>x<td colspan=2>y</table>"))
	f.Add([]byte("\xff\xfea\x00,\x00b\x00"))
	f.Add(oleMagic)
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := readAll(data)
		var fault *Fault
		if err != nil && !errors.As(err, &fault) {
			t.Fatal(err)
		}
	})
}
