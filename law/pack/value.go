package pack

import (
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Confidence says how sure we are of a value: checked against the text or several sources, one good source, or weak.
type Confidence string

// The marks.
const (
	High   Confidence = "H"
	Medium Confidence = "M"
	Low    Confidence = "L"
)

// Weaker returns the weaker of two marks: what rests on both is no surer than the weaker one.
func Weaker(a, b Confidence) Confidence {
	if a == Low || b == High || (a == Medium && b == Medium) {
		return a
	}
	return b
}

// Basis says which date decides what version of a value holds.
type Basis string

// The bases: the month the contribution is for, the day money was paid, the day of the accident, death or other event.
const (
	ContributionMonth Basis = "contribution_month"
	PaymentDate       Basis = "payment_date"
	EventDate         Basis = "event_date"
)

// Evidence says where a value comes from.
type Evidence struct {
	Article         string
	Source          string
	Confidence      Confidence
	VerifiedThrough period.Date // last day for which somebody checked the value
	Note            string
}

// VerifiedOn tells whether the value may be shown as certain on a day: high confidence, and checked for that day.
func (e Evidence) VerifiedOn(day period.Date) bool {
	return e.Confidence == High && day <= e.VerifiedThrough
}

// Value is one version of a parameter.
type Value struct {
	Name  string
	Unit  Unit
	Basis Basis
	From  period.Date // first day in force
	To    period.Date // last day in force; zero: still in force
	Text  string      // as written in the file
	Place Place

	Amount     money.Milli // for unit rupiah
	Rate       money.Rate  // for unit rate
	Count      int         // for the counting units: month, day, year, people, multiple, day_of_month, age
	Programmes []string    // for unit programmes

	Evidence
}

// Holds tells whether the version is in force on a day.
func (v *Value) Holds(day period.Date) bool { return v.From <= day && (v.To == 0 || day <= v.To) }

// FromText writes the first day as the file does: a month for contribution months, else a date.
func (v *Value) FromText() string {
	if v.Basis == ContributionMonth {
		return v.From.Month().String()
	}
	return v.From.String()
}

// Series is a parameter with all its versions, oldest first.
type Series struct {
	Name     string
	Title    string
	Unit     Unit
	Basis    Basis
	Versions []*Value
	Next     *Expected // the next change that is expected, or nil
	Place    Place
}

// Expected is a change that the law foresees and whose value is not known yet.
type Expected struct {
	On      period.Date
	Article string
	Note    string // what will change, and where the new value will be published
}

// At returns the version in force on a day, or nil.
func (s *Series) At(day period.Date) *Value {
	for i := len(s.Versions) - 1; i >= 0; i-- {
		if v := s.Versions[i]; v.From <= day {
			if v.Holds(day) {
				return v
			}
			return nil
		}
	}
	return nil
}

// Table is one version of a table whose first column is the lower bound of each row, ascending.
type Table struct {
	Name    string
	Title   string
	Columns []Column
	Rows    [][]Cell
	Basis   Basis
	From    period.Date
	To      period.Date
	Place   Place
	Evidence
}

// Column is a column of a table.
type Column struct {
	Name string
	Unit Unit
}

// Cell is a value in a table, read by the unit of its column.
type Cell struct {
	Amount money.Milli
	Rate   money.Rate
	Count  int
}

// Relief is a temporary lowering of contributions with its conditions.
type Relief struct {
	Name       string
	Segment    string
	Programmes []string
	Factor     money.Rate // what remains to be paid: 0.5 is half
	Deferred   money.Rate // share that may be paid later, where nothing is forgiven
	From, To   period.Date
	Penalty    *money.Rate // monthly penalty in place of the usual, where the rule names one

	Employer        string // "", "government" or "private"
	Sector          string
	LabourIntensive bool
	MinEmployees    int
	PaidThrough     period.Month // arrears must be cleared up to this month
	RunningProject  bool
	Payers          map[string]Confidence // who has the relief, and how sure that is; nil: everybody
	Excluded        map[string]Confidence // who has it not, and how sure that is
	Place           Place
	Evidence
}

// Holiday is a day on which offices are closed.
type Holiday struct {
	Day   period.Date
	Name  string
	Place Place
	Joint bool // joint leave (cuti bersama), else a national holiday
}

// HolidayYear lists the holidays of one calendar year.
type HolidayYear struct {
	Year  int
	Days  []Holiday
	Place Place
	Evidence
}

// MinimumWage is the minimum wage of one region, or the knowledge that a regency has none of its own.
type MinimumWage struct {
	Region   string // "33" or "33.11"
	Kind     string // "UMP" or "UMK"; "" where the regency is known to have none
	Amount   money.Milli
	From, To period.Date
	Place    Place
	Evidence
}

// Business is an entry of the annex that puts employers into accident classes.
type Business struct {
	Entry    string
	Class    int    // 1 to 5, or 0 with Route
	Route    string // "JAKON" where construction workers' rules apply instead
	Words    []string
	Place    Place
	Evidence Evidence
}

// File is a read pack file.
type File struct {
	Name         string
	Subject      string
	Edition      period.Date
	Parameters   []*Series
	Tables       []*Table
	Reliefs      []*Relief
	Holidays     []*HolidayYear
	MinimumWages []*MinimumWage
	Businesses   []*Business
}

// Series returns the parameter of a name, or nil.
func (f *File) Series(name string) *Series {
	for _, s := range f.Parameters {
		if s.Name == name {
			return s
		}
	}
	return nil
}
