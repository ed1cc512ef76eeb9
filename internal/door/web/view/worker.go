package view

import (
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Workers lists people. GET /pekerja?bulan=&instansi=&kategori=&fakta=&wilayah=&urut=&hal=.
// Search: POST /pekerja/cari: q. Bulk: POST /pekerja.xlsx: orang (ids, repeated) or semua=1 with the filter in kueri.
// Saved filters: POST /pekerja/saringan: nama, kueri.
type Workers struct {
	Page
	Month   period.Month
	Query   string // what was searched; only on the answer to the POST
	Found   bool   // this is a search result
	Filters []Filter
	Chips   []Chip
	Saved   []Option // URL each
	Filter  string   // the query string in use, for saving and for XLSX
	Columns []Column
	Rows    []WorkerRow
	Pager   Pager
	XLSX    string
	Facts   *Facts // of the filtered people, above the list
}

// State is a fact's or a person's state in one month.
type State string

// The states.
const (
	Yes       State = "yes"
	No        State = "no"
	Open      State = "open"      // the month is still open
	Undecided State = "undecided" // in review
	Absent    State = "absent"    // no employment in that month
	Unknown   State = "unknown"   // the unit is silent
)

// WorkerRow is a person in the list.
type WorkerRow struct {
	ID, URL, Code                     string
	Name                              string
	BirthYear                         int
	Unit, UnitURL                     string
	Category, Job                     string
	Budgeted, Registered, Paid, Right State
	Protected                         State
	Why                               lang.Text
}

// Person is one human. GET /orang/{id}. Form: POST /orang/{id}/buka-nik: tujuan (code of the purpose), keterangan.
type Person struct {
	Page
	ID, Code, Name string
	Titles         string
	BirthYear      int
	Sex            lang.Text
	NIK            string // masked, or whole after Revealed
	Revealed       bool
	RevealUntil    time.Time
	CanReveal      bool
	Purposes       []Option
	KPJ            string // masked
	Status         Tag    // Terlindungi, Belum terlindungi …
	Line           lang.Text
	Months         []PersonMonth // newest first
	Relations      []Relation
	Memberships    []Membership
	Duplicates     []NextLine // same person elsewhere, same NIK
	History        []Event
	Next           *NextStep
}

// PersonMonth is a month's four facts, each with its evidence.
type PersonMonth struct {
	Month                             period.Month
	Unit                              string
	Wage                              money.Milli
	Budgeted, Registered, Paid, Right FactCell
	Protected                         State
}

// FactCell is one fact of one month.
type FactCell struct {
	State    State
	Evidence []Evidence
	Why      lang.Text // where it is not yes: what is missing and what to do
}

// Evidence is what proves a fact.
type Evidence struct {
	Text   lang.Text
	Source string // "F2A Oktober.xlsx baris 14"
	AsOf   period.Date
	URL    string
	Why    string // how an amount came about, in one sentence
}

// Relation is an employment over time.
type Relation struct {
	Unit, UnitURL string
	Category, Job string
	From, To      period.Date // To none: still running
	Decree, Fund  string
	Wage          money.Milli
	Current       bool
}

// Membership is an entry of the insurer's list.
type Membership struct {
	Segment    string
	Programmes string
	KPJ, NPP   string // masked
	Status     Tag
	AsOf       period.Date
	LastMonth  period.Month
	Source     string
	Match      lang.Text // how it was matched, in plain words
	MatchURL   string
}

// Event is a line of a timeline.
type Event struct {
	At   time.Time
	Who  string
	Role lang.Text
	Text lang.Text
	Note string
	URL  string
}
