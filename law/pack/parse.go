package pack

import (
	"errors"
	"regexp"
	"slices"
	"strconv"

	"github.com/payung-id/payung/period"
)

var (
	nameShape   = regexp.MustCompile(`^[a-z0-9_]+(\.[a-z0-9_]+)*$`)
	regionShape = regexp.MustCompile(`^\d\d(\.\d\d)?$`)
)

// reader collects problems while it turns the raw shape into values.
type reader struct {
	file     string
	problems []Problem
}

// Parse reads one file. With problems the file must not be used.
func Parse(name string, text []byte) (*File, []Problem) {
	r := &reader{file: name}
	raw, err := decode(text)
	if err != nil {
		var p placed
		errors.As(err, &p)
		r.fault(p.at, p.cause)
		return nil, r.problems
	}
	f := &File{Name: name, Subject: r.need(raw.Subject, place{1, 1}, "subject")}
	f.Edition = r.date(raw.Edition, place{1, 1}, "edition")
	for _, p := range raw.Parameters {
		f.Parameters = append(f.Parameters, r.parameter(p))
	}
	for _, t := range raw.Tables {
		f.Tables = append(f.Tables, r.table(t)...)
	}
	for _, x := range raw.Reliefs {
		f.Reliefs = append(f.Reliefs, r.relief(x))
	}
	for _, h := range raw.Holidays {
		f.Holidays = append(f.Holidays, r.holidays(h))
	}
	for _, w := range raw.MinimumWages {
		f.MinimumWages = append(f.MinimumWages, r.wages(w)...)
	}
	for _, b := range raw.Businesses {
		f.Businesses = append(f.Businesses, r.business(b))
	}
	r.twice(raw)
	slices.SortStableFunc(r.problems, func(a, b Problem) int { return a.Line - b.Line })
	return f, r.problems
}

func (r *reader) fault(at place, err error) {
	var m Message
	if !errors.As(err, &m) {
		m = Message{Format: "%s", Args: []any{err.Error()}}
	}
	r.problems = append(r.problems, Problem{File: r.file, Line: at.line, Column: at.column, Message: m})
}

func (r *reader) at(p place) Place { return Place{r.file, p.line, p.column} }

func (r *reader) need(s scalar, at place, key string) string {
	if s.text == "" {
		r.fault(at, say("kunci %s tidak ada; isi agar nilai dapat ditelusuri", key))
	}
	return s.text
}

func (r *reader) date(s scalar, at place, key string) period.Date {
	if r.need(s, at, key) == "" {
		return 0
	}
	d, err := period.ParseDate(s.text)
	if err != nil {
		r.fault(s.at, say("%s: %q bukan tanggal; tulis seperti 2026-03-01", key, s.text))
	}
	return d
}

func (r *reader) month(s scalar, at place, key string) period.Month {
	if r.need(s, at, key) == "" {
		return 0
	}
	m, err := period.ParseMonth(s.text)
	if err != nil {
		r.fault(s.at, say("%s: %q bukan bulan; tulis seperti 2026-03", key, s.text))
	}
	return m
}

// span reads from and to by the basis: months for contribution months, else dates; to is inclusive.
func (r *reader) span(b Basis, from, to scalar, at place) (first, last period.Date) {
	first = r.begin(b, from, at, "from")
	switch {
	case to.text == "":
	case b == ContributionMonth:
		if m := r.month(to, at, "to"); m != 0 {
			last = m.Last()
		}
	default:
		last = r.date(to, at, "to")
	}
	if last != 0 && first != 0 && last < first {
		r.fault(to.at, say("to %s lebih awal dari from %s", to.text, from.text))
	}
	return first, last
}

// begin reads a first day: of a month for contribution months.
func (r *reader) begin(b Basis, s scalar, at place, key string) period.Date {
	if b != ContributionMonth {
		return r.date(s, at, key)
	}
	if m := r.month(s, at, key); m != 0 {
		return m.First()
	}
	return 0
}

func (r *reader) evidence(e rawEvidence, at place) Evidence {
	out := Evidence{
		Article: r.need(e.Article, at, "article"),
		Source:  r.need(e.Source, at, "source"),
		Note:    e.Note.text,
	}
	switch c := Confidence(r.need(e.Confidence, at, "confidence")); c {
	case High, Medium, Low:
		out.Confidence = c
	case "":
	default:
		r.fault(e.Confidence.at, say("confidence %q tidak dikenal; pilih H, M atau L", string(c)))
	}
	out.VerifiedThrough = r.date(e.VerifiedThrough, at, "verified_through")
	return out
}

func (r *reader) basis(s scalar, at place) Basis {
	switch b := Basis(r.need(s, at, "basis")); b {
	case ContributionMonth, PaymentDate, EventDate:
		return b
	case "":
	default:
		r.fault(s.at, say("basis %q tidak dikenal; pilih contribution_month, payment_date atau event_date", string(b)))
	}
	return ""
}

func (r *reader) parameter(p item[rawParameter]) *Series {
	s := &Series{Place: r.at(p.at), Name: r.need(p.v.Name, p.at, "name"), Title: r.need(p.v.Title, p.at, "title")}
	if s.Name != "" && !nameShape.MatchString(s.Name) {
		r.fault(p.v.Name.at, say("nama %q: pakai huruf kecil, angka, garis bawah dan titik", s.Name))
	}
	s.Unit = Unit(r.need(p.v.Unit, p.at, "unit"))
	if s.Unit == "" {
		return s
	}
	if !s.Unit.known() {
		r.fault(p.v.Unit.at, say("satuan %q tidak dikenal", string(s.Unit)))
		return s
	}
	if s.Basis = r.basis(p.v.Basis, p.at); s.Basis == "" {
		return s
	}
	if len(p.v.Versions) == 0 {
		r.fault(p.at, say("parameter %s tidak punya nilai (versions)", s.Name))
	}
	for _, raw := range p.v.Versions {
		v := &Value{Place: r.at(raw.at), Name: s.Name, Unit: s.Unit, Basis: s.Basis, Text: r.need(raw.v.Value, raw.at, "value")}
		v.From, v.To = r.span(s.Basis, raw.v.From, raw.v.To, raw.at)
		v.Evidence = r.evidence(raw.v.Ground, raw.at)
		if v.Text != "" {
			if err := s.Unit.fits(v.Text, v); err != nil {
				r.fault(raw.v.Value.at, err)
			}
		}
		if n := len(s.Versions); n > 0 {
			r.follows(s.Name, &s.Versions[n-1].To, s.Versions[n-1].From, v.From, raw.v.From.at)
		}
		s.Versions = append(s.Versions, v)
	}
	r.expected(p.v.Next, s)
	return s
}

// expected reads the next change; it lies after the last version that is known, else a version was added and this forgotten.
func (r *reader) expected(next *item[rawExpected], s *Series) {
	if next == nil {
		return
	}
	s.Next = &Expected{Article: r.need(next.v.Article, next.at, "next.article"), Note: r.need(next.v.Note, next.at, "next.note")}
	s.Next.On = r.begin(s.Basis, next.v.On, next.at, "next.on")
	if n := len(s.Versions); n > 0 && s.Next.On != 0 && s.Next.On <= s.Versions[n-1].From {
		r.fault(next.v.On.at, say("%s: perubahan berikutnya %s tidak sesudah nilai terakhir (mulai %s); majukan tanggalnya", s.Name, next.v.On.text, s.Versions[n-1].FromText()))
	}
}

// follows checks that a version begins on the day after the one before it, and closes an open one.
func (r *reader) follows(name string, lastTo *period.Date, lastFrom, from period.Date, at place) {
	switch {
	case from == 0 || lastFrom == 0:
	case from <= lastFrom || (*lastTo != 0 && from <= *lastTo):
		r.fault(at, say("%s: nilai mulai %s bertumpuk dengan nilai sebelumnya (mulai %s)", name, from.String(), lastFrom.String()))
	case *lastTo == 0:
		*lastTo = from - 1
	case from != *lastTo+1:
		r.fault(at, say("%s: tidak ada nilai antara %s dan %s", name, (*lastTo+1).String(), (from-1).String()))
	}
}

// twice refuses two series or tables of one name.
func (r *reader) twice(raw rawFile) {
	seen := map[string]bool{}
	check := func(s scalar) {
		if s.text != "" && seen[s.text] {
			r.fault(s.at, say("%s ditulis dua kali; gabungkan nilainya dalam satu daftar", s.text))
		}
		seen[s.text] = true
	}
	for _, p := range raw.Parameters {
		check(p.v.Name)
	}
	for _, t := range raw.Tables {
		check(t.v.Name)
	}
	for _, x := range raw.Reliefs {
		check(x.v.Name)
	}
}

func (r *reader) int(s scalar, low, high int, key string) int {
	n, err := strconv.Atoi(s.text)
	if err != nil || n < low || n > high {
		r.fault(s.at, say("%s: %q bukan bilangan bulat %d sampai %d", key, s.text, low, high))
		return 0
	}
	return n
}
