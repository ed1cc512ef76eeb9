package registration

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/blob"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/participant"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/roster"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"
)

// Service keeps the file rooms. It writes registration_unit, registration_detail, registration_template,
// registration_file and registration_line, through the door.
type Service struct {
	Door  *change.Door
	Ring  *crypt.Keyring
	Blobs *blob.Store
	Now   clock.Clock
}

// Person is somebody of a unit (or of one below it) with what the month asks for them.
type Person struct {
	Line
	Code, Name, UnitName string
	NPP                  string
	Need                 Need
	Events               []person.Event
}

// Ready tells whether the person's line can be written now.
func (p *Person) Ready() bool { return p.Need.Goes() && p.Goes() }

// Room is a unit's month: who needs which file, who waits and for whom, and the files made before.
type Room struct {
	Unit   unit.Unit
	Month  period.Month
	Book   Book
	People []*Person // who need something, in the order of names
	Quiet  []*Person // who need nothing: registered without a change, or gone and not active any more
	Files  []File
}

// Ready counts the lines of a kind that can go now.
func (r *Room) Ready(k Kind) (n int) {
	for _, p := range r.People {
		if p.Need.Kind == k && p.Ready() {
			n++
		}
	}
	return n
}

// Has tells whether a person is in the room.
func (r *Room) Has(id int64) bool {
	same := func(p *Person) bool { return p.Worker.Person == id }
	return slices.ContainsFunc(r.People, same) || slices.ContainsFunc(r.Quiet, same)
}

// Waiting lists the people who cannot go yet.
func (r *Room) Waiting() (out []*Person) {
	for _, p := range r.People {
		if !p.Ready() {
			out = append(out, p)
		}
	}
	return out
}

// Read returns the room of a unit for a month. What it shows is judged now, from the rosters, the newest participant
// list, the events and the files that were sent.
func (s *Service) Read(ctx context.Context, r db.Reader, scope access.Scope, u unit.Unit, month period.Month) (*Room, error) {
	room := &Room{Unit: u, Month: month}
	var err error
	if room.Book, err = bookOf(ctx, r, u.Government); err != nil {
		return nil, err
	}
	w := &roomReader{Service: s, r: r, scope: scope, room: room}
	for _, step := range []func(context.Context) error{w.units, w.workers, w.ended, w.leavers, w.told, w.entries, w.details, w.events, w.sent} {
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("read file room of unit %d: %w", u.ID, err)
		}
	}
	w.judge()
	room.Files, err = filesOf(ctx, r, u.Government, u.ID)
	return room, err
}

type roomReader struct {
	*Service
	r      db.Reader
	scope  access.Scope
	room   *Room
	byUnit map[int64]unit.Unit
	listed map[string]period.Date // the newest list of each employer registration; "" is a list that names none
	all    []*candidate
}

// candidate is somebody before the judgement.
type candidate struct {
	Person
	row      int64 // of the roster
	entry    participant.EntryRef
	standing Standing
}

func (w *roomReader) units(ctx context.Context) error {
	list, err := unit.List(ctx, w.r, w.scope.Narrow(w.room.Unit.Government, w.room.Unit.Path))
	if err != nil {
		return err
	}
	w.byUnit = map[int64]unit.Unit{}
	for _, u := range list {
		w.byUnit[u.ID] = u
	}
	w.listed, err = registrationsListed(ctx, w.r, w.room.Unit.Government, w.room.Month)
	return err
}

// nppOf is the employer registration of a unit: its own, else that of the nearest unit above it within the room.
func (w *roomReader) nppOf(id int64) string {
	for range 20 { // a tree is never that deep
		u, ok := w.byUnit[id]
		if !ok {
			return ""
		}
		if len(u.NPPs) > 0 {
			return u.NPPs[0]
		}
		id = u.Parent
	}
	return ""
}

// newest is the day of the newest list that speaks of an employer registration; 0 where none does.
func (w *roomReader) newest(npp string) period.Date { return max(w.listed[npp], w.listed[""]) }

// why is the part of a fact's reasons that tells which entry was linked.
type why struct {
	List     int64  `json:"l"`
	Row      int    `json:"r"`
	Link     string `json:"lr"`
	Inactive bool   `json:"in"`
}

func (w *roomReader) workers(ctx context.Context) error {
	where, args := w.scope.Narrow(w.room.Unit.Government, w.room.Unit.Path).SQL(2)
	rows, err := w.r.Query(ctx, `SELECT f.person_id, f.unit_id, f.roster_row_id, f.registered, f.undecided, f.why, p.code, rr.name, rr.sex, rr.wage, rr.start_date, rr.end_date
		FROM fact f JOIN roster_row rr ON rr.government_id = f.government_id AND rr.id = f.roster_row_id
		JOIN person p ON p.government_id = f.government_id AND p.id = f.person_id
		JOIN unit u ON u.government_id = f.government_id AND u.id = f.unit_id JOIN government g ON g.id = u.government_id
		WHERE f.month = $1 AND `+where+` ORDER BY rr.name, f.person_id`, append([]any{w.room.Month.String()}, args...)...)
	if err != nil {
		return err
	}
	return w.scan(rows, 0)
}

// leavers are people of the last month's rosters whose unit answered for this month without naming them anywhere.
func (w *roomReader) leavers(ctx context.Context) error {
	where, args := w.scope.Narrow(w.room.Unit.Government, w.room.Unit.Path).SQL(3)
	before := w.room.Month.Add(-1)
	rows, err := w.r.Query(ctx, `SELECT f.person_id, f.unit_id, f.roster_row_id, f.registered, f.undecided, f.why, p.code, rr.name, rr.sex, rr.wage, rr.start_date, rr.end_date
		FROM fact f JOIN roster_row rr ON rr.government_id = f.government_id AND rr.id = f.roster_row_id
		JOIN person p ON p.government_id = f.government_id AND p.id = f.person_id
		JOIN roster_current rc ON rc.government_id = f.government_id AND rc.unit_id = f.unit_id AND rc.month = $2
		JOIN unit u ON u.government_id = f.government_id AND u.id = f.unit_id JOIN government g ON g.id = u.government_id
		WHERE f.month = $1 AND `+where+` AND NOT EXISTS (SELECT 1 FROM fact n WHERE n.government_id = f.government_id AND n.person_id = f.person_id AND n.month = $2)
		ORDER BY rr.name, f.person_id`, append([]any{before.String(), w.room.Month.String()}, args...)...)
	if err != nil {
		return err
	}
	return w.scan(rows, before.Last())
}

// ended are people whom this month's rosters still name with an employment that ended before it. No fact speaks of them
// any more, so the insurer's entry is found by an equal NIK in the lists of the month.
func (w *roomReader) ended(ctx context.Context) error {
	where, args := w.scope.Narrow(w.room.Unit.Government, w.room.Unit.Path).SQL(4)
	rows, err := w.r.Query(ctx, `SELECT rr.person_id, rr.unit_id, rr.id, false, false, '{}', p.code, rr.name, rr.sex, rr.wage, rr.start_date, rr.end_date
		FROM roster_current rc JOIN roster_row rr ON rr.government_id = rc.government_id AND rr.batch_id = rc.batch_id AND rr.unit_id = rc.unit_id
		JOIN person p ON p.government_id = rr.government_id AND p.id = rr.person_id
		JOIN unit u ON u.government_id = rr.government_id AND u.id = rr.unit_id JOIN government g ON g.id = u.government_id
		WHERE rc.government_id = $3 AND rc.month = $1 AND rr.status IN ('ok', 'warn', 'fixed') AND rr.end_date <> '' AND rr.end_date < $2 AND `+where+` ORDER BY rr.end_date DESC, rr.id`,
		append([]any{w.room.Month.String(), w.room.Month.First().String(), w.room.Unit.Government}, args...)...)
	if err != nil {
		return err
	}
	from := len(w.all)
	if err := w.scan(rows, 0); err != nil {
		return err
	}
	for _, c := range w.all[from:] {
		c.LeftOn = c.End
		if err := w.findEntry(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// findEntry finds the active entry of somebody's NIK under the employer registration, in the newest list that holds it.
func (w *roomReader) findEntry(ctx context.Context, c *candidate) error {
	err := w.r.QueryRow(ctx, `SELECT e.list_id, e.row_no FROM person p JOIN participant_entry e ON e.nik_index = p.nik_index JOIN participant_list l ON l.id = e.list_id
		WHERE p.government_id = $1 AND p.id = $2 AND l.live AND l.government_id IN (0, $1) AND l.as_of <= $3 AND e.npp IN ('', $4) ORDER BY l.as_of DESC, e.row_no LIMIT 1`,
		w.room.Unit.Government, c.Worker.Person, w.room.Month.Add(1).Last().String(), c.NPP).Scan(&c.entry.List, &c.entry.Row)
	if errors.Is(err, db.ErrNoRows) {
		return nil
	}
	c.standing.Listed = err == nil
	return err
}

// scan reads candidates; leftOn is the day from which they are gone, 0 for those who work.
func (w *roomReader) scan(rows db.Rows, leftOn period.Date) error {
	defer rows.Close()
	seen := map[int64]bool{}
	for _, c := range w.all {
		seen[c.Worker.Person] = true
	}
	for rows.Next() {
		c := &candidate{}
		var registered, undecided bool
		var reasons, sex, start, end string
		if err := rows.Scan(&c.Worker.Person, &c.Unit, &c.row, &registered, &undecided, &reasons, &c.Code, &c.Name, &sex, &c.Wage, &start, &end); err != nil {
			return err
		}
		if seen[c.Worker.Person] { // two posts in one room are one line
			continue
		}
		seen[c.Worker.Person] = true
		var y why
		if err := json.Unmarshal([]byte(reasons), &y); err != nil {
			return err
		}
		c.Text = map[Field]string{Name: c.Name, Sex: sex}
		c.UnitName, c.NPP, c.Month = w.byUnit[c.Unit].Name, w.nppOf(c.Unit), w.room.Month
		c.Text[NPP] = c.NPP
		c.entry = participant.EntryRef{List: y.List, Row: y.Row}
		c.standing = Standing{InReview: undecided && y.Link != "", Listed: y.List != 0 && !undecided, Wage: NoWage, AnyList: w.newest(c.NPP) != 0}
		var err error
		if c.Start, err = dateOr(start); err != nil {
			return err
		}
		if c.End, err = dateOr(end); err != nil {
			return err
		}
		if leftOn != 0 {
			if c.LeftOn = leftOn; c.End != 0 && c.End < leftOn {
				c.LeftOn = c.End
			}
		}
		w.all = append(w.all, c)
	}
	return rows.Err()
}

func dateOr(s string) (period.Date, error) {
	if s == "" {
		return 0, nil
	}
	return period.ParseDate(s)
}

// told opens what the roster rows hold sealed.
func (w *roomReader) told(ctx context.Context) error {
	byRow := map[int64]*candidate{}
	rows := make([]int64, 0, len(w.all))
	for _, c := range w.all {
		byRow[c.row] = c
		rows = append(rows, c.row)
	}
	return roster.EachSealed(ctx, w.r, w.room.Unit.Government, rows, func(s *roster.Sealed) error {
		if len(s.WrappedKey) == 0 {
			return nil // erased: the checks will say what is missing
		}
		key, err := w.Ring.Unwrap(s.WrappedKey)
		if err != nil {
			return err
		}
		number, err := key.Open(s.NIK, person.SealLabel)
		if err != nil {
			return err
		}
		plain, err := key.Open(s.Told, roster.SealLabel)
		if err != nil {
			return err
		}
		var told roster.Personal
		if err := json.Unmarshal(plain, &told); err != nil {
			return err
		}
		c := byRow[s.Row]
		c.Text[NIK], c.Text[Degree], c.Text[BirthPlace], c.Text[Mother], c.Text[Address], c.Text[Phone] = string(number), told.Title, told.BirthPlace, told.Mother, told.Address, nik.Clean(told.Phone)
		c.Born, err = dateOr(told.Born)
		return err
	})
}

// entries opens the insurer's entries that people are linked to.
func (w *roomReader) entries(ctx context.Context) error {
	var refs []participant.EntryRef
	for _, c := range w.all {
		if c.standing.Listed {
			refs = append(refs, c.entry)
		}
	}
	opened, err := participant.OpenEntries(ctx, w.r, w.Ring, refs)
	if err != nil {
		return err
	}
	for _, c := range w.all {
		o, ok := opened[c.entry]
		if !ok || !c.standing.Listed {
			continue
		}
		here := o.NPP == "" || o.NPP == c.NPP
		c.standing.Active, c.standing.Elsewhere, c.standing.KPJ = o.Active && here, o.Active && !here, o.KPJ
		c.Text[KPJ] = o.KPJ
		if wage, err := money.ParseMilli(o.Wage); err == nil && o.Wage != "" {
			c.standing.Wage = wage
		}
	}
	return nil
}

func (w *roomReader) people() []int64 {
	out := make([]int64, len(w.all))
	for i, c := range w.all {
		out[i] = c.Worker.Person
	}
	return out
}

func (w *roomReader) events(ctx context.Context) error {
	events, err := person.EventsOf(ctx, w.r, w.room.Unit.Government, w.people())
	for _, c := range w.all {
		c.Events = events[c.Worker.Person]
	}
	return err
}

// sent marks people whose line of an open file is not answered yet, or was accepted after the newest list.
func (w *roomReader) sent(ctx context.Context) error {
	open, err := openLines(ctx, w.r, w.room.Unit.Government)
	if err != nil {
		return err
	}
	accepted, err := acceptedLines(ctx, w.r, w.room.Unit.Government)
	for _, c := range w.all {
		on := accepted[c.Worker.Person]
		c.standing.SentBefore, c.standing.Accepted = open[c.Worker.Person], on != 0 && on >= w.newest(c.NPP)
	}
	return err
}

// judge decides and checks everybody.
func (w *roomReader) judge() {
	byKind := map[Kind][]*candidate{}
	for _, c := range w.all {
		var e Events
		for _, x := range c.Events {
			switch x.Kind {
			case person.Died:
				e.Died = x.On
			case person.Accident:
				e.Accident = x.On
			}
		}
		if c.Need = Decide(c.Worker, c.standing, e, w.room.Month); c.Need.Kind == "" && c.Need.Wait.Format == "" {
			w.room.Quiet = append(w.room.Quiet, &c.Person)
			continue
		}
		if c.NPP == "" && c.Need.Kind != "" {
			c.Need.Owner, c.Need.Wait = OwnerStaff, lang.Msg("Instansi ini belum punya NPP. Isi NPP-nya di halaman instansi.")
		}
		byKind[c.Need.Kind] = append(byKind[c.Need.Kind], c)
		w.room.People = append(w.room.People, &c.Person)
	}
	for kind, cs := range byKind {
		t, ok := w.room.Book.Template(kind)
		if !ok {
			continue
		}
		workers := make([]Worker, len(cs))
		for i, c := range cs {
			workers[i] = c.Worker
		}
		for i, l := range Check(t, w.room.Book, workers, w.room.Month) {
			cs[i].Findings = l.Findings
		}
	}
	slices.SortStableFunc(w.room.People, func(a, b *Person) int { return cmp.Compare(a.Name, b.Name) })
}
