package view

import (
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/period"
)

// BundleUpload hands in many files at once. GET /unggahan/baru. Form (multipart): POST /unggahan/baru: pemda (only where
// several), bulan, per_tanggal, kunci, then berkas, many times.
type BundleUpload struct {
	Page
	Governments []Option
	Months      []Option
	AsOf        string
	AsksDate    bool
	Kinds       []lang.Text // what the reader may hand in
	Key         string
	MostFiles   int
}

// BundleProgress shows how far the reading or applying of many files is.
type BundleProgress struct {
	Page
	Files       int
	Step        lang.Text
	Done, Total int
	Events      string
}

// Bundle shows what became of each file. GET /unggahan/{id}?keadaan=&hal=. Form: POST /unggahan/{id}/terapkan: cara = bersih |
// semua; POST /unggahan/{id}/berkas/{n}: jenis, instansi (code, a name may follow), bulan, per_tanggal, aksi = baca | abaikan.
type Bundle struct {
	Page
	ID              string
	At              time.Time
	Files           int
	Person, Applied int
	Clean, Partly   BundleTotals
	Tabs            []Option
	Rows            []BundleFile
	Pager           Pager
	Kinds, Months   []Option
	Units           []string
	SecondPerson    bool // the reader sent them and another person must apply them
	Failed          lang.Text
}

// BundleTotals are what applying a group of files would change.
type BundleTotals struct {
	Files, Rows, Held, Rosters, Firsts, Joined, Left, Wage, Ending int // Firsts: people of units without an earlier roster
}

// BundleFile is one file of many.
type BundleFile struct {
	Seq                int
	Name               string
	Kind               lang.Text
	KindValue          string
	Unit, UnitCode     string
	Month              period.Month
	AsOf               period.Date
	Why                lang.Text // the ground of what it was taken for, or the question
	Rows, Good, Held   int
	First              bool // there is no earlier roster to compare with
	Joined, Left, Wage int
	Status             Tag
	URL                string // of its import
	Ask                bool   // a person must say what it is
}

// Bundles lists what the reader handed in together. GET /unggahan.
type Bundles struct {
	Page
	Rows []BundleLine
}

// BundleLine is one upload of many files.
type BundleLine struct {
	URL                          string
	At                           time.Time
	Files, Applied, Open, Person int
}
