package app

import (
	"context"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/programme/registration"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/period"
)

type fileRoom struct {
	*testing.T
	a *App
	u unit.Unit
	g unit.Government
}

func enter(t *testing.T, a *App, code string) fileRoom {
	t.Helper()
	room := fileRoom{T: t, a: a}
	err := a.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
		if room.u, err = unit.ByCode(t.Context(), tx, access.Everything(), code); err != nil {
			return err
		}
		room.g, err = unit.GovernmentByID(t.Context(), tx, room.u.Government)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return room
}

func (f fileRoom) read(month period.Month) *registration.Room {
	f.Helper()
	var room *registration.Room
	err := f.a.DB.Read(f.Context(), func(tx *db.Tx) (err error) {
		room, err = f.a.Files.Read(f.Context(), tx, access.Everything(), f.u, month)
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	return room
}

func (f fileRoom) stands(month period.Month) map[string][]string {
	out := map[string][]string{}
	for _, p := range f.read(month).People {
		ready := "waits"
		if p.Ready() {
			ready = "ready"
		}
		out[p.Name] = []string{string(p.Need.Kind), ready, string(p.Need.Owner)}
	}
	return out
}

func (f fileRoom) complete(name string, d registration.Details) {
	f.Helper()
	for _, p := range f.read(september).People {
		if p.Name == name {
			if err := f.a.Files.CompletePerson(f.Context(), access.Operator(), f.u, f.g, person.Ref{Government: f.u.Government, Person: p.Worker.Person}, d); err != nil {
				f.Fatal(err)
			}
			return
		}
	}
	f.Fatalf("%s is not in the room", name)
}

func TestTheFileRoomOfAUnitFromRosterToAnswer(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := testApp(t, d)
		bringWorked(t, a)
		facts(t, a, september) // computes them
		f := enter(t, a, "D01")
		want := map[string][]string{
			"Bambang Setiawan": {"data_tk_baru", "waits", ""},     // nobody told the workplace and whether he is married
			"Slamet Riyadi":    {"data_tk_na", "waits", "cabang"}, // left in August, still on the list, no card number
		}
		if d := cmp.Diff(want, f.stands(september)); d != "" {
			t.Fatalf("(-want +got)\n%s", d)
		}
		if _, err := a.Files.Make(t.Context(), access.Operator(), f.read(september), f.g, registration.New); fault.KindOf(err) != fault.Conflict {
			t.Fatalf("an empty file was made: %v", err)
		}
		if err := a.Files.CompleteUnit(t.Context(), access.Operator(), f.u, f.g, registration.UnitDetails{Workplace: "3311"}); err != nil {
			t.Fatal(err)
		}
		f.complete("Bambang Setiawan", registration.Details{registration.Married: "Y"})
		f.complete("Slamet Riyadi", registration.Details{registration.KPJ: "19012345678", registration.LeaveCause: "A1"})
		room := f.read(september)
		if room.Ready(registration.New) != 1 || room.Ready(registration.Leavers) != 1 || len(room.Quiet) != 2 {
			t.Fatalf("after completing: %v, quiet %d", f.stands(september), len(room.Quiet))
		}
		made, err := a.Files.Make(t.Context(), access.Operator(), room, f.g, registration.New)
		if err != nil || len(made) != 1 || made[0].NPP != "20000001" {
			t.Fatalf("made %+v, %v", made, err)
		}
		if _, err := a.Files.Make(t.Context(), access.Operator(), room, f.g, registration.New); fault.KindOf(err) != fault.Conflict {
			t.Errorf("the same people went into two files: %v", err)
		}
		f.holds(made[0], "3311012407959003")
		if err := a.Files.MarkSent(t.Context(), access.Operator(), made[0], f.u, f.g); err != nil {
			t.Fatal(err)
		}
		if err := a.Files.Drop(t.Context(), access.Operator(), made[0], f.u, f.g); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a sent file was dropped: %v", err)
		}
		tally, err := a.Files.Receive(t.Context(), access.Operator(), made[0], f.u, f.g, []registration.Answer{
			{Row: 2, NIK: "3311012407959003", Reason: "NIK sudah terdaftar"}, {Row: 3, NIK: "3311010101019999", Reason: "bukan kami"}}, true)
		if err != nil || tally != (registration.Tally{Refused: 1, Unknown: 1}) {
			t.Errorf("answer: %+v, %v", tally, err)
		}
		f.refused(made[0].ID, "NIK sudah terdaftar")
		if got := f.stands(september)["Bambang Setiawan"]; got[1] != "ready" {
			t.Errorf("a refused person must be free for another file: %v", got)
		}
		made, err = a.Files.Make(t.Context(), access.Operator(), f.read(september), f.g, registration.New)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.Files.Receive(t.Context(), access.Operator(), made[0], f.u, f.g, nil, true); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a file that was never sent was answered: %v", err)
		}
		if err := a.Files.MarkSent(t.Context(), access.Operator(), made[0], f.u, f.g); err != nil {
			t.Fatal(err)
		}
		if tally, err := a.Files.Receive(t.Context(), access.Operator(), made[0], f.u, f.g, nil, true); err != nil || tally.Accepted != 1 {
			t.Fatalf("answer: %+v, %v", tally, err)
		}
		if got, there := f.stands(september)["Bambang Setiawan"]; there {
			t.Errorf("an accepted person waits for the next list and needs nothing: %v", got)
		}
		clean(t, a)
	})
}

// holds opens the file again, as it was made.
func (f fileRoom) holds(made registration.File, nik string) {
	f.Helper()
	body, err := f.a.Files.Open(f.Context(), access.Operator(), made, f.u, f.g)
	if err != nil {
		f.Fatal(err)
	}
	raw, err := io.ReadAll(body.Reader())
	if err != nil {
		f.Fatal(err)
	}
	book, err := sheetread.FromBytes(context.Background(), raw, "data_tk_baru.xlsx", sheetread.DefaultLimits())
	if err != nil {
		f.Fatal(err)
	}
	rows, err := book.Sheet("data_tk_baru").All(f.Context())
	if err != nil || len(rows) != 2 || rows[1].Cell(14).Text != nik {
		f.Errorf("the file holds %d rows, %v", len(rows), err)
	}
}

func (f fileRoom) refused(id int64, reason string) {
	f.Helper()
	err := f.a.DB.Read(f.Context(), func(tx *db.Tx) error {
		file, err := registration.FileByID(f.Context(), tx, access.Everything(), id)
		if err != nil {
			return err
		}
		if file.State != registration.Answered || file.Refused != 1 {
			f.Errorf("the file stands at %+v", file)
		}
		list, err := f.a.Files.Refusals(f.Context(), tx, file)
		if len(list) != 1 || list[0].Reason != reason {
			f.Errorf("refusals: %+v", list)
		}
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
}

func TestAPersonWhoDiedIsNoLeaverUntilTheEventIsWithdrawn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := testApp(t, d)
		bringWorked(t, a)
		facts(t, a, september)
		f := enter(t, a, "D01")
		f.complete("Slamet Riyadi", registration.Details{registration.KPJ: "19012345678", registration.LeaveCause: "A1"})
		var of person.Ref
		for _, p := range f.read(september).People {
			if p.Name == "Slamet Riyadi" {
				of = person.Ref{Government: f.u.Government, Person: p.Worker.Person}
			}
		}
		do := func(fn func(tx *change.Tx) error) error {
			return a.Door.Do(t.Context(), access.Operator(), change.Op{Name: "person.event", Permission: access.ImportRoster}, f.u.Target(f.g), fn)
		}
		today := period.DateOf(2026, 11, 20)
		for range 2 { // told twice, kept once
			if err := do(func(tx *change.Tx) error {
				return person.NoteEvent(t.Context(), tx, of, person.Died, period.DateOf(2026, 8, 30), today)
			}); err != nil {
				t.Fatal(err)
			}
		}
		if got := f.stands(september)["Slamet Riyadi"]; got[0] != "" || got[2] != "klaim" {
			t.Errorf("a dead person stands at %v", got)
		}
		var events []person.Event
		for _, p := range f.read(september).People {
			events = append(events, p.Events...)
		}
		if len(events) != 1 {
			t.Fatalf("events: %+v", events)
		}
		if err := do(func(tx *change.Tx) error { return person.NoteEvent(t.Context(), tx, of, person.Died, today+1, today) }); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a death of tomorrow was taken: %v", err)
		}
		if err := do(func(tx *change.Tx) error { return person.WithdrawEvent(t.Context(), tx, of, events[0].ID) }); err != nil {
			t.Fatal(err)
		}
		if got := f.stands(september)["Slamet Riyadi"]; got[0] != "data_tk_na" || got[1] != "ready" {
			t.Errorf("after the withdrawal: %v", got)
		}
	})
}
