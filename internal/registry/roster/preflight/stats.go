package preflight

import (
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"
)

// columnStats is what a column says as a whole, where one cell cannot be decided alone.
type columnStats struct {
	dayFirst, monthFirst  int // text dates that can only be read so
	dayByNIK, monthByNIK  int // text dates whose order the NIK decides
	realKept, realSwapped int // true dates that agree with the NIK as they are, or only with day and month exchanged
	sexP, sexW, sexL      int // "P" beside "W" means pria
	niks, endInZero       int
	thousands             bool // the wage's header says thousands
	femaleP, maleP        int  // rows with "P" whose NIK says woman or man
}

// look gathers the statistics of a sheet.
func (d *draft) look() {
	for i := range d.rows {
		r := &d.rows[i]
		s := d.stats[r.rec.Table]
		if s == nil {
			s = &columnStats{}
			d.stats[r.rec.Table] = s
			s.thousands = saysThousands(r.rec.Table.Columns["upah"].Header)
		}
		s.dates(r)
		s.sexes(r)
		if r.nik.Fault == nik.Fine {
			s.niks++
			if r.nik.Number[15] == '0' {
				s.endInZero++
			}
		}
	}
}

func (s *columnStats) dates(r *reading) {
	b := r.born
	if b.State != value.Read {
		return
	}
	n := r.nik.Number
	known := r.nik.Fault == nik.Fine
	switch {
	case b.Real:
		if !known {
			return
		}
		if n.AgreesWith(b.Day) {
			s.realKept++
		} else if other, ok := exchanged(b.Day); ok && n.AgreesWith(other) {
			s.realSwapped++
		}
	case b.DayFirst:
		s.dayFirst++
	case b.MonthFirst:
		s.monthFirst++
	case b.Other != 0 && known:
		if n.AgreesWith(b.Day) {
			s.dayByNIK++
		} else if n.AgreesWith(b.Other) {
			s.monthByNIK++
		}
	}
}

// exchanged returns the date with day and month exchanged; false where there is none or it is the same.
func exchanged(d period.Date) (period.Date, bool) {
	y, m, day := d.Split()
	if int(m) == day {
		return 0, false
	}
	return period.ValidDate(y, day, int(m))
}

func (s *columnStats) sexes(r *reading) {
	switch value.Upper(r.rec.Cell("jenis_kelamin").Text) {
	case "P":
		s.sexP++
		switch sex := sexOf(r); sex {
		case nik.Female:
			s.femaleP++
		case nik.Male:
			s.maleP++
		}
	case "W":
		s.sexW++
	case "L":
		s.sexL++
	}
}

func sexOf(r *reading) nik.Sex {
	if r.nik.Fault != nik.Fine {
		return ""
	}
	return r.nik.Number.Sex()
}

// pIsPria tells whether the column writes P for pria and W for wanita: there is no L, and every P is a man by the NIK.
func (s *columnStats) pIsPria() bool {
	if s.sexL > 0 || s.sexP == 0 {
		return false
	}
	return s.sexW > 0 && s.maleP >= s.femaleP || s.maleP >= 3 && s.femaleP == 0
}

// order decides how the text dates of a column are to be read.
type order uint8

const (
	unknownOrder order = iota
	dayMonth
	monthDay
	mixedOrder
)

func (s *columnStats) order() order {
	switch {
	case s.dayFirst > 0 && s.monthFirst == 0:
		return dayMonth
	case s.monthFirst > 0 && s.dayFirst == 0 && s.dayByNIK <= s.monthByNIK:
		return monthDay
	case s.dayFirst > 0 && s.monthFirst > 0, s.monthFirst > 0:
		return mixedOrder
	case s.dayByNIK > 0 && s.monthByNIK == 0, s.dayByNIK >= 4*s.monthByNIK && s.dayByNIK > 0:
		return dayMonth
	case s.monthByNIK > 0 && s.dayByNIK == 0, s.monthByNIK >= 4*s.dayByNIK && s.monthByNIK > 0:
		return monthDay
	case s.dayByNIK > 0:
		return mixedOrder
	}
	return unknownOrder
}

// swappedByExcel tells whether the true dates of the column were read month first when they were typed.
func (s *columnStats) swappedByExcel() bool { return s.realSwapped >= 3 && s.realSwapped > s.realKept }

// roundedTexts tells whether nearly all numbers end in 0, as after a journey through number cells.
func (s *columnStats) roundedTexts() bool { return s.niks >= 6 && s.endInZero*10 >= s.niks*8 }
