package view

import (
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/period"
)

// FileUnits is where a reader of many units chooses one.
type FileUnits struct {
	Page
	Month   period.Month
	Word    string
	Filters []Filter
	Rows    []FileUnit
	More    int
}

// FileUnit is one of them.
type FileUnit struct {
	Name, Kind, URL     string
	Workers, Registered int
	Silent              bool
}

// FileRoom is a unit's month of registration: what can go, who waits for whom, what was made before.
type FileRoom struct {
	Page
	UnitID, UnitName  string
	UnitURL           string
	Month             period.Month
	Months            []Option
	Piles             []FilePile
	Waiting           []FileWait
	WaitingMore       int
	Shared            []SharedProblem // what holds many, said once
	Everybody         []Option        // of the room, for the note of an event
	Events            []FileEvent
	Made              []MadeFile
	Quiet             int
	Workplace         string
	Workplaces        []Option // where the downloaded template told the list
	Contract          string
	Contracts         []Option
	TemplateNotes     []lang.Text
	NoList, CanChange bool
	Today             period.Date
}

// FilePile is one of the insurer's files.
type FilePile struct {
	Kind, Title, File string
	Ready, Waiting    int
	Version           string
	Unsure            bool // the layout is not certain
}

// FileWait is somebody who cannot go yet.
type FileWait struct {
	ID, Name, Code, URL string
	Unit                string
	File                string // "" needs none
	Reason, Wait        lang.Text
	Owner               Tag
	Problems            []lang.Text
	Fields              []FileField // what can be completed here
	EventText           lang.Text
}

// SharedProblem holds several people at once.
type SharedProblem struct {
	People int
	Text   lang.Text
}

// FileEvent is a death or an accident that was noted.
type FileEvent struct {
	ID, Person, Name string
	Text             lang.Text
}

// FileField is an input of a person's missing data.
type FileField struct {
	Name, Value string
	Label       lang.Text
	Kind        string // "date", "text"
	Options     []Option
}

// MadeFile is a file that was made.
type MadeFile struct {
	ID, File, NPP     string
	Month             period.Month
	Rows              int
	Status            Tag
	By                string
	At                time.Time
	Accepted, Refused int
	Refusals          []FileRefusal
	Open, Sent        bool // made and not sent; sent and not answered
}

// FileRefusal is a person whom the insurer refused, with its word.
type FileRefusal struct{ Name, URL, Reason string }

func (v FileRoom) ready() (n int) {
	for _, p := range v.Piles {
		n += p.Ready
	}
	return n
}

// fillable tells whether anything can be typed for anybody.
func (v FileRoom) fillable() bool {
	for _, w := range v.Waiting {
		if len(w.Fields) > 0 {
			return true
		}
	}
	return false
}
