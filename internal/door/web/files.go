package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/programme/registration"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/audit"
	"github.com/payung-id/payung/period"
)

// fileRoutes are the file room: the insurer's files made, sent and answered.
func (s *Server) fileRoutes() {
	s.need(access.ImportRoster, "GET /berkas", s.fileUnits)
	s.need(access.ImportRoster, "GET /instansi/{id}/berkas", s.fileRoom)
	s.need(access.ImportRoster, "POST /instansi/{id}/berkas/lengkapi", s.fileComplete)
	s.need(access.ImportRoster, "POST /instansi/{id}/berkas/kejadian", s.fileEvent)
	s.need(access.ImportRoster, "POST /instansi/{id}/berkas/templat", s.fileTemplate)
	s.need(access.ImportRoster, "POST /instansi/{id}/berkas/buat", s.fileMake)
	s.need(access.ImportRoster, "GET /berkas/{id}/{nama}", s.fileDownload)
	s.need(access.ImportRoster, "POST /berkas/{id}/keadaan", s.fileState)
	s.need(access.ImportRoster, "POST /berkas/{id}/jawaban", s.fileAnswer)
}

const (
	fileUnitsShown = 50
	waitingShown   = 40 // people of one page; the rest follow when these are done
)

// fileUnits lets a reader of many units choose; who works for one unit is led to it.
func (s *Server) fileUnits(r *Request) error {
	month, err := r.month()
	if err != nil {
		return err
	}
	var units []unit.Unit
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		units, err = unit.List(ctx, tx, r.Scope)
		return err
	})
	if err != nil {
		return err
	}
	if root, one := rootOf(units); one {
		return r.redirect(fmt.Sprintf("/instansi/%d.%d/berkas?bulan=%s", root.Government, root.ID, month))
	}
	board, err := s.app.Coverage.Scoreboard(r.Context(), r.Scope, coverage.Question{Month: month, By: coverage.ByUnit})
	if err != nil {
		return err
	}
	rows := map[string]coverage.Row{}
	for i := range board.Rows {
		rows[board.Rows[i].Key] = board.Rows[i]
	}
	v := view.FileUnits{Page: r.page(view.SecFiles), Month: month, Word: r.FormValue("q")}
	if v.Page.Basis, err = r.basisOf(month); err != nil {
		return err
	}
	word := strings.ToLower(strings.TrimSpace(v.Word))
	slices.SortStableFunc(units, func(a, b unit.Unit) int {
		x, y := rows[a.Code], rows[b.Code]
		return cmp.Or(cmp.Compare(y.Workers-y.Registered, x.Workers-x.Registered), cmp.Compare(a.Name, b.Name))
	})
	for _, u := range units {
		if word != "" && !strings.Contains(strings.ToLower(u.Name), word) {
			continue
		}
		if len(v.Rows) == fileUnitsShown {
			v.More++
			continue
		}
		row := rows[u.Code]
		v.Rows = append(v.Rows, view.FileUnit{Name: u.Name, Kind: kindText(string(u.Kind)).In(r.Lang), URL: unitURL(u.Government, u.ID) + "/berkas?bulan=" + month.String(),
			Workers: row.Workers, Registered: row.Registered, Silent: row.Answered == 0})
	}
	return r.show(v)
}

// rootOf returns the unit under which all others stand, where there is one.
func rootOf(units []unit.Unit) (root unit.Unit, one bool) {
	for _, u := range units {
		if root.ID == 0 || len(u.Path) < len(root.Path) {
			root = u
		}
	}
	for _, u := range units {
		if u.Government != root.Government || !strings.HasPrefix(u.Path, root.Path) {
			return root, false
		}
	}
	return root, root.ID != 0
}

// readRoom judges a unit's month anew.
func (s *Server) readRoom(r *Request, u unit.Unit, month period.Month) (room *registration.Room, err error) {
	if err := s.app.Coverage.Refresh(r.Context(), month); err != nil {
		return nil, err
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		room, err = s.app.Files.Read(ctx, tx, r.Scope, u, month)
		return err
	})
	return room, err
}

// fileRoom shows the room.
func (s *Server) fileRoom(r *Request) error {
	v, err := s.roomView(r)
	if err != nil {
		return err
	}
	v.Notice = fileNotice(r)
	return r.show(v)
}

func (s *Server) roomView(r *Request) (v view.FileRoom, err error) {
	u, _, _, err := s.unitOf(r)
	if err != nil {
		return v, err
	}
	month, err := r.month()
	if err != nil {
		return v, err
	}
	room, err := s.readRoom(r, u, month)
	if err != nil {
		return v, err
	}
	v = view.FileRoom{Page: r.page(view.SecFiles), UnitID: fmt.Sprintf("%d.%d", u.Government, u.ID), UnitName: u.Name, UnitURL: unitURL(u.Government, u.ID), Month: month,
		Quiet: len(room.Quiet), CanChange: true, Today: s.today()}
	v.Page.Crumbs = []view.Link{{Text: literal(u.Name), URL: v.UnitURL}}
	if v.Page.Basis, err = r.basisOf(month); err != nil {
		return v, err
	}
	s.roomPiles(&v, room)
	names := map[int64]*registration.Person{}
	for _, p := range room.People {
		names[p.Worker.Person] = p
		if p.Need.Owner == registration.OwnerBranch && p.NPP != "" && p.Need.Kind == "" {
			v.NoList = true
		}
	}
	for _, p := range room.Waiting() {
		v.Waiting = append(v.Waiting, waitView(u, room, p))
	}
	v.Shared = shareProblems(v.Waiting)
	if n := len(v.Waiting); n > waitingShown {
		v.Waiting, v.WaitingMore = v.Waiting[:waitingShown], n-waitingShown
	}
	for _, p := range slices.Concat(room.People, room.Quiet) {
		r.saw(forFiles, audit.People, u.Government, p.Worker.Person)
		v.Everybody = append(v.Everybody, view.Option{Value: strconv.FormatInt(p.Worker.Person, 10), Text: p.Name + " · " + p.Code})
		for _, e := range p.Events {
			v.Events = append(v.Events, view.FileEvent{ID: strconv.FormatInt(e.ID, 10), Person: strconv.FormatInt(p.Worker.Person, 10), Name: p.Name, Text: eventText(e)})
		}
	}
	details, err := s.unitDetails(r, u)
	if err != nil {
		return v, err
	}
	v.Workplace, v.Contract = details.Workplace, details.Contract
	v.Workplaces = codeOptions(room.Book.Codes("workplace"), v.Workplace)
	v.Contracts = codeOptions(room.Book.Codes("contract"), v.Contract)
	return v, s.madeView(r, &v, room, names)
}

func (s *Server) unitDetails(r *Request, u unit.Unit) (d registration.UnitDetails, err error) {
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		d, err = registration.DetailsOfUnit(ctx, tx, u)
		return err
	})
	return d, err
}

func (s *Server) roomPiles(v *view.FileRoom, room *registration.Room) {
	for _, k := range registration.Kinds() {
		t, ok := room.Book.Template(k)
		if !ok {
			continue
		}
		p := view.FilePile{Kind: string(k), Title: lang.T(v.Lang, pileTitles[k]), File: t.FileName(), Version: t.Version, Unsure: t.Confidence != registration.High}
		for _, w := range room.People {
			switch {
			case w.Need.Kind != k:
			case w.Ready():
				p.Ready++
			default:
				p.Waiting++
			}
		}
		if p.Ready+p.Waiting > 0 {
			v.Piles = append(v.Piles, p)
		}
	}
}

// pileTitles say what each file is for.
var pileTitles = map[registration.Kind]string{
	registration.New: "Pekerja baru, belum punya kartu", registration.Continued: "Sudah punya kartu (KPJ), masuk lagi", registration.Wages: "Upah berubah",
	registration.Leavers: "Berhenti bekerja", registration.Correction: "Koreksi data",
}

// fileOwners say who must act.
var fileOwners = map[registration.Owner]string{
	registration.OwnerStaff: "kepegawaian", registration.OwnerJudge: "pemadanan", registration.OwnerBranch: "kantor cabang BPJS", registration.OwnerClaim: "klaim",
}

func waitView(u unit.Unit, room *registration.Room, p *registration.Person) view.FileWait {
	w := view.FileWait{ID: strconv.FormatInt(p.Worker.Person, 10), Name: p.Name, Code: p.Code, URL: personURL(u.Government, p.Worker.Person), Unit: p.UnitName,
		Reason: p.Need.Reason, Wait: p.Need.Wait}
	if t, ok := room.Book.Template(p.Need.Kind); ok {
		w.File = t.FileName()
	}
	if p.Unit == u.ID { // said in the heading
		w.Unit = ""
	}
	owner := p.Need.Owner
	if owner == "" {
		owner = registration.OwnerStaff
	}
	w.Owner = view.Tag{Tone: view.Warn, Text: lang.Msg(fileOwners[owner])}
	lacks := map[registration.Field]bool{}
	for _, f := range p.Findings {
		if f.Refuse {
			w.Problems = append(w.Problems, f.Text)
			lacks[f.Field] = true
		}
	}
	if owner == registration.OwnerBranch && p.Need.Kind != "" {
		lacks[registration.KPJ] = true
	}
	if p.Need.Kind == registration.Leavers {
		lacks[registration.LeftOn] = true
	}
	delete(lacks, registration.Workplace) // filled in once for the unit
	for _, f := range registration.Asked() {
		if lacks[f] {
			w.Fields = append(w.Fields, fileField(room.Book, p, f))
		}
	}
	if n := len(p.Events); n > 0 {
		w.EventText = eventText(p.Events[n-1])
	}
	return w
}

func eventText(e person.Event) lang.Text {
	if e.Kind == person.Accident {
		return lang.Msg("Tercatat kecelakaan kerja, oleh %s", e.NotedBy)
	}
	return lang.Msg("Tercatat meninggal dunia, oleh %s", e.NotedBy)
}

// shareProblems takes what holds three or more people out of their lines, to be said once above them.
func shareProblems(list []view.FileWait) (out []view.SharedProblem) {
	const several = 3
	count := map[string]int{}
	for _, w := range list {
		for _, x := range w.Problems {
			count[x.In(lang.ID)]++
		}
	}
	said := map[string]bool{}
	for i := range list {
		var own []lang.Text
		for _, x := range list[i].Problems {
			switch key := x.In(lang.ID); {
			case count[key] < several:
				own = append(own, x)
			case !said[key]:
				said[key] = true
				out = append(out, view.SharedProblem{People: count[key], Text: x})
			}
		}
		list[i].Problems = own
	}
	return out
}

// fileLabels name the inputs.
var fileLabels = map[registration.Field]string{
	registration.Married: "Status kawin", registration.Workplace: "Kode lokasi pekerjaan", registration.Contract: "Status pegawai", registration.KPJ: "Nomor KPJ",
	registration.LeaveCause: "Sebab keluar", registration.LeftOn: "Tanggal keluar",
}

func fileField(book registration.Book, p *registration.Person, f registration.Field) view.FileField {
	out := view.FileField{Name: string(f), Label: lang.Msg(fileLabels[f]), Kind: "text", Value: p.Text[f]}
	list := map[registration.Field]string{registration.Married: "married", registration.Workplace: "workplace", registration.Contract: "contract", registration.LeaveCause: "leave_cause"}[f]
	if list != "" {
		out.Options = codeOptions(book.Codes(list), out.Value)
	}
	if f == registration.LeftOn {
		out.Kind = "date"
		if p.LeftOn != 0 {
			out.Value = p.LeftOn.String()
		}
	}
	return out
}

// codeOptions offers a code list; none where the list is empty, so that the code is typed.
func codeOptions(list registration.CodeList, current string) []view.Option {
	if len(list.Codes) == 0 {
		return nil
	}
	out := []view.Option{{Text: "–"}}
	for _, c := range list.Codes {
		out = append(out, view.Option{Value: c.Code, Text: c.Code + " · " + c.Title, Current: c.Code == current})
	}
	return out
}

func (s *Server) madeView(r *Request, v *view.FileRoom, room *registration.Room, names map[int64]*registration.Person) error {
	return r.read(func(ctx context.Context, tx *db.Tx) error {
		for _, f := range room.Files {
			m := view.MadeFile{ID: strconv.FormatInt(f.ID, 10), File: string(f.Kind) + ".xlsx", NPP: maskNPP(f.NPP), Month: f.Month, Rows: f.Rows, By: f.MadeBy, At: f.MadeAt,
				Accepted: f.Accepted, Refused: f.Refused, Open: f.State == registration.Made, Sent: f.State == registration.Sent, Status: fileStates[f.State]}
			if f.Refused > 0 {
				list, err := s.app.Files.Refusals(ctx, tx, f)
				if err != nil {
					return err
				}
				for _, x := range list {
					name := lang.T(r.Lang, "Seseorang yang tidak lagi di daftar")
					if p := names[x.Person]; p != nil {
						name = p.Name
					}
					m.Refusals = append(m.Refusals, view.FileRefusal{Name: name, URL: personURL(f.Government, x.Person), Reason: x.Reason})
				}
			}
			v.Made = append(v.Made, m)
		}
		return nil
	})
}

// fileStates are the states as tags.
var fileStates = map[registration.State]view.Tag{
	registration.Made: {Tone: view.Warn, Text: lang.Msg("belum diunggah ke portal")}, registration.Sent: {Tone: view.Warn, Text: lang.Msg("menunggu jawaban")},
	registration.Answered: {Tone: view.Good, Text: lang.Msg("sudah dijawab")},
}
