package view

import (
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// ImportUpload hands in a file. Form (multipart): POST /impor/baru: jenis (roster, participants, budget, payments, units,
// declared), instansi (unit code), bulan (YYYY-MM), per_tanggal (YYYY-MM-DD, for participant lists), berkas, tempel (rows
// pasted from Excel as tab-separated text), aksi = periksa | nihil | tetap, kunci (idempotency).
type ImportUpload struct {
	Page
	Kind      string
	Kinds     []Option
	Unit      string
	Units     []Option // nil shows a text field for the unit's code
	Month     string
	Months    []Option
	AsOf      string
	Pasted    string
	Template  string // URL of the filled workbook
	MaxMB     int
	Key       string // idempotency key
	Nihil     bool   // may answer without a file
	LastMonth period.Month
	LastCount int // people of the last month, for "confirm unchanged"
}

// ImportProgress shows a running job. GET /impor/{id}; server-sent events at Events: unnamed messages hold the HTML of
// Fragment, and an event "selesai" whose data is the URL to go to. Without JavaScript the page reloads itself (Refresh).
// Form: POST Cancel.
type ImportProgress struct {
	Page
	ID, File    string
	Kind        lang.Text
	Step        lang.Text // "Memeriksa baris"
	Done, Total int       // Total 0: not known yet
	Since       time.Time
	Events      string
	Cancel      string
	Failed      lang.Text // the job ended badly: what happened and what to do
	Retry       string
}

// ImportLayout lets the reader see and correct how the file was understood. Form: POST /impor/{id}/susunan: lembar (sheet),
// baris_judul (last header row), kolom.A, kolom.B, … = field name or "" for "not used"; aksi = lihat | pakai; ingat=1.
type ImportLayout struct {
	Page
	ID, File string
	Unit     string
	Month    period.Month
	Sheets   []Sheet
	Header   int            // row number of the last header line
	Columns  []LayoutColumn // of the chosen sheet
	Rows     []LayoutRow    // first rows under the header
	RowCount int
	Learnt   bool // the layout is known from last month
	Remember bool
	Missing  []lang.Text // fields that are needed and have no column
}

// Sheet is one sheet of a workbook.
type Sheet struct {
	Name    string
	Used    bool
	Hidden  bool
	Rows    int
	Reason  lang.Text // why it is used or not
	Current bool
}

// LayoutColumn is one column of the file.
type LayoutColumn struct {
	Letter  string // "C"
	Heading string // as in the file
	Field   string // chosen field, "" none
	Fields  []Option
	Sure    bool
	Why     lang.Text // by heading, by content, learnt
}

// LayoutRow is a row of the preview.
type LayoutRow struct {
	Row   int
	Cells []string
}

// Check is the result of checking a file. GET /impor/{id}/periksa?temuan=CODE&hal=N.
// Form: POST /impor/{id}/periksa: lembar, baris, kolom, nilai with aksi = simpan (take nilai) | terima (take the proposal) |
// tunda (let the row wait) | terima-semua (all proposals of temuan, or all when empty).
type ImportCheck struct {
	Page
	ID, File, Unit string
	Kind           lang.Text
	Month          period.Month
	Totals         CheckTotals
	Filters        []FindingFilter
	Rows           []CheckRow
	Pager          Pager
	Skipped        []SkippedRow
	Proposals      int    // proposals that can be taken at once in this view
	Filter         string // code of the filter in use
	Marked         string // URL of the marked workbook
	Layout         string // URL back to the layout
	Next           string // URL of the next step (difference or confirmation); empty when nothing can go on
}

// CheckTotals counts rows of a file; Rows = OK + Warn + Reject.
type CheckTotals struct{ Rows, OK, Warn, Reject, Skipped int }

// FindingFilter is one kind of finding with its count.
type FindingFilter struct {
	Code     string
	Label    lang.Text // "NIK bukan 16 angka"
	Severity string    // reject, warn
	Count    int
	URL      string
	Current  bool
}

// CheckRow is a row with findings.
type CheckRow struct {
	Sheet    string
	Row      int
	Name     string
	Line     string // other things that tell people apart: job, birth year
	Status   string // ok, warn, reject
	Waiting  bool   // set aside
	Findings []CheckFinding
}

// CheckFinding is one finding in a cell.
type CheckFinding struct {
	Code     string
	Field    string // "nik"
	Column   string // letter
	Label    lang.Text
	Severity string
	Found    string // what stands in the cell
	Text     lang.Text
	Proposal string // repaired value; empty where there is none
	Why      lang.Text
	Fixed    bool // already repaired here
	Editable bool
}

// SkippedRow is a row that is no person: title, subtotal, signature.
type SkippedRow struct {
	Sheet  string
	Row    int
	Reason lang.Text
}

// ImportDiff is what changes against the last month. GET /impor/{id}/selisih; goes on to Next.
type ImportDiff struct {
	Page
	ID, File, Unit string
	Month, Before  period.Month
	Joined         []DiffPerson
	Left           []DiffPerson
	Wage           []DiffPerson
	Ending         []DiffPerson
	Unchanged      int
	First          bool // there is no earlier month
	Next, Back     string
}

// DiffPerson is one line of the difference.
type DiffPerson struct {
	Name, Code string
	BirthYear  int
	Job        string
	Was, Is    money.Milli // wage
	Until      period.Date // decree's end
	Decree     string
	Note       lang.Text // "ada di Dinas Pertanian bulan ini"
	URL        string
}

// ImportConfirm asks before applying. GET and POST /impor/{id}/terapkan: kunci; aksi = terapkan.
type ImportConfirm struct {
	Page
	ID, File, Unit string
	Kind           lang.Text
	Month          period.Month
	AsOf           period.Date
	SHA256         string
	Apply          int // rows that go in
	Waiting        int
	Rejected       int
	Unchanged      int
	Joined, Left   int
	Wage, Ending   int
	HasDiff        bool
	Owner          string       // who owns the waiting rows
	Was, Is        money.Rupiah // estimated monthly contribution before and after; 0 both hides it
	Key            string
	Check, Diff    string // URLs to change
	Checker        string // name of the person who must approve; empty when none is needed
}

// ImportReceipt confirms. GET /impor/{id}/bukti.
type ImportReceipt struct {
	Page
	ID, Receipt, File, Unit string
	Kind                    lang.Text
	Month                   period.Month
	SHA256                  string
	Rows                    int
	Applied, Waiting        int
	Rejected, Unchanged     int
	By                      string
	At                      time.Time
	Next                    []NextLine
	Undo                    string // URL of the undo page; empty when it cannot be undone any more
	Marked                  string // URL of the marked workbook
	WhatsApp                string
	Undone                  bool
}

// NextLine is one thing that follows, with what happens.
type NextLine struct {
	Text lang.Text
	URL  string
	Line lang.Text
}

// Imports lists what was handed in. GET /impor?jenis=&bulan=&instansi=.
type Imports struct {
	Page
	Rows    []ImportLine
	Filters []Filter
	Chips   []Chip
	Pager   Pager
	CanNew  bool
}

// ImportLine is one import.
type ImportLine struct {
	ID, Receipt, File string
	Kind              lang.Text
	Unit              string
	Month             period.Month
	By                string
	At                time.Time
	Rows              int
	Applied, Waiting  int
	Rejected          int
	Unchanged         int
	Status            Tag
	URL               string // to go on, or the receipt
	Undo              string
}

// ImportUndo asks before an import is taken back, or says why it cannot be. GET and POST /impor/{id}/batalkan: alasan.
type ImportUndo struct {
	Page
	ID, Receipt, File, Unit string
	Month                   period.Month
	Applied                 int
	Blockers                []Blocker // not empty: refused
	Reason                  string
}

// Blocker is a later change that rests on the import.
type Blocker struct {
	Text lang.Text
	URL  string
	At   time.Time
	By   string
}

// Filter is a select of a filter form; the form is GET on the page's own path.
type Filter struct {
	Name    string
	Label   lang.Text
	Options []Option
}
