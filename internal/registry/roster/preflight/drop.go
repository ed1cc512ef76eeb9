package preflight

import (
	"regexp"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"
)

var (
	referenceSheet = regexp.MustCompile(`(?i)petunjuk|panduan|^contoh|contoh isi|referensi|^ref|kode|master|rekap|ringkasan|pivot|lookup|dropdown|validasi|format`)
	copySheet      = regexp.MustCompile(`(?i)\(\d+\)|copy|salinan|backup|lama|arsip|old|cadangan|draft`)
)

// drop takes out sheets that are no list of their own where another is: references, copies, other months.
func (c *checker) drop() {
	if c.o.Sheet != "" || len(c.drafts) < 2 {
		return
	}
	c.dropWhere(func(d *draft) bool {
		return !d.layout.Has("nik") && (!d.layout.Has("tanggal_lahir") && !d.layout.Has("tempat_tanggal_lahir") || c.names(d).within(c.names(c.others(d)...)))
	}, lang.Msg("tidak punya kolom NIK; lembar lain punya"))
	c.dropWhere(func(d *draft) bool {
		return referenceSheet.MatchString(d.sheet.Name) && (len(d.rows) <= 3 || c.names(d).within(c.names(c.others(d)...)))
	}, lang.Msg("lembar petunjuk, contoh atau rekap"))
	c.dropMonths()
	c.dropCopies()
	c.dropAnswers()
	c.dropSame()
}

// nameSet is the names on sheets, spelt alike.
type nameSet map[string]bool

func (c *checker) names(drafts ...*draft) nameSet {
	all := nameSet{}
	for _, d := range drafts {
		for i := range d.rows {
			name, _, _ := value.CleanName(d.rows[i].name)
			all[nameKey(name)] = true
		}
	}
	return all
}

// within tells whether nearly all names stand in the other set too, so that nobody is lost with them.
func (s nameSet) within(other nameSet) bool {
	n := 0
	for name := range s {
		if other[name] {
			n++
		}
	}
	return n*10 >= len(s)*9
}

func (c *checker) others(d *draft) []*draft {
	var out []*draft
	for _, o := range c.drafts {
		if o != d {
			out = append(out, o)
		}
	}
	return out
}

// dropWhere drops the drafts for which fn holds, unless it holds for all.
func (c *checker) dropWhere(fn func(*draft) bool, why lang.Text) {
	var keep []*draft
	for _, d := range c.drafts {
		if !fn(d) {
			keep = append(keep, d)
		}
	}
	if len(keep) == 0 || len(keep) == len(c.drafts) {
		return
	}
	for _, d := range c.drafts {
		if fn(d) {
			c.unuse(d, why)
		}
	}
	c.drafts = keep
}

func (c *checker) unuse(d *draft, why lang.Text) {
	s := &c.report.Sheets[d.at]
	s.Used, s.Rows, s.Reason = false, 0, why
	d.layout.Skipped = nil
}

// dropMonths keeps one of several sheets that hold the same people month by month: the month asked for, else the last.
func (c *checker) dropMonths() {
	var latest *draft
	best := period.Month(0)
	months := map[*draft]period.Month{}
	for _, d := range c.drafts {
		m := sheetMonth(d.sheet.Name, c.o.day().Year())
		if m == 0 {
			continue
		}
		months[d] = m
		if m == c.o.Month || (best != c.o.Month || best == 0) && m >= best {
			latest, best = d, m
		}
	}
	if len(months) < 2 {
		return
	}
	known := latest.numbers()
	c.dropWhere(func(d *draft) bool {
		m, named := months[d]
		return named && d != latest && m != best && overlap(d.numbers(), known) >= 0.5
	}, lang.Msg("lembar bulan lain; pilih dengan --sheet atau --month"))
}

func sheetMonth(name string, year int) period.Month {
	m, ok := value.ReadMonth(sheetread.Cell{Kind: sheetread.Text, Text: name}, period.DateOf(year, 12, 31))
	if ok {
		return m
	}
	m, ok = value.ReadMonth(sheetread.Cell{Kind: sheetread.Text, Text: name + " " + itoa(year)}, period.DateOf(year, 12, 31))
	if ok {
		return m
	}
	return 0
}

func (d *draft) numbers() map[nik.Number]bool {
	all := make(map[nik.Number]bool, len(d.rows))
	for i := range d.rows {
		if n := d.rows[i].nik.Number; n != "" {
			all[n] = true
		}
	}
	return all
}

// overlap is the share of a that is also in b.
func overlap(a, b map[nik.Number]bool) float64 {
	if len(a) == 0 {
		return 0
	}
	n := 0
	for k := range a {
		if b[k] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}

// dropCopies drops a sheet whose people nearly all stand on an earlier one when its name says that it is a copy.
func (c *checker) dropCopies() {
	if len(c.drafts) < 2 {
		return
	}
	copies := map[*draft]bool{}
	for i, d := range c.drafts {
		if !copySheet.MatchString(d.sheet.Name) {
			continue
		}
		for j, other := range c.drafts {
			if i != j && !copies[other] && overlap(d.numbers(), other.numbers()) >= 0.8 {
				copies[d] = true
				break
			}
		}
	}
	c.dropWhere(func(d *draft) bool { return copies[d] }, lang.Msg("salinan dari lembar lain"))
}
