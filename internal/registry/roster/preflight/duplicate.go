package preflight

import (
	"strings"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"
)

// duplicates finds numbers and persons that occur twice. Each row is compared with a bounded number of others, so that a
// file of a hundred thousand equal rows costs no more than any other.
func (c *checker) duplicates() {
	numbers := make(map[nik.Number]int, len(c.report.Rows))
	persons := map[personKey]int{} // first row of each, plus one
	births := map[period.Date][]int{}
	names := map[string][]int{}
	c.keys = make([]string, len(c.report.Rows))
	for i := range c.report.Rows {
		row := &c.report.Rows[i]
		sameNumber := -1
		if n, ok := row.Person.ValidNIK(); ok && !row.has(NIKExcelRounded) {
			if first, twice := numbers[n]; twice {
				sameNumber = first
				c.numberTwice(row, &c.report.Rows[first])
			} else {
				numbers[n] = i
			}
		}
		if row.Person.Name == "" {
			continue
		}
		key := personKey{nameKey(row.Person.Name), row.Person.BirthDate}
		c.keys[i] = key.name
		if row.Person.BirthDate != 0 {
			if !c.samePerson(row, persons[key], sameNumber) && !c.alikePerson(row, key.name, births[row.Person.BirthDate], sameNumber) {
				c.sameName(row, names[key.name], sameNumber)
			}
			if persons[key] == 0 {
				persons[key] = i + 1
			}
			births[row.Person.BirthDate] = appendFew(births[row.Person.BirthDate], i)
		} else {
			c.sameName(row, names[key.name], sameNumber)
		}
		names[key.name] = appendFew(names[key.name], i)
	}
}

type personKey struct {
	name string
	born period.Date
}

const few = 24

func appendFew(list []int, i int) []int {
	if len(list) >= few {
		return list
	}
	return append(list, i)
}

func (r *Row) has(code Code) bool {
	for _, f := range r.Findings {
		if f.Code == code {
			return true
		}
	}
	return false
}

// where names another row: "baris 7", with its sheet where that is another.
func where(row, other *Row) lang.Text {
	if row.Sheet == other.Sheet {
		return lang.Msg("baris %d", other.Number)
	}
	return lang.Msg("baris %d lembar “%s”", other.Number, other.Sheet)
}

func (c *checker) numberTwice(row, first *Row) {
	msg := lang.Msg("NIK di sel %s sama dengan NIK di %s (%s). Satu NIK hanya milik satu orang: hapus baris yang ganda atau perbaiki NIK-nya dari KTP.", row.Address("nik"), where(row, first), first.Person.Name)
	if first.Person.Name == "" {
		msg = lang.Msg("NIK di sel %s sama dengan NIK di %s. Satu NIK hanya milik satu orang: hapus baris yang ganda atau perbaiki NIK-nya dari KTP.", row.Address("nik"), where(row, first))
	}
	row.Findings = append(row.Findings, Finding{Field: "nik", Column: row.Columns["nik"], Code: NIKDuplicate, Severity: Reject, Message: msg})
}

// samePerson compares with the first row of the same name and birth date, counted from 1; 0 is none.
func (c *checker) samePerson(row *Row, first, sameNumber int) bool {
	if first == 0 {
		return false
	}
	other := &c.report.Rows[first-1]
	if first-1 != sameNumber && (other.Person.NIK != row.Person.NIK || row.Person.NIK == "") {
		c.add(row, lang.Msg("Kemungkinan orang yang sama dengan %s: nama dan tanggal lahir sama, NIK berbeda. Periksa KTP; bila sama, hapus salah satu.", where(row, other)))
	}
	return true
}

// alikePerson looks for an earlier row of the same birth date whose name and number are one slip away.
func (c *checker) alikePerson(row *Row, name string, candidates []int, sameNumber int) bool {
	for _, i := range candidates {
		other := &c.report.Rows[i]
		known := row.Person.NIK != "" && other.Person.NIK != ""
		apart := 3
		if known {
			apart = apartNumbers(row.Person.NIK, other.Person.NIK)
		}
		if i == sameNumber || known && apart > 2 || !alikeNames(name, c.keys[i]) && (apart != 1 || !sameFirstName(row.Person.Name, other.Person.Name)) {
			continue
		}
		c.add(row, lang.Msg("Kemungkinan orang yang sama dengan %s: nama mirip, tanggal lahir sama, NIK hampir sama. Periksa KTP; bila sama, hapus salah satu.", where(row, other)))
		return true
	}
	return false
}

// sameName looks for an earlier row of the same name whose number is one slip away, whatever its birth date.
func (c *checker) sameName(row *Row, candidates []int, sameNumber int) {
	for _, i := range candidates {
		other := &c.report.Rows[i]
		if i == sameNumber || row.Person.NIK == "" || apartNumbers(row.Person.NIK, other.Person.NIK) != 1 {
			continue
		}
		c.add(row, lang.Msg("Kemungkinan orang yang sama dengan %s: nama sama, NIK hampir sama. Periksa KTP; bila sama, hapus salah satu.", where(row, other)))
		return
	}
}

func (c *checker) add(row *Row, message lang.Text) {
	row.Findings = append(row.Findings, Finding{Field: "nama", Column: row.Columns["nama"], Code: PersonDuplicate, Severity: Warn, Message: message})
}

// sameFirstName compares the first words of two names; short ones prove nothing.
func sameFirstName(a, b string) bool {
	a, _, _ = strings.Cut(strings.ToUpper(a), " ")
	b, _, _ = strings.Cut(strings.ToUpper(b), " ")
	return len(a) >= 4 && a == b
}

// nameKey is a name in capital letters only, with the spellings that are written for one another made one.
func nameKey(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	for w := range strings.FieldsSeq(strings.ToUpper(name)) {
		switch strings.Trim(w, ".,'`-") {
		case "MOH", "MUH", "MOCH", "MOCHAMAD", "MOCHAMMAD", "MOHAMAD", "MOHAMMAD", "MUHAMAD", "MUCHAMAD", "MUHD", "MHD", "MOHD", "MUCH":
			b.WriteString("MUHAMMAD")
			continue
		case "ACHMAD", "AKHMAD", "AHMED":
			b.WriteString("AHMAD")
			continue
		case "ABD", "ABDUR":
			b.WriteString("ABDUL")
			continue
		}
		for i := range len(w) {
			if c := w[i]; c >= 'A' && c <= 'Z' {
				b.WriteByte(c)
			}
		}
	}
	return b.String()
}

// alikeNames tells whether two names differ by at most one slip in a long name, beyond the first letter: twins who are
// called Dwi and Tri are two persons.
func alikeNames(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) < 6 || len(b) < 6 || a[:2] != b[:2] {
		return false
	}
	limit := 1
	if min(len(a), len(b)) >= 14 {
		limit = 2
	}
	return slips(a, b) <= limit
}

// apartNumbers counts the slips between two numbers, up to three. Of numbers of one length only digits that differ and
// exchanged neighbours count, which is what a pen does and costs little.
func apartNumbers(a, b string) int {
	if len(a) != len(b) {
		return slips(a, b)
	}
	n := 0
	for i := 0; i < len(a) && n < 3; i++ {
		if a[i] == b[i] {
			continue
		}
		n++
		if i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] {
			i++
		}
	}
	return n
}

// slips counts single slips between two texts, exchanged neighbours included, up to three.
func slips(a, b string) int {
	const width = 64
	if len(a) >= width || len(b) >= width || len(a)-len(b) > 2 || len(b)-len(a) > 2 {
		return 3
	}
	var before, prev, cur [width + 1]int
	for j := range len(b) + 1 {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev = prev, cur
	}
	return min(prev[len(b)], 3)
}
