package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/budget"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

const moneyPage = 50

// budgetList is a year's lines with what is needed of them.
type budgetList struct {
	year  int
	month period.Month // whose people the needs are of
	lines []budget.Listed
	ends  []period.Month // of each line: the month the money ends; none where it lasts or nobody can say
	lasts []bool         // of each line: the money is enough
	bare  []unitLine     // units with people and without anybody budgeted
	units []unit.Unit
}

func (s *Server) budgetList(r *Request) (*budgetList, error) {
	l := &budgetList{}
	var err error
	if l.month, err = r.month(); err != nil {
		return nil, err
	}
	l.year = l.month.Year()
	if text := r.FormValue("tahun"); text != "" {
		if l.year, err = strconv.Atoi(text); err != nil || l.year < 2000 || l.year > 2100 {
			return nil, fault.New(fault.Usage, "Tahun %q tidak terbaca. Tulis seperti 2026.", text)
		}
	}
	board, err := s.app.Coverage.Scoreboard(r.Context(), r.Scope, coverage.Question{Month: l.month, By: coverage.ByUnit})
	if err != nil {
		return nil, err
	}
	var needs []coverage.Need
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		if l.lines, err = budget.List(ctx, tx, r.Scope, strconv.Itoa(l.year), r.FormValue("instansi")); err != nil {
			return err
		}
		if l.units, err = unit.List(ctx, tx, r.Scope); err != nil {
			return err
		}
		needs, err = coverage.Needs(ctx, tx, r.Scope, l.month)
		return err
	})
	if err != nil {
		return nil, err
	}
	l.plan(needs)
	if l.year == l.month.Year() && r.FormValue("instansi") == "" {
		rows := map[string]coverage.Row{}
		for _, row := range board.Rows {
			rows[row.Key] = row
		}
		for _, u := range l.units {
			if row := rows[u.Code]; row.Workers > 0 && row.Budgeted == 0 {
				l.bare = append(l.bare, unitLine{Unit: u, row: row})
			}
		}
	}
	return l, nil
}

// plan tells when each line's money ends, where the line has a ceiling: at the needs of the newest month, as if everybody
// whom the line covers (or as many as it names) were paid from its first month on.
func (l *budgetList) plan(needs []coverage.Need) {
	at := map[[2]int64]*unit.Unit{}
	for i := range l.units {
		at[[2]int64{l.units[i].Government, l.units[i].ID}] = &l.units[i]
	}
	l.ends, l.lasts = make([]period.Month, len(l.lines)), make([]bool, len(l.lines))
	for i := range l.lines {
		b := &l.lines[i]
		top := at[[2]int64{b.Government, b.Unit}]
		first, err1 := period.ParseMonth(b.First)
		last, err2 := period.ParseMonth(b.Last)
		if top == nil || err1 != nil || err2 != nil || b.Ceiling < 0 {
			continue
		}
		need, known := l.need(b, top, needs, at)
		if !known || need == 0 {
			continue
		}
		if paid := int(money.Rupiah(b.Ceiling) / need); first.Add(paid) <= last {
			l.ends[i] = first.Add(paid)
		} else {
			l.lasts[i] = true
		}
	}
}

// need is what a line must pay a month; known is false where nobody can say.
func (l *budgetList) need(b *budget.Listed, top *unit.Unit, needs []coverage.Need, at map[[2]int64]*unit.Unit) (need money.Rupiah, known bool) {
	var people int64
	for _, n := range needs {
		u := at[[2]int64{n.Government, n.Unit}]
		if u == nil || n.Government != b.Government || !strings.HasPrefix(u.Path, top.Path) || (b.Category != "" && b.Category != n.Category) {
			continue
		}
		part, ok := l.part(u, b.Programmes)
		if !ok {
			return 0, false
		}
		need += n.Owed * part / wholeRate
		people += int64(n.Workers)
	}
	if b.Heads >= 0 && b.Heads < people {
		need = need * money.Rupiah(b.Heads) / money.Rupiah(people)
	}
	return need, true
}

// wholeRate is the whole of a contribution in the parts that part counts.
const wholeRate = 10_000

// part is the share of a unit's contributions that some programmes take. Of a government unit it is the same for every
// wage; of a private one, where the pension base has a ceiling, it is told only for all programmes together.
func (l *budgetList) part(u *unit.Unit, p law.Programmes) (money.Rupiah, bool) {
	rules, err := law.For(l.month)
	if err != nil {
		return 0, false
	}
	if p.Covers(u.Mandatory(rules)) {
		return wholeRate, true
	}
	if !u.Kind.Government() {
		return 0, false
	}
	const wage money.Milli = 10_000_000_000 // Rp10 million: rates of 0.01 % still come out whole
	all, err1 := rules.PU(law.PU{Wage: wage, Employer: law.Government, Class: u.RiskClass(), Programmes: u.Mandatory(rules)})
	some, err2 := rules.PU(law.PU{Wage: wage, Employer: law.Government, Class: u.RiskClass(), Programmes: p})
	if err1 != nil || err2 != nil || all.Total() == 0 {
		return 0, false
	}
	return some.Total() * wholeRate / all.Total(), true
}

// budgets lists budget lines, what they cover, and when the money ends.
func (s *Server) budgets(r *Request) error {
	l, err := s.budgetList(r)
	if err != nil {
		return err
	}
	query := url.Values{"tahun": {strconv.Itoa(l.year)}}
	if code := r.FormValue("instansi"); code != "" {
		query.Set("instansi", code)
	}
	v := view.Budget{Page: r.page(view.SecBudget), Year: l.year, XLSX: "/anggaran.xlsx?" + query.Encode(), Filters: r.moneyFilters(l, query), Chips: r.unitChip("/anggaran", query, l.units)}
	v.Page.Basis = view.Basis{Month: l.month, AsOf: s.today(), Sources: []lang.Text{lang.Msg("baris anggaran"), lang.Msg("roster instansi")}}
	page := pageOf(r)
	from := min((page-1)*moneyPage, len(l.lines))
	to := min(from+moneyPage, len(l.lines))
	for i := from; i < to; i++ {
		v.Rows = append(v.Rows, r.budgetRow(&l.lines[i], l.ends[i], l.lasts[i]))
	}
	for i := range l.lines {
		v.Total += money.Rupiah(max(l.lines[i].Ceiling, 0))
	}
	v.Pager = pager(page, moneyPage, to-from, len(l.lines), "/anggaran", query)
	for i := range l.bare {
		v.NoLine = append(v.NoLine, unitRow(&l.bare[i]))
	}
	if r.Actor.May(access.ImportBudget) {
		v.Import = "/impor/baru?jenis=budget"
	}
	return r.show(v)
}

func (r *Request) budgetRow(b *budget.Listed, ends period.Month, lasts bool) view.BudgetLine {
	row := view.BudgetLine{
		Unit: b.UnitName, UnitURL: unitURL(b.Government, b.Unit), Account: b.Account, Programmes: b.Programmes.String(), Fund: b.Fund, People: int(max(b.Heads, 0)),
		Ceiling: money.Rupiah(max(b.Ceiling, 0)), RunsOut: ends, Lasts: lasts, Source: b.File, Category: lang.T(r.Lang, "semua kategori"),
	}
	if b.Category != "" {
		row.Category = categoryText(b.Category).In(r.Lang)
	}
	row.From, _ = period.ParseMonth(b.First) // kept as it was checked on its way in
	row.To, _ = period.ParseMonth(b.Last)
	return row
}

func (r *Request) moneyFilters(l *budgetList, query url.Values) []view.Filter {
	var years []view.Option
	for y := r.srv.today().Year() + 1; y >= r.srv.today().Year()-3; y-- {
		years = append(years, view.Option{Value: strconv.Itoa(y), Text: strconv.Itoa(y), Current: y == l.year})
	}
	out := []view.Filter{{Name: "tahun", Label: lang.Msg("Tahun anggaran"), Options: years}}
	return append(out, r.unitFilter(l.units, query.Get("instansi"))...)
}

// unitFilter offers the units of the reader where there are several and not too many.
func (r *Request) unitFilter(units []unit.Unit, current string) []view.Filter {
	if len(units) < 2 || len(units) > unitChoices {
		return nil
	}
	options := []view.Option{{Text: lang.T(r.Lang, "Semua instansi")}}
	for _, u := range units {
		options = append(options, view.Option{Value: u.Code, Text: u.Name, Current: u.Code == current})
	}
	sortOptions(options[1:])
	return []view.Filter{{Name: "instansi", Label: lang.Msg("Instansi"), Options: options}}
}

func (r *Request) unitChip(path string, query url.Values, units []unit.Unit) []view.Chip {
	code := query.Get("instansi")
	if code == "" {
		return nil
	}
	name := code
	for _, u := range units {
		if u.Code == code {
			name = u.Name
		}
	}
	return []view.Chip{{Text: literal(name), RemoveURL: path + "?" + without(query, "instansi")}}
}

// budgetsFile is the list as a workbook in the columns of the import, so that it can come back.
func (s *Server) budgetsFile(r *Request) error {
	l, err := s.budgetList(r)
	if err != nil {
		return err
	}
	t := sheetwrite.Table{Title: "Anggaran iuran " + strconv.Itoa(l.year), Sheet: "Anggaran", Columns: []sheetwrite.Column{
		{Key: "kode_instansi", Title: "kode_instansi", Kind: sheetwrite.NIK},
		{Key: "instansi", Title: "nama instansi", Width: 40},
		{Key: "kode_rekening", Title: "kode_rekening", Kind: sheetwrite.NIK, Width: 26},
		{Key: "program", Title: "program"},
		{Key: "kategori", Title: "kategori"},
		{Key: "sumber_dana", Title: "sumber_dana"},
		{Key: "bulan_mulai", Title: "bulan_mulai", Kind: sheetwrite.Month},
		{Key: "bulan_selesai", Title: "bulan_selesai", Kind: sheetwrite.Month},
		{Key: "jumlah_orang", Title: "jumlah_orang", Kind: sheetwrite.Integer},
		{Key: "pagu", Title: "pagu", Kind: sheetwrite.Rupiah},
		{Key: "habis", Title: "uang habis pada", Kind: sheetwrite.Month},
	}}
	var rows [][]any
	for i := range l.lines {
		b := &l.lines[i]
		row := []any{b.UnitCode, b.UnitName, b.Account, b.Programmes.String(), b.Category, b.Fund, b.First, b.Last, nil, nil, nil}
		if b.Heads >= 0 {
			row[8] = b.Heads
		}
		if b.Ceiling >= 0 {
			row[9] = money.Rupiah(b.Ceiling)
		}
		if l.ends[i] != 0 {
			row[10] = l.ends[i]
		}
		rows = append(rows, row)
	}
	t.Rows = sheetwrite.Slice(rows)
	t.About = []sheetwrite.About{
		{Label: "Tahun", Text: strconv.Itoa(l.year)},
		{Label: "Uang habis pada", Text: "Bulan pertama yang pagunya tidak cukup, bila semua orang yang dicakup baris itu dibayar sejak bulan mulai dengan kebutuhan " + text.Month(lang.ID, l.month) + ". Kosong berarti cukup, atau tidak dapat dihitung karena baris itu tidak memakai pagu."},
		{Label: "Dibuat", Text: text.Clock(lang.ID, s.app.Config.Clock(), jakarta) + ", oleh " + r.Actor.Name},
	}
	return r.workbook("anggaran-"+strconv.Itoa(l.year)+".xlsx", t)
}
