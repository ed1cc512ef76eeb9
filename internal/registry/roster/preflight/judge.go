package preflight

import (
	"strings"
	"unicode"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/nik"
)

// judge turns the rows of a sheet into the rows of the report.
func (c *checker) judge(d *draft) {
	d.look()
	s := &c.report.Sheets[d.at]
	for _, f := range []string{"nik", "tanggal_lahir", "jenis_kelamin", "upah"} {
		if c.columnMissing(d, f) {
			s.Findings = append(s.Findings, Finding{
				Field: f, Code: ColumnMissing, Severity: Warn,
				Message: lang.Msg("Lembar “%s” tidak punya kolom %s. Tambahkan kolom itu, atau tunjukkan kolomnya bila namanya lain.", d.sheet.Name, columnTitle(f)),
			})
		}
	}
	for i := range d.rows {
		if i%4096 == 0 && c.ctx.Err() != nil {
			return // run says so
		}
		c.report.Rows = append(c.report.Rows, c.row(d, &d.rows[i]))
	}
	s.rowsNotRead()
	for _, k := range d.layout.Skipped {
		c.report.Skipped = append(c.report.Skipped, Skipped{Sheet: d.sheet.Name, Row: k.Row, Reason: k.Reason})
	}
}

// rowsNotRead warns of rows that show a person and were not read as one, so that nobody is lost in silence.
func (s *Sheet) rowsNotRead() {
	var rows []string
	n := 0
	for _, k := range s.Layout.Skipped {
		if !k.Person {
			continue
		}
		if n++; n <= 20 {
			rows = append(rows, itoa(k.Row))
		}
	}
	if n == 0 {
		return
	}
	list := strings.Join(rows, ", ")
	if n > len(rows) {
		list += ", …"
	}
	s.Findings = append(s.Findings, Finding{
		Code: RowsNotRead, Severity: Warn,
		Message: lang.Msg("Lembar “%s”: %d baris berisi NIK atau data orang tetapi TIDAK dibaca sebagai pekerja: baris %s. Periksa baris itu; pindahkan ke dalam tabel di bawah judul kolom yang sama, lalu kirim ulang.", s.Name, n, list),
	})
}

func (c *checker) columnMissing(d *draft, field string) bool {
	l := d.layout
	switch field {
	case "nik":
		for i := range min(len(d.rows), 20) { // it may share the name's cell
			if d.rows[i].nik.Fault != nik.Blank {
				return false
			}
		}
	case "tanggal_lahir":
		return !l.Has(field) && !l.Has("tempat_tanggal_lahir")
	case "jenis_kelamin":
		return !l.Has(field) && !l.Has("laki_laki") && !l.Has("perempuan")
	}
	return !l.Has(field)
}

func columnTitle(field string) lang.Text {
	switch field {
	case "nik":
		return lang.Msg("NIK")
	case "tanggal_lahir":
		return lang.Msg("tanggal lahir")
	case "jenis_kelamin":
		return lang.Msg("jenis kelamin")
	case "upah":
		return lang.Msg("upah")
	}
	return lang.Msg("lain")
}

// judged is one row on its way.
type judged struct {
	c     *checker
	d     *draft
	r     *reading
	stats *columnStats
	row   Row
}

func (c *checker) row(d *draft, r *reading) Row {
	columns := d.columns[r.rec.Table]
	if columns == nil {
		columns = publicColumns(r.rec.Table.Mapping())
		d.columns[r.rec.Table] = columns
	}
	j := judged{c: c, d: d, r: r, stats: d.stats[r.rec.Table], row: Row{Sheet: d.sheet.Name, Number: r.rec.Row.Number, Columns: columns}}
	j.row.Person.Section = r.rec.Section
	j.name()
	j.number()
	j.sex()
	j.birth()
	j.numberAgainstPerson()
	j.age()
	j.wage()
	j.rest()
	j.cells()
	return j.row
}

func (j *judged) add(field string, code Code, severity Severity, message lang.Text, repair *Repair) {
	j.row.Findings = append(j.row.Findings, Finding{Field: field, Column: j.row.Columns[field], Code: code, Severity: severity, Message: message, Repair: repair})
}

// at names the place of a field: "sel C7", or "baris 7" where the sheet has no such column.
func (j *judged) at(field string) lang.Text {
	if a := j.row.Address(field); a != "" {
		return lang.Msg("sel %s", a)
	}
	return lang.Msg("baris %d", j.row.Number)
}

func (j *judged) text(field string) string {
	return value.CleanSpaces(j.r.rec.Cell(field).Shown())
}

func (j *judged) name() {
	p := &j.row.Person
	cell := j.r.rec.Cell("nama")
	p.Name, p.TitleBefore, p.Title = value.CleanName(j.r.name)
	if front := j.text("gelar_depan"); front != "" {
		p.TitleBefore = front
	}
	if back := j.text("gelar"); back != "" {
		p.Title = back
	}
	if numberLabels.MatchString(p.Name) { // "NIK." is nobody's name
		p.Name = ""
	}
	if cell.Kind == sheetread.Error || value.IsNothing(strings.ToLower(p.Name)) || !hasLetters(p.Name) {
		p.Name = ""
		if j.computed("nama") {
			return // cells says so
		}
		j.add("nama", NameMissing, Reject, lang.Msg("Nama di %s kosong. Isi nama lengkap sesuai KTP.", j.at("nama")), nil)
	}
}

// computed tells whether the cell of a field is a formula of which the file holds no result.
func (j *judged) computed(field string) bool {
	c := j.r.rec.Cell(field)
	return c.Formula && c.Blank() && c.Kind != sheetread.Text
}

// hasLetters tells whether text holds two letters, as the shortest of names does.
func hasLetters(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n >= 2
}

func (j *judged) sex() {
	p := &j.row.Person
	cell := j.r.rec.Cell("jenis_kelamin")
	if j.r.rec.Column("jenis_kelamin") == "" {
		j.tickedSex()
		return
	}
	sex, state := value.ReadSex(cell.Text)
	if j.stats.pIsPria() && value.Upper(cell.Text) == "P" {
		sex = nik.Male
	}
	switch state {
	case value.Read:
		p.Sex = sex
	case value.Unreadable:
		var repair *Repair
		if s := sexOf(j.r); s != "" {
			repair = &Repair{Field: "jenis_kelamin", Value: string(s), Why: lang.Msg("menurut tanggal di dalam NIK")}
		}
		j.add("jenis_kelamin", SexUnreadable, Warn, lang.Msg("Jenis kelamin di %s tertulis “%s”, tidak dikenal. Isi L atau P.", j.at("jenis_kelamin"), clip(cell.Text)), repair)
	default: // nothing written, nothing to say
	}
}

// tickedSex reads a tick in one of two columns, L and P.
func (j *judged) tickedSex() {
	male, female := j.r.rec.Cell("laki_laki"), j.r.rec.Cell("perempuan")
	switch {
	case j.r.rec.Column("laki_laki") == "" && j.r.rec.Column("perempuan") == "":
	case !male.Blank() && female.Blank():
		j.row.Person.Sex = nik.Male
	case male.Blank() && !female.Blank():
		j.row.Person.Sex = nik.Female
	case !male.Blank() && !female.Blank():
		j.add("jenis_kelamin", SexUnreadable, Warn, lang.Msg("Baris %d: kolom L dan P sama-sama ditandai. Tandai salah satu.", j.row.Number), nil)
	}
}

// rest fills the fields that need no judgement of their own, and the order of start and end.
func (j *judged) rest() {
	p, rec := &j.row.Person, j.r.rec
	p.BirthPlace, p.Mother, p.Address, p.Position = j.text("tempat_lahir"), j.text("nama_ibu"), j.text("alamat"), j.text("jabatan")
	if p.BirthPlace == "" {
		p.BirthPlace = j.r.place
	}
	p.DecreeNo, p.FundSource, p.UnitCode, p.KPJ = j.text("nomor_sk"), j.text("sumber_dana"), j.text("kode_instansi"), j.text("kpj")
	if hp := rec.Cell("hp"); !hp.Blank() {
		p.Phone = value.CleanSpaces(hp.Text)
		if clean, ok := value.CleanPhone(hp.Text); ok {
			p.Phone = clean
		}
	}
	if d := value.ReadDate(rec.Cell("mulai"), j.c.o.day()); d.State == value.Read {
		p.Start = d.Day
	}
	if d := value.ReadDate(rec.Cell("selesai"), j.c.o.day()); d.State == value.Read {
		p.End = d.Day
	}
	switch {
	case p.Start != 0 && p.End != 0 && p.End < p.Start:
		j.add("selesai", DateOrder, Warn, lang.Msg("Kontrak di %s berakhir (%s) sebelum mulai kerja (%s). Periksa kedua tanggal ke SK atau kontrak.", j.at("selesai"), p.End.String(), p.Start.String()), nil)
	case p.Start != 0 && p.BirthDate != 0 && p.Start <= p.BirthDate:
		j.add("mulai", DateOrder, Warn, lang.Msg("Mulai kerja di %s (%s) tidak mungkin sebelum orangnya ada. Periksa tanggal mulai kerja ke SK.", j.at("mulai"), p.Start.String()), nil)
	}
	j.category()
}

// categoryOf reads a category; the same few words stand in thousands of rows.
func (c *checker) categoryOf(text string) (string, value.State) {
	if text == "" {
		return "", value.Missing
	}
	known, ok := c.categories[text]
	if !ok {
		known.category, known.state = value.ReadCategory(text)
		if len(c.categories) < 5000 {
			c.categories[text] = known
		}
	}
	return known.category, known.state
}

func (j *judged) category() {
	p := &j.row.Person
	text := j.text("kategori")
	category, state := j.c.categoryOf(text)
	switch state {
	case value.Read:
		p.Category = category
	case value.Unreadable:
		if fromJob, s := j.c.categoryOf(p.Position); s == value.Read {
			p.Category = fromJob
			return
		}
		if !contractWord[strings.ToLower(text)] {
			j.add("kategori", CategoryUnknown, Warn, lang.Msg("Kategori di %s tertulis “%s”, belum dikenal. Pilih salah satu: %s.", j.at("kategori"), clip(text), strings.Join(value.Categories(), ", ")), nil)
		}
	case value.Missing:
		if fromJob, s := j.c.categoryOf(p.Position); s == value.Read && fromJob != value.OtherWorker {
			p.Category = fromJob
		}
	}
}

// contractWord are statuses that say how long and not what; they need no correction.
var contractWord = map[string]bool{"pkwt": true, "pkwtt": true, "aktif": true, "tetap": true, "tidak tetap": true, "nonaktif": true, "kawin": true, "belum kawin": true, "pegawai": true, "pns": true, "pppk": true, "p3k": true, "active": true}

// cells looks for text that a spreadsheet would run, formulas without a value, and a hidden row.
func (j *judged) cells() {
	for _, cell := range j.r.rec.Row.Cells {
		if !cell.Formula && cell.Kind != sheetread.Error && (cell.Kind != sheetread.Text || !StartsFormula(cell.Text)) {
			continue
		}
		column := sheetread.ColumnName(int(cell.Column))
		field := j.fieldAt(column)
		switch {
		case cell.Formula && cell.Blank() && cell.Kind != sheetread.Text && field != "":
			j.formula(field, column, lang.Msg("Sel %s%d berisi rumus tanpa nilai. Buka di Excel, hitung ulang (F9), simpan, lalu kirim lagi; atau ganti dengan nilainya (Salin → Tempel Khusus → Nilai).", column, j.row.Number))
			if field == "nik" || field == "nama" { // whom the row is about is not known
				j.row.Findings[len(j.row.Findings)-1].Severity = Reject
			}
		case cell.Kind == sheetread.Error && field != "":
			j.formula(field, column, lang.Msg("Sel %s%d berisi galat rumus %s. Ganti dengan nilai yang benar.", column, j.row.Number, clip(cell.Text)))
		case cell.Kind == sheetread.Text && StartsFormula(cell.Text):
			j.formula(field, column, lang.Msg("Isi sel %s%d diawali tanda yang dijalankan Excel sebagai rumus. Hapus tanda di depannya.", column, j.row.Number))
		}
	}
	if j.r.rec.Row.Hidden {
		j.row.Findings = append(j.row.Findings, Finding{
			Code: HiddenRow, Severity: Warn,
			Message: lang.Msg("Baris %d tersembunyi di lembar kerja (disembunyikan atau tersaring). Tampilkan, dan hapus bila tidak dimaksud.", j.row.Number),
		})
	}
}

func (j *judged) formula(field, column string, message lang.Text) {
	j.row.Findings = append(j.row.Findings, Finding{Field: field, Column: column, Code: FormulaCell, Severity: Warn, Message: message})
}

func (j *judged) fieldAt(column string) string {
	for field, c := range j.row.Columns {
		if c == column {
			return field
		}
	}
	return ""
}

// StartsFormula tells whether a spreadsheet that opens the text from a CSV would run it: it begins with =, @ or their
// full-width forms, or with + or - that no number or blank follows.
func StartsFormula(text string) bool {
	s := strings.TrimLeft(text, " \t\r\n\u00a0'")
	if s == "" {
		return false
	}
	for _, p := range []string{"=", "@", "＝", "＠"} {
		if strings.HasPrefix(s, p) {
			return len(s) > len(p)
		}
	}
	if c := s[0]; (c == '+' || c == '-') && len(s) > 1 {
		n := s[1] | 0x20
		return (n >= 'a' && n <= 'z') || s[1] == '(' || s[1] == '=' || s[1] == '@' || strings.ContainsAny(s, "!(|")
	}
	return false
}

// clip shortens what is quoted from a cell.
func clip(s string) string {
	s = value.CleanSpaces(s)
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
