package coverage

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Lack chooses people by what they lack in the month.
type Lack string

// The choices. Unprotected leaves out who is still in review, as the scoreboard does.
const (
	Anybody      Lack = ""
	NotBudgeted  Lack = "anggaran"
	NotListed    Lack = "daftar"
	NotPaid      Lack = "bayar"
	NotRight     Lack = "tepat"
	NotProtected Lack = "lindung"
	InReview     Lack = "tinjau"
	IsProtected  Lack = "aman"
)

// Lacks lists the choices in the order of screens.
func Lacks() []Lack {
	return []Lack{NotProtected, NotBudgeted, NotListed, NotPaid, NotRight, InReview, IsProtected}
}

// of counts the people of a roll-up whom the choice takes.
func (l Lack) of(s *Sums) int {
	switch l {
	case NotBudgeted:
		return s.Workers - s.Budgeted
	case NotListed:
		return s.Workers - s.Registered
	case NotPaid:
		return s.Workers - s.Paid
	case NotRight:
		return s.Workers - s.Right
	case NotProtected:
		return s.Missing()
	case InReview:
		return s.Undecided
	case IsProtected:
		return s.Protected
	}
	return s.Workers
}

// sql is the same choice as a condition on the alias f of table fact.
func (l Lack) sql() string {
	switch l {
	case NotBudgeted:
		return "NOT f.budgeted"
	case NotListed:
		return "NOT f.registered"
	case NotPaid:
		return "NOT f.paid"
	case NotRight:
		return "NOT f.correct"
	case NotProtected:
		return "NOT (f.registered AND f.paid) AND NOT f.undecided"
	case InReview:
		return "f.undecided AND NOT (f.registered AND f.paid)"
	case IsProtected:
		return "f.registered AND f.paid"
	}
	return "1 = 1"
}

// Sort is the order of a list of people.
type Sort string

// The orders. ByPlace (unit, then name) costs the same for a village and a province; the others sort everybody who is
// chosen and are offered up to SortLimit people.
const (
	ByPlace    Sort = "instansi"
	ByName     Sort = "nama"
	ByKind     Sort = "kategori"
	ByBirth    Sort = "lahir"
	SortLimit       = 20_000
	mostInList      = 200
)

var sortSQL = map[Sort]string{
	ByPlace: "u.name, u.code, rr.name, f.person_id", ByName: "rr.name, f.person_id", ByKind: "f.category, rr.name, f.person_id", ByBirth: "rr.birth_year, rr.name, f.person_id",
}

// Known tells whether the order exists.
func (s Sort) Known() bool { return sortSQL[s] != "" }

// PeopleQuestion asks for people of a month.
type PeopleQuestion struct {
	Month            period.Month
	Region, Category string
	UnitCode         string
	Lack             Lack
	Sort             Sort
	Offset, Limit    int // Limit at most 200
}

// PersonLine is a person in a unit and month.
type PersonLine struct {
	Month              period.Month
	Government, Person int64
	UnitID             int64
	UnitCode, UnitName string
	Name, Position     string
	BirthYear          int
	Wage               money.Milli
	Fact               Fact
}

// People is a page of a list with the counts of everybody whom it stands for.
type People struct {
	Lines []PersonLine
	Total int  // of the question
	Units int  // that have people in the question, whatever they lack
	Sums  Sums // of the question without Lack
	// Categories that have people in the month and scope, whatever was asked; who has none counts as "lain".
	Categories []string
}

type unitCount struct {
	government, unit int64
	code, name       string
	n                int
}

// ListPeople returns a page of people in scope. The roll-up tells how many people of each unit are chosen, so that only
// the units on the page are read.
func ListPeople(ctx context.Context, r db.Reader, scope access.Scope, q PeopleQuestion) (*People, error) {
	p := &People{}
	units, err := p.count(ctx, r, scope, q)
	if err != nil {
		return nil, err
	}
	return p, p.list(ctx, r, scope, q, units)
}

// ListPeople is the function of the same name for a reader of many units: what the roll-up says comes from the shelf.
func (s *Service) ListPeople(ctx context.Context, r db.Reader, scope access.Scope, q PeopleQuestion) (*People, error) {
	v, err := s.survey(ctx, r, scope, q.Month)
	if err != nil {
		return nil, err
	}
	p := &People{}
	var out []unitCount
	for i := range v.units {
		u := &v.units[i]
		if len(u.cells) == 0 || !strings.HasPrefix(u.Region, q.Region) || (q.UnitCode != "" && u.Code != q.UnitCode) {
			continue
		}
		x := unitCount{government: u.Government, unit: u.ID, code: u.Code, name: u.Name}
		if n, any := p.take(q, u.cells); any {
			x.n = n
			out = append(out, x)
		}
	}
	p.order(out)
	return p, p.list(ctx, r, scope, q, out)
}

// take adds the cells of one unit and returns how many of its people are chosen; any is false where the question's
// category has nobody there.
func (p *People) take(q PeopleQuestion, cells []shelfCell) (n int, any bool) {
	for i := range cells {
		c := &cells[i]
		category := cmp.Or(c.category, "lain")
		if !slices.Contains(p.Categories, category) {
			p.Categories = append(p.Categories, category)
		}
		if q.Category != "" && q.Category != category {
			continue
		}
		p.Sums.Workers += c.Workers
		p.Sums.Budgeted += c.Budgeted
		p.Sums.Registered += c.Registered
		p.Sums.Paid += c.Paid
		p.Sums.Right += c.Right
		p.Sums.Protected += c.Protected
		p.Sums.ProtectedRight += c.ProtectedRight
		p.Sums.Undecided += c.Undecided
		n, any = n+q.Lack.of(&c.Sums), true
	}
	return n, any
}

func (p *People) order(units []unitCount) {
	slices.SortFunc(units, func(a, b unitCount) int {
		return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.code, b.code))
	})
	slices.Sort(p.Categories)
}

// list reads the page that the question asks for.
func (p *People) list(ctx context.Context, r db.Reader, scope access.Scope, q PeopleQuestion, units []unitCount) (err error) {
	p.Units = len(units)
	for _, u := range units {
		p.Total += u.n
	}
	q.Limit = min(cmp.Or(q.Limit, 50), mostInList)
	if q.Sort == "" || !q.Sort.Known() || p.Total > SortLimit {
		q.Sort = ByPlace
	}
	if q.Offset >= p.Total || p.Total == 0 {
		return nil
	}
	if q.Sort == ByPlace {
		p.Lines, err = pageByPlace(ctx, r, q, units)
		return err
	}
	where, args := q.where(scope)
	args = append(args, q.Limit, q.Offset)
	p.Lines, err = readPeople(ctx, r, `WHERE `+where+` ORDER BY `+sortSQL[q.Sort]+` LIMIT $`+strconv.Itoa(len(args)-1)+` OFFSET $`+strconv.Itoa(len(args)), args...)
	return err
}

// count reads the roll-up once, for the sums, the units and the categories.
func (p *People) count(ctx context.Context, r db.Reader, scope access.Scope, q PeopleQuestion) ([]unitCount, error) {
	where, args := scope.SQL(4)
	rows, err := r.Query(ctx, `SELECT cr.government_id, cr.unit_id, cr.category, u.code, u.name, cr.workers, cr.budgeted, cr.registered, cr.paid, cr.correct, cr.protected, cr.protected_correct, cr.undecided
		FROM coverage_rollup cr JOIN unit u ON u.government_id = cr.government_id AND u.id = cr.unit_id JOIN government g ON g.id = u.government_id
		WHERE cr.month = $1 AND ($2 = '' OR substr(u.region_code, 1, length($2)) = $2) AND ($3 = '' OR u.code = $3) AND `+where,
		append([]any{q.Month.String(), q.Region, q.UnitCode}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("count people of %s: %w", q.Month, err)
	}
	defer rows.Close()
	at := map[[2]int64]int{}
	var out []unitCount
	for rows.Next() {
		var u unitCount
		var s Sums
		var category string
		if err := rows.Scan(&u.government, &u.unit, &category, &u.code, &u.name, &s.Workers, &s.Budgeted, &s.Registered, &s.Paid, &s.Right, &s.Protected, &s.ProtectedRight, &s.Undecided); err != nil {
			return nil, fmt.Errorf("count people of %s: %w", q.Month, err)
		}
		if category = cmp.Or(category, "lain"); !slices.Contains(p.Categories, category) {
			p.Categories = append(p.Categories, category)
		}
		if q.Category != "" && q.Category != category {
			continue
		}
		p.Sums.Add(s)
		key := [2]int64{u.government, u.unit}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key], out = i, append(out, u)
		}
		out[i].n += q.Lack.of(&s)
	}
	p.order(out)
	return out, rows.Err()
}

// pageByPlace reads only the units that the page shows.
func pageByPlace(ctx context.Context, r db.Reader, q PeopleQuestion, units []unitCount) ([]PersonLine, error) {
	skip, first := q.Offset, 0
	for first < len(units) && skip >= units[first].n {
		skip -= units[first].n
		first++
	}
	args := []any{q.Month.String(), q.Category}
	var pairs []string
	for i, have := first, -skip; i < len(units) && have < q.Limit; i++ {
		if units[i].n == 0 {
			continue
		}
		have += units[i].n
		args = append(args, units[i].government, units[i].unit)
		pairs = append(pairs, fmt.Sprintf("f.government_id = $%d AND f.month = $1 AND f.unit_id = $%d", len(args)-1, len(args)))
	}
	if len(pairs) == 0 {
		return nil, nil
	}
	args = append(args, q.Limit, skip)
	tail := fmt.Sprintf(`WHERE (%s) AND ($2 = '' OR f.category = $2 OR ($2 = 'lain' AND f.category = '')) AND %s ORDER BY %s LIMIT $%d OFFSET $%d`, strings.Join(pairs, " OR "), q.Lack.sql(), sortSQL[ByPlace], len(args)-1, len(args))
	return readPeople(ctx, r, tail, args...)
}

// where is the whole question as a condition.
func (q PeopleQuestion) where(scope access.Scope) (string, []any) {
	in, more := scope.SQL(5)
	args := append([]any{q.Month.String(), q.Region, q.Category, q.UnitCode}, more...)
	return `f.month = $1 AND ($2 = '' OR substr(u.region_code, 1, length($2)) = $2) AND ($3 = '' OR f.category = $3 OR ($3 = 'lain' AND f.category = '')) AND ($4 = '' OR u.code = $4) AND ` + q.Lack.sql() + ` AND ` + in, args
}

const peopleColumns = `SELECT f.month, f.government_id, f.person_id, f.unit_id, u.code, u.name, rr.name, rr.birth_year, rr.position, rr.wage, f.roster_row_id, f.category, f.segment,
	f.budgeted, f.registered, f.paid, f.correct, f.undecided, f.owed, f.why
	FROM fact f JOIN roster_row rr ON rr.government_id = f.government_id AND rr.id = f.roster_row_id
	JOIN unit u ON u.government_id = f.government_id AND u.id = f.unit_id JOIN government g ON g.id = f.government_id `

func readPeople(ctx context.Context, r db.Reader, tail string, args ...any) ([]PersonLine, error) {
	var out []PersonLine
	err := eachPerson(ctx, r, tail, args, func(l *PersonLine) error {
		out = append(out, *l)
		return nil
	})
	return out, err
}

func eachPerson(ctx context.Context, r db.Reader, tail string, args []any, fn func(*PersonLine) error) error {
	rows, err := r.Query(ctx, peopleColumns+tail, args...)
	if err != nil {
		return fmt.Errorf("list people: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var l PersonLine
		var month, why string
		f := &l.Fact
		if err := rows.Scan(&month, &l.Government, &l.Person, &l.UnitID, &l.UnitCode, &l.UnitName, &l.Name, &l.BirthYear, &l.Position, &l.Wage, &f.RowID, &f.Category, &f.Segment,
			&f.Budgeted, &f.Registered, &f.Paid, &f.Right, &f.Undecided, &f.Owed, &why); err != nil {
			return fmt.Errorf("list people: %w", err)
		}
		f.Person, f.Unit = l.Person, l.UnitID
		if l.Month, err = period.ParseMonth(month); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(why), &f.Why); err != nil {
			return fmt.Errorf("list people: %w", err)
		}
		if err := fn(&l); err != nil {
			return err
		}
	}
	return rows.Err()
}

// PeopleByID returns the newest line of each named person in each unit in scope, by name.
func PeopleByID(ctx context.Context, r db.Reader, scope access.Scope, government int64, ids []int64) ([]PersonLine, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := []any{government}
	for _, id := range ids {
		args = append(args, id)
	}
	where, more := scope.SQL(len(args) + 1)
	return readPeople(ctx, r, `WHERE f.government_id = $1 AND f.person_id IN `+db.In(2, len(ids))+` AND `+where+` AND NOT EXISTS (SELECT 1 FROM fact later
		WHERE later.government_id = f.government_id AND later.person_id = f.person_id AND later.unit_id = f.unit_id AND later.month > f.month)
		ORDER BY rr.name, f.person_id, u.name`, append(args, more...)...)
}

// EachPerson calls fn for everybody whom a question chooses, in the order of units; Offset, Limit and Sort do not count.
// ids, where given, keep only these persons ("government.person").
func EachPerson(ctx context.Context, r db.Reader, scope access.Scope, q PeopleQuestion, ids map[string]bool, fn func(*PersonLine) error) error {
	where, args := q.where(scope)
	return eachPerson(ctx, r, `WHERE `+where+` ORDER BY `+sortSQL[ByPlace], args, func(l *PersonLine) error {
		if ids != nil && !ids[fmt.Sprintf("%d.%d", l.Government, l.Person)] {
			return nil
		}
		return fn(l)
	})
}
