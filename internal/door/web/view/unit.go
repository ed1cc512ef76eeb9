package view

import (
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/period"
)

// Unit is one unit. GET /instansi/{id}.
// Form: POST /instansi/{id}/kontak: nama, jabatan, hp, surel.
type Unit struct {
	Page
	ID, Code, Name string
	Kind           lang.Text
	Region         string
	Parent         *Link
	Registrations  []Registration
	Contacts       []Contact
	Facts          Facts
	Month          period.Month
	Silent         bool
	People         []WorkerRow
	PeopleURL      string
	PeopleN        int
	Answers        []Answer // newest first
	Children       []UnitRow
	Template       string // filled workbook
	Upload         string // URL of a new roster
	CanEdit        bool
	Programmes     string
	WageBasis      lang.Text
	RiskClass      string
	Valid          string // "sejak 1 Januari 2026"
	History        []Event
	Restore        string // POST: takes the newest change back; empty where it cannot
}

// Registration is an employer registration, masked by the handler where the reader has no use for it.
type Registration struct {
	NPP, Division string
	From          period.Date
}

// Contact is somebody to ask.
type Contact struct {
	Name, Post, Phone, Email string
	WhatsApp                 string // URL
}

// Answer is what a unit said for a month.
type Answer struct {
	Month   period.Month
	Status  Tag // Menjawab, Nihil, Dinyatakan tetap, Belum ada jawaban
	Workers int
	At      time.Time
	By      string
	URL     string
}

// Units lists units. GET /instansi?jenis=&wilayah=&jawaban=&q=&hal=.
type Units struct {
	Page
	Month   period.Month
	Filters []Filter
	Chips   []Chip
	Query   string
	Columns []Column
	Rows    []UnitRow
	Pager   Pager
	XLSX    string
	New     string // URL of the form; empty when not allowed
	Import  string // URL of the XLSX import
}

// UnitRow is a unit in a list.
type UnitRow struct {
	URL, Code, Name string
	Kind            lang.Text
	Region, Parent  string
	Workers         int
	Protected       int
	Answered        bool
	Status          Tag
}

// UnitForm makes or changes a unit. Form: POST /instansi/baru or /instansi/{id}/ubah: kode, nama, jenis, kode_wilayah,
// kode_induk, npp, divisi, jenis_usaha, kelas_jkk, program, dasar_upah, kontak, telepon. Several NPPs stand apart by commas;
// the divisions follow their order.
type UnitForm struct {
	Page
	Action string
	New    bool
	Values map[string]string
	Kinds  []Option
	Bases  []Option
	Cancel string
}
