package view

import (
	"github.com/payung-id/payung/internal/format/svg"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/period"
)

// Rules is the page /aturan: every parameter of the law, what will change, and the way to tables, reliefs, holidays and
// minimum wages.
//
// Form: "q" searched words, "bidang" the subject.
type Rules struct {
	Page
	Lead     lang.Text
	Query    string
	Subjects []Option
	Changes  []RuleChange
	Shelves  []Shelf
	Rows     []RuleRow
	Hits     []Shelf     // other pages and days off that match the searched words
	Expired  period.Date // the earliest day through which a value of today was checked, where that has passed
}

// Shelf leads to a page of its own: holidays, minimum wages.
type Shelf struct {
	Text, Line lang.Text
	URL        string
}

// RuleChange is a day on which the law changes, with a countdown.
type RuleChange struct {
	On      period.Date
	Left    lang.Text // "100 hari lagi"
	Title   string
	Text    lang.Text // what happens
	URL     string
	Tone    Tone
	Article string
	Note    string
}

// RuleRow is a parameter as it is today.
type RuleRow struct {
	URL, Title, Name string
	Value            string
	Since            string
	Article          string
	Mark             Tag
}

// Rule is the page of one parameter: its history.
type Rule struct {
	Page
	Title, Name string
	Value       string // today; empty where it is not in force
	Lead        lang.Text
	Doubts      []lang.Text
	Next        *RuleChange
	Chart       *svg.Step
	Versions    []RuleVersion
	Question    string // the same as a question to the API
}

// RuleVersion is a value with its days and its ground.
type RuleVersion struct {
	From, To string
	Value    string
	Current  bool
	Article  string
	Source   string
	Mark     Tag
	Checked  period.Date
	Note     string
}

// RuleTable is the page of a table: its rows, version by version.
type RuleTable struct {
	Page
	Title, Name string
	Columns     []string
	Versions    []RuleTableVersion
}

// RuleTableVersion is a table with its days and its ground.
type RuleTableVersion struct {
	RuleVersion
	Rows [][]string
}

// Reliefs is the page of the temporary reliefs.
type Reliefs struct {
	Page
	List []ReliefShown
}

// ReliefShown is a relief with its conditions in words.
type ReliefShown struct {
	RuleVersion
	Title      string
	What       lang.Text
	Conditions []lang.Text
	State      Tag
}

// Holidays is the page of a year's days off.
//
// Form: "tahun".
type Holidays struct {
	Page
	Year   int
	Years  []Option
	Known  bool
	Groups []HolidayGroup
}

// HolidayGroup is a list of days off with its ground.
type HolidayGroup struct {
	RuleVersion
	Title lang.Text
	Days  []HolidayShown
}

// HolidayShown is a day off.
type HolidayShown struct {
	Day     string // "Senin, 17 Agustus 2026"
	Name    string
	Weekend bool
}

// Wages is the page of the minimum wages.
//
// Form: "provinsi".
type Wages struct {
	Page
	Lead      lang.Text
	Provinces []Option
	Rows      []WageRow
	Unknown   []string // regencies of the province of which nothing is known
}

// WageRow is the minimum wage of a region.
type WageRow struct {
	Name, Code string
	Kind       string // UMP, UMK, or that the UMP holds
	Value      string
	Article    string
	Source     string
	Mark       Tag
}

// wide and narrow are the chart at its two sizes.
func (v Rule) wide() svg.Picture { return v.Chart.Draw() }

func (v Rule) small() svg.Picture { return v.Chart.DrawNarrow() }
