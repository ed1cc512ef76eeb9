package main

import "strings"

// row is a person as a list has them.
type row struct {
	nik    string
	name   string
	born   int32
	faults []string
}

func (r *row) note(fault string) { r.faults = append(r.faults, fault) }

// rates are shares of rows with a fault.
type rates struct {
	nikMissing, nikTypo, nikSwap, nikOther, name, date, title float64
	titleCase                                                 float64
}

var (
	rosterBase = rates{nikMissing: 0.05, nikTypo: 0.03, nikSwap: 0.01, nikOther: 0.005, name: 0.15, date: 0.04, title: 0.12, titleCase: 0.35}
	rosterHard = rates{nikMissing: 0.10, nikTypo: 0.06, nikSwap: 0.02, nikOther: 0.01, name: 0.30, date: 0.08, title: 0.12, titleCase: 0.35}
	listHard   = rates{nikMissing: 0.05, nikTypo: 0.02, name: 0.08, date: 0.03}
)

// clerk writes people down, with faults.
type clerk struct {
	rates
	spelling respelling
	names    *names
	// other gives a number that belongs to somebody else.
	other func(d *dice) uint64
}

func (c *clerk) write(d *dice, p *person) row {
	r := row{nik: digits(p.nik), name: p.name, born: p.born}
	c.spoilNumber(d, &r)
	if d.chance(c.name) {
		r.name = c.vary(d, &r)
	}
	if d.chance(c.date) {
		var how string
		r.born, how = wrongDate(d, r.born)
		r.note("date:" + how)
	}
	if d.chance(c.titleCase) {
		r.name = titled(r.name)
	}
	if d.chance(c.title) {
		r.name = withTitle(d, r.name, int(p.sex))
		r.note("title")
	}
	return r
}

func digits(nik uint64) string {
	var b [16]byte
	for i := 15; i >= 0; i-- {
		b[i] = byte('0' + nik%10)
		nik /= 10
	}
	return string(b[:])
}

func (c *clerk) spoilNumber(d *dice, r *row) {
	x := d.float()
	switch {
	case x < c.nikMissing:
		r.nik = ""
		r.note("nik:missing")
	case x < c.nikMissing+c.nikTypo:
		r.nik = wrongDigit(d, r.nik)
		r.note("nik:digit")
	case x < c.nikMissing+c.nikTypo+c.nikSwap:
		r.nik = swappedDigits(d, r.nik)
		r.note("nik:transposed")
	case x < c.nikMissing+c.nikTypo+c.nikSwap+c.nikOther:
		r.nik = digits(c.other(d))
		r.note("nik:other")
	}
}

func wrongDigit(d *dice, nik string) string {
	i := d.below(16)
	b := []byte(nik)
	b[i] = '0' + (b[i]-'0'+byte(1+d.below(9)))%10
	return string(b)
}

func swappedDigits(d *dice, nik string) string {
	b := []byte(nik)
	for {
		i := d.below(15)
		if b[i] != b[i+1] {
			b[i], b[i+1] = b[i+1], b[i]
			return string(b)
		}
	}
}

// wrongDate makes a plausible wrong birth date of a right one.
func wrongDate(d *dice, born int32) (int32, string) {
	y, m, day := civil(born)
	for {
		out, how := int32(-1), ""
		switch x := d.float(); {
		case x < 0.28:
			if day <= 12 && day != m {
				out, how = days(y, day, m), "swap"
			}
		case x < 0.52:
			out, how = days(y, 1, 1), "january"
		case x < 0.70:
			out, how = dateIn(y, m, 1+d.below(31)), "day"
		case x < 0.82:
			out, how = dateIn(y, 1+d.below(12), day), "month"
		case x < 0.92:
			out, how = dateIn(y+[]int{-1, 1, -10, 10}[d.below(4)], m, day), "year"
		default:
			if a, b := y/10%10, y%10; a != b {
				out, how = dateIn(y/100*100+b*10+a, m, day), "yeardigits"
			}
		}
		if out >= 0 && out != born && out < today {
			return out, how
		}
	}
}

// dateIn is -1 where the calendar has no such day.
func dateIn(y, m, d int) int32 {
	day := days(y, m, d)
	if _, month, _ := civil(day); month != m {
		return -1
	}
	return day
}

// titled writes Siti Aminah for SITI AMINAH.
func titled(name string) string {
	words := strings.Split(name, " ")
	for i, w := range words {
		if w != "" {
			words[i] = w[:1] + strings.ToLower(w[1:])
		}
	}
	return strings.Join(words, " ")
}

var (
	degrees     = strings.Fields("S.Pd S.Pd.I S.Kom S.E S.Sos A.Md S.H S.T S.Kep.Ns A.Md.Keb S.AP S.Pd.SD M.Pd S.P A.Md.Kep S.KM S.Psi S.Ag M.M S.STP")
	degreeShare = zipf(20, 0.9, 1)
	prefixes    = [2][]string{{"H.", "Drs.", "dr.", "Ir.", "H", "KH."}, {"Hj.", "Dra.", "dr.", "Ir.", "Hj", "Ny."}}
	prefixShare = shares(50, 20, 10, 10, 8, 2)
)

// withTitle adds a degree behind the name, or what stands in front of one.
func withTitle(d *dice, name string, sex int) string {
	if d.chance(0.3) {
		return prefixes[sex][prefixShare.draw(d)] + " " + name
	}
	degree := degrees[degreeShare.draw(d)]
	switch x := d.float(); {
	case x < 0.2:
		degree = strings.ReplaceAll(degree, ".", "")
	case x < 0.3:
		degree = strings.ToUpper(degree)
	case x < 0.5:
		degree += "."
	}
	if d.chance(0.7) {
		return name + ", " + degree
	}
	return name + " " + degree
}
