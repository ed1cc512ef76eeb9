package view

import (
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Scoreboard is the page of the Sekda and the province. GET /papan?bulan=&wilayah=&menurut= (unit, region, category,
// segment) and /papan/beku/{id}. Form: POST /papan/bekukan: bulan, wilayah, menurut.
type Scoreboard struct {
	Page
	Name      string // of the region or government: "Nusa Tenggara Timur"
	Month     period.Month
	Months    []Option
	Regions   []Option
	Region    string
	By        string
	Total     Counts
	Before    *Counts // the month before, for changes
	Rows      []League
	RowsMore  string // URL of the whole list where Rows is cut
	Funnel    []FunnelStep
	Trend     []TrendPoint // oldest first
	Target    int          // percent, 0 none
	TargetOf  lang.Text    // "Target RPJMD"
	PaidSum   money.Rupiah // contributions that arrived for the month
	Yearly    money.Rupiah // what closing the gap costs a year; 0 not known
	Gap       []GapUnit    // units that close 80 % of the gap, biggest first
	GapMore   int          // how many more of them there are than Gap shows
	GapPeople int          // people not protected in all of them
	Actions   []Action
	Declared  []DeclaredRow
	Risk      []RiskJob
	Frozen    *Frozen
	CanFreeze bool
	XLSX      string
	WhatsApp  string
	Silent    string // URL of the silent units
	SilentN   int
}

// Counts are the roll-up of some people in one month; marginal counts.
type Counts struct {
	Units, Answered                            int
	Workers, Budgeted, Registered, Paid, Right int
	Protected, ProtectedRight, Undecided       int
	Best, Worst                                Ratio // protected of all, silent units' people counted as protected or not
	Liability                                  money.Rupiah
}

// League is a line of the league table. A silent line (Answered 0) shows no number and stands last.
type League struct {
	Key, Name, URL string
	Counts         Counts
	Change         int // tenths of a percentage point against the month before
	HasChange      bool
}

// FunnelStep is one bar with the loss that follows it.
type FunnelStep struct {
	Title, Line lang.Text // "Terdaftar", "padan dengan daftar BPJS"
	Name        string    // figure: workers, budgeted, registered, paid, right
	Count       int
	Loss        int       // people lost on the way to this step
	LossText    lang.Text // reason
	Action      *Link     // the one action
}

// TrendPoint is one month of the trend; Known false where no unit had answered.
type TrendPoint struct {
	Month period.Month
	Share Ratio
	Known bool
}

// GapUnit is a unit with many people to protect.
type GapUnit struct {
	Name, URL  string
	Missing    int
	Cumulative Ratio
	Why        lang.Text
}

// Action is one line of "Perlu tindakan".
type Action struct {
	Text   lang.Text
	Line   lang.Text
	People int
	URL    string
	Button lang.Text
	Tone   Tone
}

// DeclaredRow puts a reported figure beside the evidenced one.
type DeclaredRow struct {
	Region, Unit string
	Measure      lang.Text // "Terdaftar"
	Value        int
	Of           int // for "answered of asked"; 0 none
	Evidenced    int
	HasEvidence  bool
	Date         period.Date
	Source       string
	Suspicions   []lang.Text // "Tepat setengah dari 417.396: mungkin perkiraan"
}

// Declared lists reported figures. GET /angka-lapor.
type Declared struct {
	Page
	Rows     []DeclaredRow
	Founding []DeclaredRow // figures of public reports that ship with the program, as examples
	Pager    Pager
	Import   string
	XLSX     string
}

// RiskJob counts people in dangerous work who are not protected.
type RiskJob struct {
	Job     string
	Missing int
	Workers int
	URL     string
}

// Frozen says that the figures are a stored snapshot.
type Frozen struct {
	Number string
	At     time.Time
	By     string
	Live   string // URL of the living page
}
