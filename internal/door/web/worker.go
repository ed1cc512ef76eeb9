package web

import (
	"context"
	"net/url"
	"strconv"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/period"
)

const (
	workersPage = 50
	unitChoices = 400 // above this a list of units to choose from is heavier than the page
)

// workers lists people by the filters of the address.
func (s *Server) workers(r *Request) error {
	q, err := r.workerQuestion(r.FormValue)
	if err != nil {
		return err
	}
	page := pageOf(r)
	q.Offset, q.Limit = (page-1)*workersPage, workersPage
	var people *coverage.People
	var units []unit.Unit
	var months []period.Month
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		if people, err = s.app.Coverage.ListPeople(ctx, tx, r.Scope, q); err != nil {
			return err
		}
		if months, err = coverage.Months(ctx, tx, r.Scope); err != nil {
			return err
		}
		if people.Units <= unitChoices { // more are no help to choose from
			units, err = unit.List(ctx, tx, r.Scope)
		}
		return err
	})
	if err != nil {
		return err
	}
	r.sawLines(people.Lines)
	query := workerQuery(q)
	v := view.Workers{
		Page: r.page(view.SecWorkers), Month: q.Month, Filter: query.Encode(), XLSX: "/pekerja.xlsx?" + query.Encode(), Filters: r.workerFilters(q, units, people.Categories, months),
		Chips: r.workerChips(q, units), Columns: workerColumns(q, people.Total), Pager: pager(page, workersPage, len(people.Lines), people.Total, "/pekerja", query),
	}
	if v.Page.Basis, err = r.basisOf(q.Month); err != nil {
		return err
	}
	v.Facts = &view.Facts{
		Workers: people.Sums.Workers, Budgeted: people.Sums.Budgeted, Registered: people.Sums.Registered, Paid: people.Sums.Paid, Right: people.Sums.Right,
		Protected: people.Sums.Protected, ProtectedRight: people.Sums.ProtectedRight, Undecided: people.Sums.Undecided, PaidOpen: s.monthOpen(q.Month),
	}
	for i := range people.Lines {
		v.Rows = append(v.Rows, s.workerRow(r.Lang, &people.Lines[i]))
	}
	if v.Saved, err = r.savedFilters(query); err != nil {
		return err
	}
	return r.show(v)
}

// workerQuestion reads the filters; unknown ones are said, not ignored.
func (r *Request) workerQuestion(get func(string) string) (q coverage.PeopleQuestion, err error) {
	if text := get("bulan"); text != "" {
		if q.Month, err = period.ParseMonth(text); err != nil {
			return q, fault.New(fault.Usage, "Bulan %q tidak terbaca. Tulis seperti 2026-09.", text)
		}
	} else if q.Month, err = r.month(); err != nil {
		return q, err
	}
	q.Region, q.Category, q.UnitCode = get("wilayah"), get("kategori"), get("instansi")
	q.Lack, q.Sort = coverage.Lack(get("fakta")), coverage.Sort(get("urut"))
	known := q.Lack == coverage.Anybody
	for _, l := range coverage.Lacks() {
		known = known || l == q.Lack
	}
	if !known {
		return q, fault.New(fault.Usage, "Saringan fakta %q tidak dikenal. Pilih dari daftar.", string(q.Lack))
	}
	if q.Sort != "" && !q.Sort.Known() {
		return q, fault.New(fault.Usage, "Urutan %q tidak dikenal. Pilih judul kolom.", string(q.Sort))
	}
	return q, nil
}

// workerQuery is the address of the same question.
func workerQuery(q coverage.PeopleQuestion) url.Values {
	v := url.Values{"bulan": {q.Month.String()}}
	for name, value := range map[string]string{"wilayah": q.Region, "kategori": q.Category, "instansi": q.UnitCode, "fakta": string(q.Lack), "urut": string(q.Sort)} {
		if value != "" {
			v.Set(name, value)
		}
	}
	return v
}

func without(v url.Values, name string) string {
	out := url.Values{}
	for k, x := range v {
		if k != name {
			out[k] = x
		}
	}
	return out.Encode()
}

func with(v url.Values, name, value string) string {
	out := url.Values{}
	for k, x := range v {
		out[k] = x
	}
	out.Set(name, value)
	return out.Encode()
}

func (r *Request) workerFilters(q coverage.PeopleQuestion, units []unit.Unit, categories []string, months []period.Month) []view.Filter {
	all := func(text string) view.Option { return view.Option{Text: text} }
	var month []view.Option
	for _, m := range months {
		month = append(month, view.Option{Value: m.String(), Text: monthText(r.Lang, m), Current: m == q.Month})
	}
	kind := []view.Option{all(lang.T(r.Lang, "Semua kategori"))}
	for _, c := range categories {
		kind = append(kind, view.Option{Value: c, Text: categoryText(c).In(r.Lang), Current: c == q.Category})
	}
	lack := []view.Option{all(lang.T(r.Lang, "Semua orang"))}
	for _, l := range coverage.Lacks() {
		lack = append(lack, view.Option{Value: string(l), Text: lackText(l).In(r.Lang), Current: l == q.Lack})
	}
	out := []view.Filter{{Name: "bulan", Label: lang.Msg("Bulan"), Options: month}, {Name: "fakta", Label: lang.Msg("Keadaan"), Options: lack}, {Name: "kategori", Label: lang.Msg("Kategori"), Options: kind}}
	if len(units) > 1 && len(units) <= unitChoices {
		where := []view.Option{all(lang.T(r.Lang, "Semua instansi"))}
		for _, u := range units {
			where = append(where, view.Option{Value: u.Code, Text: u.Name, Current: u.Code == q.UnitCode})
		}
		sortOptions(where[1:])
		out = append(out, view.Filter{Name: "instansi", Label: lang.Msg("Instansi"), Options: where})
	}
	return out
}

func (r *Request) workerChips(q coverage.PeopleQuestion, units []unit.Unit) []view.Chip {
	query := workerQuery(q)
	var out []view.Chip
	add := func(name string, t lang.Text) {
		out = append(out, view.Chip{Text: t, RemoveURL: "/pekerja?" + without(query, name)})
	}
	if q.Lack != "" {
		add("fakta", lackText(q.Lack))
	}
	if q.Category != "" {
		add("kategori", categoryText(q.Category))
	}
	if q.UnitCode != "" {
		name := q.UnitCode
		for _, u := range units {
			if u.Code == q.UnitCode {
				name = u.Name
			}
		}
		add("instansi", literal(name))
	}
	if q.Region != "" {
		add("wilayah", literal(regionOr(q.Region, q.Region)))
	}
	return out
}

// workerColumns offers the orders; a list too long to sort stays by unit.
func workerColumns(q coverage.PeopleQuestion, total int) []view.Column {
	query := workerQuery(q)
	column := func(t lang.Text, by coverage.Sort) view.Column {
		c := view.Column{Text: t}
		if by != "" && (total <= coverage.SortLimit || by == coverage.ByPlace) {
			c.URL = "/pekerja?" + with(query, "urut", string(by))
		}
		if by != "" && (q.Sort == by || (q.Sort == "" && by == coverage.ByPlace)) {
			c.Sort = "ascending"
		}
		return c
	}
	return []view.Column{
		column(lang.Msg("Nama"), coverage.ByName), column(lang.Msg("Instansi"), coverage.ByPlace), column(lang.Msg("Kategori"), coverage.ByKind),
		column(lang.Msg("Empat fakta"), ""), column(lang.Msg("Keadaan"), ""),
	}
}

// pager tells which part of a list a page shows, and where the next and the one before are.
func pager(page, size, shown, total int, path string, query url.Values) view.Pager {
	p := view.Pager{Total: total, From: min((page-1)*size+1, total), To: min((page-1)*size+shown, total)}
	if page > 1 {
		p.Prev = path + "?" + with(query, "hal", strconv.Itoa(page-1))
	}
	if page*size < total {
		p.Next = path + "?" + with(query, "hal", strconv.Itoa(page+1))
	}
	return p
}

// monthOpen tells whether a month's contributions may still be paid in time.
func (s *Server) monthOpen(m period.Month) bool {
	due, err := law.Due("PU", m)
	return err == nil && s.today() <= due.Due
}

func (s *Server) workerRow(in lang.Lang, l *coverage.PersonLine) view.WorkerRow {
	ref := person.Ref{Government: l.Government, Person: l.Person}
	row := view.WorkerRow{
		ID: ref.String(), URL: personURL(l.Government, l.Person), Code: person.Code(l.Person), Name: l.Name, BirthYear: l.BirthYear, Unit: l.UnitName,
		UnitURL: unitURL(l.Government, l.UnitID), Category: categoryText(l.Fact.Category).In(in), Job: l.Position,
	}
	st := factStates(&l.Fact, s.monthOpen(l.Month))
	row.Budgeted, row.Registered, row.Paid, row.Right, row.Protected = st[0], st[1], st[2], st[3], st[4]
	if st[4] != view.Yes || st[3] != view.Yes || st[0] != view.Yes {
		row.Why = l.Fact.Reason()
	}
	return row
}

// factStates are the four facts and protection as the page shows them.
func factStates(f *coverage.Fact, open bool) [5]view.State {
	state := func(is bool) view.State {
		if is {
			return view.Yes
		}
		return view.No
	}
	out := [5]view.State{state(f.Budgeted), state(f.Registered), state(f.Paid), state(f.Right), state(f.Protected())}
	if f.Undecided && !f.Protected() {
		out[4] = view.Undecided
		if !f.Registered {
			out[1] = view.Undecided
		}
	}
	if open && !f.Paid {
		out[2], out[3] = view.Open, view.Open
		if f.Registered {
			out[4] = view.Open
		}
	}
	return out
}
