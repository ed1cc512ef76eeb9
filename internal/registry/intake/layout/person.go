package layout

import (
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
)

// evidence is what a row shows of a person.
type evidence struct {
	nik      bool // a number that looks like a NIK
	digits   bool // at least some digits where the NIK stands
	nikText  bool
	name     bool
	born     bool // a birth date, readable or not
	day      bool // a readable one
	sex      bool
	wage     bool
	sequence bool
	formula  bool // the NIK or the name is computed and the file holds no result, as are other cells of a person or they are there
	filled   int
	other    int    // without the running number
	label    string // the only text of the row
}

func (s *sorter) evidence(rec Record) evidence {
	var e evidence
	own := func(field int) sheetread.Cell { // merged cells from above prove nothing about this row
		if field < 0 || s.t.byPos[field] < 0 {
			return sheetread.Cell{}
		}
		return rec.Row.Cell(s.t.byPos[field])
	}
	n := s.t.numberIn(own(s.f.nik), rec.Row)
	e.nik = LooksNIK(n)
	e.digits = digitsIn(n.Text) >= 6 && n.Kind == sheetread.Text
	e.nikText = !n.Blank()
	written := own(s.f.name).Text
	if written == "" {
		written = own(s.f.first).Text
	}
	if !s.hasNIKColumn() {
		var number string
		if written, number = value.SplitNameNumber(written); number != "" {
			e.nik = true
		}
	}
	name, _, _ := value.CleanName(written)
	e.name = value.IsName(name) || (len(name) > 2 && digitsIn(name) == 0)
	d := value.ReadDate(own(s.f.born), asOf)
	e.day = d.State == value.Read
	e.born = e.day || (d.State == value.Unreadable && digitsIn(own(s.f.born).Text) > 0)
	if !e.born && s.f.ttl >= 0 && s.t.byPos[s.f.ttl] >= 0 {
		_, d := value.SplitPlaceDate(own(s.f.ttl).Text, asOf)
		e.day = d.State == value.Read
		e.born = e.day
	}
	_, state := value.ReadSex(own(s.f.sex).Text)
	e.sex = state == value.Read || !own(s.f.male).Blank() || !own(s.f.female).Blank()
	w := own(s.f.wage)
	if a := value.ReadAmount(w); a.State == value.Read && !a.Zero || w.Formula {
		e.wage = true
	} else if a.State == value.Unreadable && a.Why != value.NotNumber {
		e.wage = true
	}
	if s.t.number >= 0 {
		text := value.CleanSpaces(rec.Row.Cell(s.t.number).Text)
		_, e.sequence = smallInt(strings.Trim(text, "()"))
	}
	e.formula = s.computed(rec)
	for _, c := range rec.Row.Cells {
		if c.Blank() || !s.t.covers(int(c.Column)) {
			continue
		}
		e.filled++
		if int(c.Column) != s.t.number || !e.sequence {
			e.other++
			e.label = value.CleanSpaces(c.Text)
		}
	}
	return e
}

// person decides whether a row is a worker; the reason is empty where it is.
func (s *sorter) person(rec Record) string {
	e := s.evidence(rec)
	first := firstText(rec.Row)
	if first == "contoh" || strings.HasPrefix(first, "contoh:") || strings.HasPrefix(first, "contoh :") || strings.HasPrefix(first, "contoh pengisian") {
		return whyExample
	}
	if e.nik {
		if why := s.totalRow(rec, e); why != "" {
			return why
		}
		s.footer = false
		return ""
	}
	if s.continued(rec) {
		return whyContinued
	}
	if s.isTotalRow(rec.Row) {
		return whyTotal
	}
	someone := e.name && (e.day || e.sequence) && (e.sex || e.wage) // whose post may be "Ketua RT"
	if !someone && s.isSignatureRow(rec.Row) {
		return whySignature
	}
	if e.digits || e.formula && !s.footer {
		return ""
	}
	switch {
	case e.other == 0 && e.sequence:
		return whyNumbered
	case e.other == 0:
		return whyBlank
	case e.name && e.born && (e.sex || e.wage || !s.footer):
		return ""
	case e.name && e.sex && !s.footer && (e.sequence || e.wage || e.nikText):
		return ""
	case !e.name && e.born && (e.sex || e.wage):
		return ""
	case s.footer:
		return whySignature
	case e.name && (e.nikText || e.wage) && e.filled >= 2 && s.hasNIKColumn() && (e.sequence || e.wage || e.filled >= 3):
		return ""
	case e.name && e.sequence && e.filled >= 2 && (e.filled >= 3 || s.t.number >= 0):
		if e.filled == 2 && s.looksSection(e.label) {
			s.section = e.label
			return whySection
		}
		return ""
	case e.other <= 2 && !e.wage:
		s.section = e.label
		return whySection
	case e.wage && e.sex && e.sequence:
		return "" // a total has no number and no sex: name and NIK of this one are missing
	case e.wage && !e.name:
		return whyTotal
	}
	return whyNoPerson
}

// computed tells whether the row is a person of formulas without a result: the NIK or the name is one, and at least two
// of a person's cells are there, with a result or without.
func (s *sorter) computed(rec Record) bool {
	key, n := false, 0
	for _, field := range []int{s.f.nik, s.f.name, s.f.born, s.f.ttl, s.f.sex} {
		if field < 0 || s.t.byPos[field] < 0 {
			continue
		}
		c := rec.Row.Cell(s.t.byPos[field])
		empty := c.Formula && c.Blank() && c.Kind != sheetread.Text
		if empty || !c.Blank() {
			n++
		}
		key = key || empty && (field == s.f.nik || field == s.f.name)
	}
	return key && n >= 2
}

func (s *sorter) hasNIKColumn() bool { return s.f.nik >= 0 && s.t.byPos[s.f.nik] >= 0 }

func firstText(row sheetread.Row) string {
	for _, c := range row.Cells {
		if c.Kind == sheetread.Text && !c.Blank() {
			return strings.ToLower(value.CleanSpaces(c.Text))
		}
	}
	return ""
}

// totalRow keeps a total or a signer's number that happens to stand in the NIK column from being a person.
func (s *sorter) totalRow(rec Record, e evidence) string {
	switch {
	case e.name || e.born || e.sex:
	case s.isTotalRow(rec.Row):
		return whyTotal
	case s.isSignatureRow(rec.Row):
		return whySignature
	}
	return ""
}

// continued tells whether the row is the second line of a person whose NIK or name cell is merged over both.
func (s *sorter) continued(rec Record) bool {
	for _, field := range []int{s.f.nik, s.f.name} {
		if field < 0 || s.t.byPos[field] < 0 {
			continue
		}
		at := [2]int{rec.Row.Number, s.t.byPos[field]}
		if source, covered := s.spans.source[at]; covered && source[0] < rec.Row.Number && source[1] == s.t.byPos[field] {
			if from, ok := s.above.cells[source]; ok && !from.Blank() {
				return true
			}
		}
	}
	return false
}

var sectionWords = []string{"bidang", "bagian", "sekretariat", "seksi", "kelurahan", "desa ", "kecamatan", "dusun", "upt", "dinas", "badan", "kantor", "unit", "sd ", "sdn", "smp", "sman", "tk ", "puskesmas", "sub ", "kelompok", "i.", "ii.", "iii.", "iv.", "a.", "b.", "c.", "d."}

func (s *sorter) looksSection(text string) bool {
	low := strings.ToLower(text)
	for _, w := range sectionWords {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	return false
}
