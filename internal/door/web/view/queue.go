package view

import (
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/period"
)

// Silent lists who has not answered. GET /belum-menjawab?bulan=&wilayah=&jenis=.
// Form: POST /belum-menjawab/surat.pdf: instansi (codes, repeated), bulan; POST /belum-menjawab/diingatkan: instansi, bulan, cara.
type Silent struct {
	Page
	Month    period.Month
	Months   []Option
	Filters  []Filter
	Deadline period.Date
	Asked    int
	People   int // heads of all silent units when they last answered
	Rows     []SilentUnit
	Pager    Pager
	XLSX     string
	CanSend  bool
}

// SilentUnit is a unit without an answer.
type SilentUnit struct {
	Code, Name, URL string
	Kind            lang.Text
	Region          string
	Contact         Contact
	LastMonth       period.Month // last month with an answer; none: never
	LastPeople      int          // heads then, or declared
	Reminded        time.Time
	RemindedHow     lang.Text
}

// Review is the queue of links that a person must decide. GET /padan?instansi=&hal=; GET /padan/{id}.
// Form: POST /padan/{id}: putusan = sama | beda | nanti, alasan. Undo: POST /padan/{id}/batalkan.
type Review struct {
	Page
	Total   int
	Done    int
	Rows    []ReviewLine // the queue
	Case    *ReviewCase  // the one in hand; nil when the queue is empty
	Filters []Filter
	Pager   Pager
}

// ReviewLine is a waiting link.
type ReviewLine struct {
	URL, Name, Unit string
	Why             lang.Text
	Current         bool
}

// ReviewCase is two records side by side.
type ReviewCase struct {
	ID          string
	Left, Right string // headings: where each record comes from
	LeftSource  string
	RightSource string
	Fields      []ReviewField
	Why         lang.Text    // why a person must decide
	Chance      int          // percent; 0 not known
	Others      []ReviewLine // other candidates for the same person
	Reason      string
	Decided     *Tag // already decided
	DecidedBy   string
	DecidedAt   time.Time
	Prev, Next  string
	Ask         string // URL of "Tanya petugas BPJS"; empty where the settings name nobody
}

// ReviewField compares one field. Verdict: same, near, differs, missing.
type ReviewField struct {
	Label       lang.Text
	Left, Right string
	Verdict     string
	Note        lang.Text // "selisih satu angka", "hari dan bulan tertukar"
}

// Waiting lists rows that were not applied. GET /antrean?pemilik=&temuan=&instansi=.
// Form: POST /antrean/{id}: nilai, aksi = simpan | terima | buang, alasan; POST /antrean/serahkan: baris (repeated), pemilik.
type Waiting struct {
	Page
	Rows    []WaitingRow
	Filters []Filter
	Chips   []Chip
	Pager   Pager
	Owners  []Option // to hand over to
	XLSX    string
}

// WaitingRow is one row with its owner.
type WaitingRow struct {
	ID      string
	Name    string
	Unit    string
	Month   period.Month
	File    string
	Row     int
	Finding CheckFinding
	Owner   string
	Since   time.Time
	Until   period.Date // deleted after this day
	URL     string      // of the import
}

// Jobs lists long work. GET /pekerjaan. Form: POST /pekerjaan/{id}/batal.
type Jobs struct {
	Page
	Rows []JobRow
}

// JobRow is one job.
type JobRow struct {
	ID          string
	Title       lang.Text
	Done, Total int
	Status      Tag
	By          string
	At          time.Time
	URL         string
	Cancel      string
}
