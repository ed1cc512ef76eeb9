package preflight

import (
	"cmp"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetmark"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
)

// SummarySheet is the name of the sheet that marking adds.
const SummarySheet = "Ringkasan"

const markHeadline = "Hasil pemeriksaan daftar pekerja"

// Marks says what is to be written into the workbook that goes back.
func (r *Report) Marks(l lang.Lang) sheetmark.Marks {
	m := sheetmark.Marks{Titles: [3]string{"Status periksa", "Masalah", "Usulan"}, Summary: SummarySheet, Headline: markHeadline}
	at := map[string]int{}
	for _, s := range r.Sheets {
		if s.Used {
			at[s.Name] = len(m.Sheets)
			m.Sheets = append(m.Sheets, sheetmark.Sheet{Name: s.Name, HeaderRow: s.Layout.Tables[0].HeaderRow(), Rows: make([]sheetmark.Row, 0, s.Rows)})
		}
	}
	for i := range r.Rows {
		k, ok := at[r.Rows[i].Sheet]
		if !ok {
			continue
		}
		rows := m.Sheets[k].Rows
		if n := len(rows); n > 0 && rows[n-1].Number == r.Rows[i].Number { // two lists side by side
			rows[n-1] = beside(rows[n-1], r.Rows[i-1].Person.Name, r.Rows[i].mark(l), r.Rows[i].Person.Name)
			continue
		}
		m.Sheets[k].Rows = append(rows, r.Rows[i].mark(l))
	}
	m.Lines = r.summaryLines(l)
	return m
}

func (r *Row) mark(l lang.Lang) sheetmark.Row {
	out := sheetmark.Row{Number: r.Number}
	switch r.Status {
	case Rejected:
		out.Colour, out.Status = sheetmark.Red, lang.T(l, "menunggu perbaikan")
	case Warned:
		out.Colour, out.Status = sheetmark.Yellow, lang.T(l, "perlu dilihat")
	default:
		out.Status = lang.T(l, "baik")
	}
	var problems, proposals []string
	for _, f := range r.Findings {
		problem := f.Message.In(l)
		problems = append(problems, problem)
		note := problem
		if f.Repair != nil {
			proposal := f.Repair.proposal(l)
			proposals = append(proposals, proposal)
			note += "\n" + lang.T(l, "Usulan: %s", proposal)
		}
		if f.Column != "" {
			out.Cells = addCell(out.Cells, sheetmark.Cell{Column: f.Column, Colour: colourOf(f.Severity), Note: note})
		}
	}
	out.Problem, out.Proposal = strings.Join(problems, "\n"), strings.Join(proposals, "\n")
	return out
}

// beside puts the marks of two people of one row together, each with the name before it.
func beside(a sheetmark.Row, first string, b sheetmark.Row, second string) sheetmark.Row {
	both := func(x, y string) string {
		var parts []string
		for _, p := range [][2]string{{first, x}, {second, y}} {
			if p[1] != "" {
				parts = append(parts, p[0]+": "+p[1])
			}
		}
		return strings.Join(parts, "\n")
	}
	a.Status, a.Problem, a.Proposal = both(a.Status, b.Status), both(a.Problem, b.Problem), both(a.Proposal, b.Proposal)
	a.Colour, a.Cells = max(a.Colour, b.Colour), append(a.Cells, b.Cells...)
	return a
}

func (p *Repair) proposal(l lang.Lang) string {
	return fieldTitle(p.Field).In(l) + " " + p.Value + " (" + p.Why.In(l) + ")"
}

func fieldTitle(field string) lang.Text {
	switch field {
	case "nik", "tanggal_lahir", "jenis_kelamin", "upah":
		return columnTitle(field)
	}
	return lang.Msg("isi")
}

func colourOf(s Severity) sheetmark.Colour {
	if s == Reject {
		return sheetmark.Red
	}
	return sheetmark.Yellow
}

// addCell joins the marks of one cell.
func addCell(cells []sheetmark.Cell, c sheetmark.Cell) []sheetmark.Cell {
	for i := range cells {
		if cells[i].Column == c.Column {
			cells[i].Colour = max(cells[i].Colour, c.Colour)
			cells[i].Note += "\n" + c.Note
			return cells
		}
	}
	return append(cells, c)
}

func (r *Report) summaryLines(l lang.Lang) [][]string {
	t := r.Totals
	number := func(n int) string { return text.Number(l, n) }
	lines := [][]string{
		{lang.T(l, "Berkas"), r.File},
		{lang.T(l, "Baris dibaca"), number(t.Rows)},
		{lang.T(l, "Baik"), number(t.OK)},
		{lang.T(l, "Perlu dilihat, tetap diteruskan"), number(t.Warn)},
		{lang.T(l, "Menunggu perbaikan"), number(t.Reject)},
		{},
		{lang.T(l, "Temuan"), lang.T(l, "Banyaknya")},
	}
	codes := make([]Code, 0, len(t.Findings))
	for c := range t.Findings {
		codes = append(codes, c)
	}
	slices.SortFunc(codes, func(a, b Code) int { return cmp.Or(t.Findings[b]-t.Findings[a], cmp.Compare(a, b)) })
	for _, c := range codes {
		lines = append(lines, []string{Title(c).In(l), number(t.Findings[c]), string(c)})
	}
	lines = append(lines, nil, []string{lang.T(l, "Lembar"), lang.T(l, "Dibaca sebagai"), lang.T(l, "Baris")})
	for _, s := range r.Sheets {
		lines = append(lines, []string{s.Name, s.Reason.In(l), number(s.Rows)})
	}
	return lines
}

// Title names a kind of finding for people.
func Title(c Code) lang.Text {
	if t, ok := titles[c]; ok {
		return lang.Msg(t)
	}
	return lang.Msg("Lain-lain")
}

var titles = map[Code]string{
	NIKMissing: "NIK kosong", NIKLength: "NIK bukan 16 angka", NIKChars: "NIK berisi huruf", NIKExcelRounded: "NIK dibulatkan Excel", NIKTemporary: "NIK sementara",
	NIKDateMismatch: "NIK berbeda dengan tanggal lahir", NIKSexMismatch: "NIK berbeda dengan jenis kelamin", NIKRegionUnknown: "Kode wilayah NIK tidak dikenal", NIKDuplicate: "NIK ganda",
	PersonDuplicate: "Kemungkinan orang yang sama", NameMissing: "Nama kosong", BirthDateMissing: "Tanggal lahir kosong", BirthDateUnreadable: "Tanggal lahir tidak terbaca", BirthDateAmbiguous: "Tanggal lahir bermakna dua",
	AgeUnder17: "Umur di bawah 17 tahun", AgeOver65: "Umur lebih dari 65 tahun", SexUnreadable: "Jenis kelamin tidak dikenal", WageMissing: "Upah kosong", WageUnreadable: "Upah tidak terbaca", WageZero: "Upah nol",
	WageInWords: "Upah ditulis dengan huruf", WageBelowMinimum: "Upah di bawah upah minimum", CategoryUnknown: "Kategori belum dikenal", DateOrder: "Urutan tanggal tidak mungkin", FormulaCell: "Rumus di sel", HiddenRow: "Baris tersembunyi",
	IdentityPassport: "Paspor, bukan NIK", ColumnMissing: "Kolom tidak ada", RowsNotRead: "Baris berisi orang yang tidak dibaca",
}
