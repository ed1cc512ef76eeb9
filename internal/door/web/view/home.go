package view

import (
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Home is the treasurer's and the village's month: what is done, the one next step, the four facts, the cost.
//
// Form: POST /impor/baru with the drop zone's fields (see ImportUpload): jenis=roster, instansi, bulan, berkas or tempel.
type Home struct {
	Page
	Month     period.Month
	Due       period.Date // last day to pay without penalty
	Months    []Option    // other months, with URL
	Groups    []TaskGroup // the month as a task list
	Next      *NextStep   // exactly one while something is left; nil when all is done
	Template  string      // URL of the filled template; empty hides the button
	WhatsApp  string      // URL "Tanya petugas BPJS"; empty hides it
	Facts     Facts
	Silent    bool // no roster for this month yet: the facts are not known
	Cost      *Cost
	Missing   []MissingPerson // not protected; the first few
	MissingN  int             // all of them
	MissingTo string          // URL of the whole list
	UnitCode  string          // for the drop zone
	Upload    bool            // may upload
	Nihil     bool            // may answer "none" or "unchanged"; POST /impor/baru with aksi=nihil or aksi=tetap
	LastMonth period.Month    // the last month answered with a roster, for "unchanged"; none hides that answer
	LastCount int             // its people
	Key       string          // idempotency key of these answers
	Past      []PastMonth
}

// TaskGroup is a heading with its steps.
type TaskGroup struct {
	Title lang.Text
	Tasks []Task
}

// TaskState is how far a step is.
type TaskState string

// The states of a task.
const (
	TaskDone    TaskState = "done"
	TaskTodo    TaskState = "todo"
	TaskBroken  TaskState = "broken"  // something was refused
	TaskBlocked TaskState = "blocked" // waits for other steps: not a link
)

// Task is one step of the month.
type Task struct {
	Title  lang.Text
	URL    string // ignored when blocked
	State  TaskState
	Line   lang.Text // one line of evidence, or what it waits for
	Status lang.Text // "Selesai", "7 baris", "Belum dimulai"; a default by state when empty
}

// NextStep is the one thing to do now.
type NextStep struct {
	Title  lang.Text // begins with a verb: "Perbaiki 7 baris roster"
	Line   lang.Text // consequence and minutes
	Button lang.Text
	URL    string
	Icon   string // name of an icon: pencil, upload, check, people, money
}

// Facts are the four facts of a month over some people.
type Facts struct {
	Workers, Budgeted, Registered, Paid, Right int
	Protected, ProtectedRight, Undecided       int
	PaidOpen                                   bool // the month is still open: "belum" instead of 0 for paid and right
	Line                                       lang.Text
	URL                                        string // all workers
}

// Cost is the month's contribution with its budget.
type Cost struct {
	Lines     []CostLine
	Total     money.Rupiah
	Left      money.Rupiah // of the ceiling
	HasBudget bool
	Warning   lang.Text // "Cukup untuk November. Desember kurang Rp …"
}

// CostLine is one programme.
type CostLine struct {
	Programme string // "JKK"
	Rate      string // "0,24%"; empty where the amount is nominal
	Account   string // kode rekening
	Amount    money.Rupiah
	Why       string // how the sum comes about, with its articles
}

// MissingPerson is somebody who is not protected this month.
type MissingPerson struct {
	URL, Name, Code string
	BirthYear       int
	Job             string
	Why             lang.Text
}

// PastMonth is one line of the history.
type PastMonth struct {
	Month  period.Month
	Amount money.Rupiah
	Ref    string // document number
	RefURL string
	Status Tag
	At     time.Time
}
