package preflight

import (
	"regexp"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/registry/intake/layout"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/nik"
)

// draft is a sheet that holds workers, with its rows as they were read.
type draft struct {
	sheet   *sheetread.Sheet
	at      int // index among the report's sheets
	layout  *layout.Layout
	rows    []reading
	columns map[*layout.Table]map[string]string
	stats   map[*layout.Table]*columnStats
}

// reading is a row of which the cells that need the company of others are read.
type reading struct {
	rec      layout.Record
	name     string
	nik      nik.Specimen
	passport bool
	born     value.DateReading
	place    string
}

// choose decides which sheets hold workers and reads their rows. Hidden sheets are taken only where nothing else is there.
func (c *checker) choose() error {
	if c.o.Sheet != "" && c.book.Sheet(c.o.Sheet) == nil {
		return fault.New(fault.Usage, "Lembar “%s” tidak ada di berkas ini. Lembar yang ada: %s.", c.o.Sheet, c.sheetNames())
	}
	filled, table := false, false
	for _, hidden := range []bool{false, true} {
		for i, sheet := range c.book.Sheets() {
			if !hidden {
				c.report.Sheets = append(c.report.Sheets, Sheet{Name: sheet.Name, Hidden: sheet.Hidden})
			}
			s := &c.report.Sheets[i]
			switch {
			case c.o.Sheet != "" && sheet != c.book.Sheet(c.o.Sheet):
				s.Reason = lang.Msg("tidak dipilih")
				continue
			case sheet.Hidden && !hidden && c.o.Sheet == "":
				s.Reason = lang.Msg("lembar tersembunyi, tidak dibaca; pilih dengan --sheet bila memang berisi daftar")
				continue
			case hidden && (!sheet.Hidden || c.o.Sheet != ""):
				continue
			}
			full, err := c.open(sheet, i)
			if err != nil {
				return err
			}
			filled = filled || full
			table = table || s.Layout != nil
		}
		if len(c.drafts) > 0 {
			break
		}
	}
	c.drop()
	return c.nothing(filled, table)
}

// open recognises one sheet and reads its rows; it tells whether the sheet holds anything.
func (c *checker) open(sheet *sheetread.Sheet, at int) (bool, error) {
	s := &c.report.Sheets[at]
	head, err := sheet.Head(c.ctx, 1)
	if err != nil {
		return false, err
	}
	if len(head) == 0 {
		s.Reason = lang.Msg("lembar kosong")
		return false, nil
	}
	l, err := layout.RecogniseMonth(c.ctx, sheet, layout.Roster(), c.o.Month, c.o.Layouts...)
	if err != nil {
		return true, err
	}
	if l == nil {
		s.Reason = lang.Msg("tidak berisi daftar pekerja: tidak ada kolom nama dan NIK")
		return true, nil
	}
	s.Layout = l
	d := &draft{sheet: sheet, at: at, layout: l, columns: map[*layout.Table]map[string]string{}, stats: map[*layout.Table]*columnStats{}}
	for rec, err := range l.Records(c.ctx, sheet) {
		if err != nil {
			return true, err
		}
		if next := c.read(rec); !d.continues(next) {
			d.rows = append(d.rows, next)
		}
		if c.seen++; c.seen%1000 == 0 && c.o.Progress != nil {
			c.o.Progress(c.seen)
		}
	}
	if len(d.rows) == 0 {
		s.Reason = lang.Msg("judul kolom ada, tetapi tidak ada baris pekerja")
		s.rowsNotRead()
		return true, nil
	}
	s.Used, s.Rows = true, len(d.rows)
	s.Reason = lang.Msg("daftar pekerja")
	if sheet.Hidden {
		s.Reason = lang.Msg("lembar tersembunyi, dibaca karena tidak ada lembar lain yang berisi daftar")
	}
	c.drafts = append(c.drafts, d)
	return true, nil
}

// numberLabels are the words before a number that stands beneath the name of its owner.
var numberLabels = regexp.MustCompile(`(?i)^[\s(]*(n\.?i\.?k|(no|nomor|nmr)\.?\s*(ktp|nik)|ktp)?[\s.:/-]*$`)

// continues gives the person in the row above the number that stands alone beneath the name; false where the row is
// somebody else.
func (d *draft) continues(next reading) bool {
	if next.rec.Column("nik") != "" || next.nik.Fault == nik.Blank || !numberLabels.MatchString(next.name) || len(d.rows) == 0 {
		return false
	}
	above := &d.rows[len(d.rows)-1]
	if above.nik.Fault != nik.Blank || above.rec.Table != next.rec.Table || next.rec.Row.Number-above.rec.Row.Number > 2 {
		return false
	}
	above.nik = next.nik
	return true
}

// read reads the cells of which duplicates and columns are judged.
func (c *checker) read(rec layout.Record) reading {
	cell := rec.Number()
	r := reading{rec: rec, name: rec.Cell("nama").Text}
	if rec.Column("nama") == "" {
		r.name = strings.Join(strings.Fields(rec.Cell("nama_depan").Text+" "+rec.Cell("nama_tengah").Text+" "+rec.Cell("nama_belakang").Text), " ")
	}
	if rec.Column("nik") == "" { // name and NIK in one cell
		r.name, cell.Text = value.SplitNameNumber(r.name)
	}
	r.nik = nik.Examine(value.NumberText(cell.Text), cell.Kind == sheetread.Number)
	kind := strings.ToLower(rec.Cell("jenis_identitas").Text)
	r.passport = strings.Contains(kind, "pas") || strings.Contains(kind, "kitas")
	if both := rec.Cell("tempat_tanggal_lahir"); !both.Blank() {
		if both.Kind == sheetread.Text {
			r.place, r.born = value.SplitPlaceDate(both.Text, c.o.day())
		} else {
			r.born = value.ReadDate(both, c.o.day())
		}
	}
	if year := rec.Cell("tahun_lahir"); !year.Blank() && !rec.Cell("bulan_lahir").Blank() {
		written := value.CleanSpaces(year.Text)
		if len(written) == 1 { // 0 for 2000, as a number cell shows 00
			written = "0" + written
		}
		r.born = value.ParseDate(rec.Cell("tanggal_lahir").Text+" "+rec.Cell("bulan_lahir").Text+" "+written, c.o.day())
		r.born.Other = 0 // three columns say which is which
		return r
	}
	if born := rec.Cell("tanggal_lahir"); rec.Column("tanggal_lahir") != "" && (r.born.State != value.Read || !born.Blank()) {
		r.born = value.ReadDate(born, c.o.day())
		if r.born.State == value.Unreadable && born.Kind == sheetread.Text {
			if place, d := value.SplitPlaceDate(born.Text, c.o.day()); d.State == value.Read {
				r.born = d
				if r.place == "" {
					r.place = place
				}
			}
		}
	}
	return r
}

// nothing is the fault of a file without workers, or nil.
func (c *checker) nothing(filled, table bool) error {
	switch {
	case len(c.drafts) > 0:
		return nil
	case table:
		return sheetread.NewFault(sheetread.NoRows, "Judul kolom ditemukan, tetapi tidak ada satu pun baris pekerja di bawahnya. Isi daftar pekerja, atau laporkan “nihil” bila unit memang tidak punya pekerja non-ASN.")
	case filled:
		if err := c.sideways(); err != nil {
			return err
		}
		return sheetread.NewFault(sheetread.NoHeader, "Judul kolom tidak ditemukan: tidak ada baris yang memuat kolom nama dan NIK. Tambahkan satu baris judul di atas daftar (misalnya NAMA, NIK, TANGGAL LAHIR, L/P, UPAH), lalu kirim ulang.")
	}
	return sheetread.NewFault(sheetread.NoRows, "Berkas tidak berisi baris apa pun. Pastikan daftar sudah disimpan, lalu kirim ulang.")
}

// sideways is the fault of a file whose lists lie on their side, or that holds a form for each person; nil otherwise.
func (c *checker) sideways() error {
	for _, sheet := range c.book.Sheets() {
		switch n, err := layout.Sideways(c.ctx, sheet, layout.Roster()); {
		case err != nil:
			return err
		case n == 1:
			return sheetread.NewFault(sheetread.NoHeader, "Daftar di lembar “%s” melintang: satu orang satu kolom. Balikkan dahulu: salin daftarnya, lalu Tempel Khusus → Transpose di lembar baru, sehingga satu orang satu baris, dan kirim ulang.", sheet.Name)
		case n > 1:
			return sheetread.NewFault(sheetread.NoHeader, "Lembar “%s” berisi formulir, satu formulir satu orang, bukan daftar. Salin isinya ke daftar dengan satu baris untuk setiap orang (NAMA, NIK, TANGGAL LAHIR, L/P, UPAH), lalu kirim ulang.", sheet.Name)
		}
	}
	return nil
}

func (c *checker) sheetNames() string {
	var names []string
	for _, s := range c.book.Sheets() {
		if !s.Hidden && len(names) < 20 {
			names = append(names, s.Name)
		}
	}
	return strings.Join(names, ", ")
}
