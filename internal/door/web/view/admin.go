package view

import (
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Users lists who may sign in. GET /pengguna.
type Users struct {
	Page
	Rows  []UserRow
	Pager Pager
	New   string
}

// UserRow is a user in the list.
type UserRow struct {
	URL, Name, FullName string
	Roles               []lang.Text
	Scope               string
	LastSeen            time.Time
	Status              Tag
}

// UserForm makes or changes a user. Form: POST /pengguna/baru or /pengguna/{id}: nama, nama_lengkap, jabatan, hp, and for a
// new one peran, instansi (unit code), wilayah; grants: POST /pengguna/{id}/wewenang: peran, instansi, wilayah; end one: POST
// /pengguna/{id}/wewenang/{n}/cabut; POST /pengguna/{id}/sandi (new temporary password), /pengguna/{id}/kunci (aktif = 1 | 0),
// /pengguna/{id}/sesi/akhiri.
type UserForm struct {
	Page
	ID        string
	New       bool
	Values    map[string]string
	Roles     []Option
	Regions   []Option // governments; one is not asked for
	UnitCodes bool     // a role may be bound to a unit, by its code
	Grants    []Grant
	Sessions  []Session
	Locked    bool
	Temporary string // a new password, shown once
	CanEnd    bool
}

// Grant is a role within a reach.
type Grant struct {
	ID    string
	Role  lang.Text
	Scope string
}

// Session is a place where the user is signed in.
type Session struct {
	ID      string
	Device  string
	At      time.Time
	Current bool
	EndURL  string // POST; empty hides the button
}

// Account is the reader's own. GET /akun. Form: POST /akun/sandi: lama, baru, ulang; POST /akun/sesi/{id}/akhiri; POST
// /akun/wewenang:
// wewenang (id of the grant to work with).
type Account struct {
	Page
	Name       string
	Grants     []Grant
	Current    string // id of the grant in use
	Sessions   []Session
	MustChange bool // signed in with a temporary password
}

// Settings of a government. GET and POST /pengaturan: names of Fields.
type Settings struct {
	Page
	Groups []SettingGroup
	Backup *BackupState
	Learnt []LearntLayout
}

// LearntLayout is a layout that somebody confirmed and that is used again for files with the same header.
type LearntLayout struct {
	Kind    lang.Text
	Header  string // the columns it knows
	At      time.Time
	Columns int
}

// SettingGroup is a fieldset.
type SettingGroup struct {
	Title  lang.Text
	Hint   lang.Text
	Fields []Setting
}

// Setting is one input. Kind: text, number, date, select, check, area.
type Setting struct {
	Name, Value string
	Kind        string
	Label, Hint lang.Text
	Options     []Option
	Mark        string // M or L: not verified
}

// BackupState tells whether the recovery key was put away and when the last backup was made.
type BackupState struct {
	Confirmed bool
	Last      time.Time
	ConfirmTo string // URL of POST
}

// Help is the guide. GET /bantuan and /bantuan/{slug}.
type Help struct {
	Page
	Topics  []HelpTopic
	Article *Article
	Contact lang.Text
}

// HelpTopic is a guide page in the list.
type HelpTopic struct {
	URL     string
	Title   lang.Text
	Line    lang.Text
	Current bool
}

// Article is a guide page made of plain blocks.
type Article struct {
	Title  string
	Blocks []Block
}

// Block is a piece of a guide. Kind: h2, p, ol, ul, note. Items for lists; **bold** is understood.
type Block struct {
	Kind  string
	Text  string
	Items []string
}

// Budget lists budget lines. GET /anggaran?tahun=&instansi=.
type Budget struct {
	Page
	Year    int
	Filters []Filter
	Chips   []Chip
	Rows    []BudgetLine
	Total   money.Rupiah
	Pager   Pager
	Import  string
	XLSX    string
	NoLine  []UnitRow // units with people and without any line
}

// BudgetLine is one line.
type BudgetLine struct {
	Unit, UnitURL string
	Account       string
	Programmes    string
	Category      string
	Fund          string
	From, To      period.Month
	People        int // 0: not limited by head count
	Ceiling       money.Rupiah
	RunsOut       period.Month // the month the money ends; none: lasts, or nobody can say
	Lasts         bool         // the money is enough
	Source        string
}

// Payments lists what was paid. GET /bayar?bulan=&instansi=.
type Payments struct {
	Page
	Month   period.Month
	Filters []Filter
	Chips   []Chip
	Rows    []PaymentLine
	Total   money.Rupiah
	Pager   Pager
	Import  string
	XLSX    string
}

// PaymentLine is one payment.
type PaymentLine struct {
	Unit, UnitURL string
	NPP           string // masked
	Month         period.Month
	Date          period.Date
	Reference     string
	Amount        money.Rupiah
	Due           money.Rupiah // what the law asks for the same people; 0 not known
	People        int          // 0: only a total came
	Status        Tag          // Lunas, Kurang …
	Source        string
}
