package preflight

import (
	"regexp"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/nik"
)

var answerSheet = regexp.MustCompile(`(?i)^(data )?mentah|mentah$|^raw|raw$|form[_ ]?responses|respons? formulir|formulir respons?|jawaban|tanggapan`)

// answers tells whether a sheet is what a web form wrote: by its name, or by the column that says when each was sent.
func (d *draft) answers() bool {
	return answerSheet.MatchString(strings.TrimSpace(d.sheet.Name)) || d.layout.Tables[0].Says("timestamp", "stempel waktu", "cap waktu", "tanda waktu", "waktu pengisian", "submitted", "completion time", "submission date")
}

// dropAnswers leaves out the raw answers of a form where another sheet lists half of the same people: that one has been
// tidied up since. Whoever is only among the answers is named in a finding of the sheet, so that nobody is lost with it.
func (c *checker) dropAnswers() {
	lists := c.others(nil)
	lists = slices.DeleteFunc(lists, (*draft).answers)
	if len(lists) == 0 || len(lists) == len(c.drafts) {
		return
	}
	known := map[nik.Number]bool{}
	for _, d := range lists {
		for n := range d.numbers() {
			known[n] = true
		}
	}
	names := c.names(lists...)
	drop := map[*draft]bool{}
	for _, d := range c.drafts {
		if d.answers() && (overlap(d.numbers(), known) >= 0.5 || len(d.numbers()) == 0 && c.names(d).within(names)) {
			drop[d] = true
			c.onlyThere(d, known, names)
		}
	}
	c.dropWhere(func(d *draft) bool { return drop[d] }, lang.Msg("jawaban mentah formulir; orang yang sama ada di lembar lain. Pilih lembar ini bila justru ini yang benar"))
}

// onlyThere names the rows of a sheet that is left out whose people stand on no other sheet.
func (c *checker) onlyThere(d *draft, known map[nik.Number]bool, names nameSet) {
	var rows []string
	for i := range d.rows {
		r := &d.rows[i]
		name, _, _ := value.CleanName(r.name)
		if !known[r.nik.Number] && !names[nameKey(name)] {
			rows = append(rows, itoa(r.rec.Row.Number))
		}
	}
	if len(rows) == 0 {
		return
	}
	shown := strings.Join(rows[:min(len(rows), 20)], ", ")
	if len(rows) > 20 {
		shown += ", …"
	}
	s := &c.report.Sheets[d.at]
	s.Findings = append(s.Findings, Finding{Code: RowsNotRead, Severity: Warn, Message: lang.Msg(
		"%s orang hanya ada di lembar “%s” yang tidak dibaca (baris %s). Bila mereka memang bekerja di sini, tambahkan ke daftar yang dibaca.", itoa(len(rows)), d.sheet.Name, shown)})
}

// dropSame leaves out a sheet whose people all stand on one other sheet that lists at least as many: a list kept twice, or
// a part of the whole list. Two short lists prove nothing.
func (c *checker) dropSame() {
	drop := map[*draft]string{}
	all := make([]map[nik.Number]bool, len(c.drafts))
	for i, d := range c.drafts {
		all[i] = d.numbers()
	}
	for i, d := range c.drafts {
		numbers := all[i]
		if len(numbers) < 5 {
			continue
		}
		for j, o := range c.drafts {
			if i == j || drop[o] != "" {
				continue
			}
			if other := all[j]; len(other) >= len(numbers) && overlap(numbers, other) >= 0.95 && (len(other) > len(numbers) || len(other) == len(numbers) && (o.fields() > d.fields() || o.fields() == d.fields() && j < i)) {
				drop[d] = o.sheet.Name
				c.onlyThere(d, other, c.names(o))
				break
			}
		}
	}
	for d, name := range drop {
		c.dropWhere(func(x *draft) bool { return x == d }, lang.Msg("orangnya sama dengan lembar “%s”. Pilih lembar ini bila justru ini yang benar", name))
	}
}

// fields counts the columns that say something.
func (d *draft) fields() int { return len(d.layout.Tables[0].Columns) }
