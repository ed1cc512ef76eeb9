package view

import (
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Screen is a page that can be written.
type Screen interface {
	View() templ.Component
}

// Write sends a page with a status; 422 for a form with errors. The content security policy is set here, because only the
// views know that they need nothing but their own files.
func Write(w http.ResponseWriter, r *http.Request, status int, s Screen) error {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	w.WriteHeader(status)
	return s.View().Render(r.Context(), w)
}

// Page is what every page has: reader, language, place in the site, messages and where the figures come from.
type Page struct {
	Lang     lang.Lang // ID when empty
	Title    lang.Text // h1-like title of the browser tab; when empty the view gives its own
	Path     string    // path with query of this page, to come back to after the language was changed
	User     *User     // nil before sign-in
	Sections []Section // navigation this user may see, in order; see SectionsOf
	Section  Section   // the current one
	Demo     bool      // synthetic data is loaded: the strip is shown
	Where    Where     // context bar; hidden when Unit and Region are empty
	Crumbs   []Link    // way up, without the page itself
	Notice   *Notice   // at most one message above the head, for instance after a redirect
	Errors   []FieldError
	Basis    Basis // where the figures of this page come from
	Now      time.Time
	Place    *time.Location // time zone of the reader's office; Jakarta when nil
	Refresh  int            // seconds until the page reloads itself without JavaScript; 0 never
	Version  string         // of the program, for the footer
}

// User is the person who is signed in.
type User struct {
	Name string
	Role lang.Text // "Bendahara Pengeluaran"
	Plt  lang.Text // decree by which they stand in for somebody ("Plt. …"); empty otherwise
}

// Where fills the context bar: the unit or government that the page speaks of.
type Where struct {
	Unit      string // "Dinas Pekerjaan Umum dan Penataan Ruang"
	Region    string // "Kabupaten Sukoharjo"
	NPP       string // masked by the handler
	Year      int    // budget year
	SwitchURL string // where another unit is chosen; empty when there is none
}

// Basis says where figures come from: it stands in data-figure of each of them and in the foot of the page.
type Basis struct {
	Month   period.Month // the month the figures speak of; none where they are not monthly
	AsOf    period.Date  // evidence that arrived up to this day is counted
	Sources []lang.Text  // "roster OPD", "daftar peserta BPJS per 31 Oktober 2026"
	Version string       // version of the definitions; "1" when empty
	Frozen  string       // number of the frozen snapshot; empty for living figures
}

// Link is a text that leads somewhere.
type Link struct {
	Text lang.Text
	URL  string
}

// Option is one choice of a select, radio or tab.
type Option struct {
	Value   string
	Text    string // ready to show, in the page's language
	Current bool
	URL     string // where choosing it leads, for tabs and chips
}

// Tone is the meaning of a colour; words always come first.
type Tone string

// The tones.
const (
	Plain Tone = ""     // neutral grey
	Info  Tone = "info" // navy tint: not begun, draft
	Good  Tone = "good" // done, paid
	Warn  Tone = "warn" // due, late
	Bad   Tone = "bad"  // missing people, rejected
	None  Tone = "none" // no answer yet
)

// Tag is a status in words with its tone.
type Tag struct {
	Text lang.Text
	Tone Tone
}

// Notice is the one message above a page.
type Notice struct {
	Tone Tone
	Text lang.Text
	Link *Link
}

// FieldError is one mistake in a form. Field is the name of the input; the same words stand above and at the field.
type FieldError struct {
	Field string
	Text  lang.Text
}

// Pager tells which part of a list is shown.
type Pager struct {
	From, To, Total int    // 1-based, inclusive
	Prev, Next      string // URLs; empty at the ends
}

// Chip is an active filter that can be taken away.
type Chip struct {
	Text      lang.Text
	RemoveURL string
}

// Column is a table head that sorts.
type Column struct {
	Text lang.Text
	URL  string // empty where it does not sort
	Sort string // "ascending", "descending" or ""
	Num  bool   // figures: aligned right
}

// Ratio is an exact share; Whole 0 is "nobody".
type Ratio struct{ Part, Whole int }

// T says a sentence of the screen in the reader's language; format is the Indonesian text and the key of its English.
func (p Page) T(format string, args ...any) string { return lang.T(p.lang(), format, args...) }

// Say says a ready message in the reader's language.
func (p Page) Say(t lang.Text) string {
	if t.Format == "" {
		return ""
	}
	return t.In(p.lang())
}

func (p Page) lang() lang.Lang {
	if p.Lang == lang.EN {
		return lang.EN
	}
	return lang.ID
}

func (p Page) place() *time.Location {
	if p.Place != nil {
		return p.Place
	}
	return time.FixedZone("WIB", 7*3600)
}

// N writes a count with thousands separated.
func (p Page) N(n int) string { return text.Number(p.lang(), n) }

// Rp writes an amount.
func (p Page) Rp(r money.Rupiah) string { return text.Rupiah(p.lang(), r) }

// ShortRp writes an amount of millions or billions with two decimals.
func (p Page) ShortRp(r money.Rupiah) string { return text.ShortRupiah(p.lang(), r) }

// Pct writes a share in percent with one decimal, "–" of nobody.
func (p Page) Pct(part, whole int) string { return text.Percent(p.lang(), max(part, 0), whole) }

// PctOf writes a ratio in percent.
func (p Page) PctOf(r Ratio) string { return p.Pct(r.Part, r.Whole) }

// Month writes "September 2026", "–" for none.
func (p Page) Month(m period.Month) string {
	if m == 0 {
		return "–"
	}
	return text.Month(p.lang(), m)
}

// ShortMonth writes "Sep 2026".
func (p Page) ShortMonth(m period.Month) string {
	if m == 0 {
		return "–"
	}
	return text.ShortMonth(p.lang(), m.Month()) + " " + m.String()[:4]
}

// Date writes "21 November 2026", "–" for none.
func (p Page) Date(d period.Date) string {
	if d == 0 {
		return "–"
	}
	return text.Date(p.lang(), d)
}

// Clock writes an instant with its zone, "–" for none.
func (p Page) Clock(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return text.Clock(p.lang(), t, p.place())
}

// fault returns the mistake at a field, "" when there is none.
func (p Page) fault(field string) string {
	for _, e := range p.Errors {
		if e.Field == field {
			return p.Say(e.Text)
		}
	}
	return ""
}

// initials returns up to two letters for the disc beside the name.
func initials(name string) string {
	out := ""
	for _, w := range strings.Fields(strings.Split(name, ",")[0]) {
		if strings.HasSuffix(w, ".") {
			continue // a title: "Drs."
		}
		out += string([]rune(w)[0])
		if len([]rune(out)) == 2 {
			break
		}
	}
	return strings.ToUpper(out)
}
