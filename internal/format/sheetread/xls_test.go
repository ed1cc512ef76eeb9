package sheetread

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/period"
)

// biff writes records of the binary workbook format.
type biff struct{ bytes.Buffer }

// pack appends values in the order of bytes of the format; what is packed here always can be.
func pack(b *bytes.Buffer, values ...any) {
	for _, v := range values {
		if err := binary.Write(b, binary.LittleEndian, v); err != nil {
			panic(err)
		}
	}
}

func (b *biff) record(kind uint16, parts ...any) {
	var body bytes.Buffer
	for _, p := range parts {
		if s, ok := p.(string); ok { // two bytes of length, low bytes of UTF-16
			pack(&body, uint16(len([]rune(s))))
			body.WriteByte(0)
			for _, r := range s {
				body.WriteByte(byte(r))
			}
			continue
		}
		pack(&body, p)
	}
	pack(&b.Buffer, [2]uint16{kind, uint16(body.Len())})
	b.Write(body.Bytes())
}

// compound wraps one stream in a compound file of 512-byte sectors.
func compound(stream string, data []byte) []byte {
	data = append(bytes.Clone(data), make([]byte, max(0, 4096-len(data)))...)
	data = append(data, make([]byte, (512-len(data)%512)%512)...)
	sectors := len(data) / 512
	fat := make([]uint32, 128)
	for i := range fat {
		fat[i] = 0xffffffff
	}
	fat[0], fat[1] = 0xfffffffd, 0xfffffffe // the table itself, the directory
	for i := range sectors {
		fat[2+i] = uint32(3 + i)
	}
	fat[1+sectors] = 0xfffffffe
	head := make([]byte, 512)
	copy(head, oleMagic)
	le := binary.LittleEndian
	le.PutUint16(head[24:], 0x3e)
	le.PutUint16(head[26:], 3)
	le.PutUint16(head[28:], 0xfffe)
	le.PutUint16(head[30:], 9)
	le.PutUint16(head[32:], 6)
	le.PutUint32(head[44:], 1)
	le.PutUint32(head[48:], 1)
	le.PutUint32(head[56:], 4096)
	le.PutUint32(head[60:], 0xfffffffe)
	le.PutUint32(head[68:], 0xfffffffe)
	for i := range 109 {
		le.PutUint32(head[76+4*i:], 0xffffffff)
	}
	le.PutUint32(head[76:], 0)
	out := bytes.NewBuffer(head)
	pack(out, fat)
	out.Write(entry("Root Entry", 5, 1, 0xfffffffe, 0))
	out.Write(entry(stream, 2, 0xffffffff, 2, len(data)))
	out.Write(make([]byte, 256))
	out.Write(data)
	return out.Bytes()
}

func entry(name string, kind byte, child, start uint32, size int) []byte {
	e := make([]byte, 128)
	u := utf16.Encode([]rune(name))
	for i, c := range u {
		binary.LittleEndian.PutUint16(e[2*i:], c)
	}
	binary.LittleEndian.PutUint16(e[64:], uint16(2*len(u)+2))
	e[66], e[67] = kind, 1
	binary.LittleEndian.PutUint32(e[68:], 0xffffffff)
	binary.LittleEndian.PutUint32(e[72:], 0xffffffff)
	binary.LittleEndian.PutUint32(e[76:], child)
	binary.LittleEndian.PutUint32(e[116:], start)
	binary.LittleEndian.PutUint32(e[120:], uint32(size))
	return e
}

// legacy is a workbook with shared strings cut by a continuing record, numbers in three forms, a date, a formula, a
// hidden row and a merged cell.
func legacy() []byte {
	var head, sheet biff
	type cell [3]uint16
	sheet.record(recBOF, uint16(0x0600), uint16(0x10), uint32(0), uint32(0), uint32(0))
	sheet.record(recRow, uint16(1), uint16(0), uint16(3), uint16(255), uint32(0), uint32(0x20))
	sheet.record(recLabelSST, cell{0, 0, 0}, uint32(0))
	sheet.record(recLabelSST, cell{0, 1, 0}, uint32(1))
	sheet.record(recNumber, cell{1, 0, 0}, math.Float64bits(3311057007959930))
	sheet.record(recRK, cell{1, 1, 1}, uint32(31118<<2|2))
	sheet.record(recMulRK, uint16(2), uint16(0), uint16(0), uint32(150000<<2|2), uint16(0), uint32(12345<<2|3), uint16(1))
	sheet.record(recFormula, cell{2, 3, 0}, uint32(0), uint16(0), uint16(0xffff), uint16(0), uint32(0), uint16(0))
	sheet.record(recString, "jadi")
	sheet.record(recBoolErr, cell{3, 0, 0}, byte(23), byte(1))
	sheet.record(recMergedCells, uint16(1), uint16(0), uint16(1), uint16(0), uint16(2))
	sheet.record(recEOF)

	head.record(recBOF, uint16(0x0600), uint16(5), uint32(0), uint32(0), uint32(0))
	head.record(recFormat, uint16(164), "dd/mm/yyyy")
	head.record(recXF, uint16(0), uint16(0), [16]byte{})
	head.record(recXF, uint16(0), uint16(164), [16]byte{})
	place := head.Len() + 4
	head.record(recBoundSheet, uint32(0), byte(1), byte(0), byte(6), byte(0), []byte("Daftar"))
	head.record(recSST, uint32(2), uint32(2), "NAMA", uint16(4), byte(0), []byte("Re"))
	head.record(recContinue, byte(1), []byte{'n', 0, 0xe9, 0})
	head.record(recEOF)
	all := append(head.Bytes(), sheet.Bytes()...)
	binary.LittleEndian.PutUint32(all[place:], uint32(head.Len()))
	return all
}

func TestLegacyWorkbook(t *testing.T) {
	ctx := context.Background()
	book, err := FromBytes(ctx, compound("Workbook", legacy()), "a.xls", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	s := book.Sheets()[0]
	rows, err := s.All(ctx)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range rows {
		for _, c := range r.Cells {
			got[ColumnName(int(c.Column))+string(rune('0'+r.Number))] = c.Shown()
		}
	}
	want := map[string]string{"A1": "NAMA", "B1": "René", "A2": "3311057007959930", "B2": "1985-03-12", "A3": "150000", "B3": "123.45", "D3": "jadi", "A4": "#REF!"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	merges, _ := s.Merges(ctx)
	if diff := cmp.Diff([]Range{{1, 2, 0, 2}}, merges); diff != "" || s.Name != "Daftar" || !s.Hidden || !rows[1].Hidden || rows[1].Cells[1].Kind != Date || !rows[2].Cells[2].Formula {
		t.Errorf("%s %+v %+v", diff, s, rows)
	}
	if d, _ := rows[1].Cells[1].Day(); d != period.DateOf(1985, 3, 12) {
		t.Error(d)
	}
}

func TestCompoundFilesThatAreNoLegacyWorkbook(t *testing.T) {
	var locked biff
	locked.record(recBOF, uint16(0x0600), uint16(5), uint32(0), uint32(0), uint32(0))
	locked.record(recFilePass, uint16(1))
	for what, c := range map[string]struct {
		data []byte
		code Code
	}{
		"an encrypted XLSX":   {compound("EncryptedPackage", []byte("x")), Encrypted},
		"an encrypted XLS":    {compound("Workbook", locked.Bytes()), Encrypted},
		"a Word document":     {compound("WordDocument", []byte("x")), NotSpreadsheet},
		"Excel 5":             {compound("Book", []byte("x")), NotSpreadsheet},
		"a stream of nothing": {compound("Workbook", []byte("x")), Damaged},
		"half a file":         {compound("Workbook", legacy())[:1500], Damaged},
		"only a head":         {oleMagic, Damaged},
	} {
		_, err := readAll(c.data)
		var f *Fault
		if !errors.As(err, &f) || f.Code != c.code {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestOpenDocument(t *testing.T) {
	content := `<office:document-content><office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="Daftar"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row table:visibility="filter"><table:table-cell office:value-type="string" table:number-columns-spanned="2"><text:p>Nama<text:s text:c="2"/>&amp; NIK</text:p><office:annotation><text:p>catatan</text:p></office:annotation></table:table-cell><table:covered-table-cell/>
<table:table-cell office:value-type="float" office:value="3311057007959930"><text:p>3,3E+15</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="1985-03-12T00:00:00"><text:p>12/03/85</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>P</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table><table:table table:name="Lama" table:style-name="ta2"/></office:spreadsheet></office:body></office:document-content>`
	ctx := context.Background()
	data := archived(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})
	book, err := FromBytes(ctx, data, "a.ods", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.Sheets()[0].All(ctx)
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	var got []string
	for _, c := range rows[0].Cells {
		got = append(got, ColumnName(int(c.Column))+"="+c.Shown())
	}
	if diff := cmp.Diff([]string{"A=Nama  & NIK", "C=3311057007959930", "D=1985-03-12", "E=P", "F=P"}, got); diff != "" {
		t.Error(diff)
	}
	if rows[0].Number != 3 || !rows[0].Hidden || !book.Sheets()[1].Hidden {
		t.Errorf("%+v", rows[0])
	}
	locked := archived(t, map[string]string{"mimetype": "x", "content.xml": "\x00", "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"})
	var f *Fault
	if _, err := readAll(locked); !errors.As(err, &f) || f.Code != Encrypted {
		t.Error(err)
	}
}

func TestXMLSpreadsheetOf2003(t *testing.T) {
	text := `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Daftar"><Table>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">DAFTAR &amp; NAMA</Data></Cell><Cell><Data ss:Type="String">C</Data></Cell></Row>
<Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="Number">1500000</Data></Cell><Cell><Data ss:Type="DateTime">1985-03-12T00:00:00.000</Data></Cell><Cell ss:Formula="=1"><Data ss:Type="Error">#N/A</Data></Cell></Row></Table></Worksheet></Workbook>`
	ctx := context.Background()
	book, err := FromBytes(ctx, []byte(text), "a.xls", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	rows, err := book.Sheets()[0].All(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		for _, c := range r.Cells {
			got = append(got, ColumnName(int(c.Column))+string(rune('0'+r.Number))+"="+c.Shown())
		}
	}
	if diff := cmp.Diff([]string{"A1=DAFTAR & NAMA", "C1=C", "B4=1500000", "C4=1985-03-12", "D4=#N/A"}, got); diff != "" || !rows[1].Hidden {
		t.Error(diff)
	}
}

func FuzzLegacyWorkbook(f *testing.F) {
	f.Add(legacy())
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := openXLS(data, DefaultLimits())
		for err == nil && len(b.sheets) > 0 {
			_, err = b.sheets[0].All(context.Background())
			b.sheets = b.sheets[1:]
		}
		var fault *Fault
		if err != nil && !errors.As(err, &fault) {
			t.Fatal(err)
		}
	})
}
