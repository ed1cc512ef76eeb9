package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/registration"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/period"
)

// fileNotices say what was done, by the word that the address brings back.
var fileNotices = map[string]view.Notice{
	"dibuat":   {Tone: view.Good, Text: lang.Msg("Berkas dibuat. Unduh, unggah ke portal BPJS tanpa mengganti nama berkas, lalu tandai sudah diunggah.")},
	"lengkap":  {Tone: view.Good, Text: lang.Msg("Tersimpan.")},
	"kejadian": {Tone: view.Good, Text: lang.Msg("Kejadian dicatat. Orang ini tidak akan dilaporkan sebagai keluar biasa.")},
	"ditarik":  {Tone: view.Good, Text: lang.Msg("Catatan kejadian ditarik.")},
	"templat":  {Tone: view.Good, Text: lang.Msg("Templat dipakai. Berkas berikutnya mengikuti susunannya.")},
	"sent":     {Tone: view.Good, Text: lang.Msg("Dicatat sudah diunggah. Setelah portal menjawab, catat jawabannya.")},
	"dropped":  {Tone: view.Good, Text: lang.Msg("Berkas dibatalkan; orang-orangnya bisa dimasukkan ke berkas lain.")},
	"asing":    {Tone: view.Warn, Text: lang.Msg("Jawaban dicatat, tetapi sebagian baris bukan orang di berkas ini. Periksa apakah daftar yang diunggah milik berkas lain.")},
	"jawaban":  {Tone: view.Good, Text: lang.Msg("Jawaban dicatat per orang.")},
}

func fileNotice(r *Request) *view.Notice {
	if n, ok := fileNotices[r.FormValue("hasil")]; ok {
		return &n
	}
	return nil
}

func (s *Server) toRoom(r *Request, u unit.Unit, month period.Month, done string) error {
	return r.redirect(fmt.Sprintf("%s/berkas?bulan=%s&hasil=%s", unitURL(u.Government, u.ID), month, done))
}

// roomAgain shows the room with what is wrong.
func (s *Server) roomAgain(r *Request, err error) error {
	return r.refused(err, func(text lang.Text) view.Screen {
		v, bad := s.roomView(r)
		if bad != nil {
			v = view.FileRoom{Page: r.page(view.SecFiles)}
		}
		v.Errors = []view.FieldError{{Text: text}}
		return v
	})
}

// personOf is somebody of a unit's room by the number that its form carries; who is not in the room is not found.
func (s *Server) personOf(r *Request, u unit.Unit, month period.Month) (person.Ref, error) {
	id, err := strconv.ParseInt(r.PostFormValue("orang"), 10, 64)
	if err != nil {
		return person.Ref{}, person.ErrNotFound
	}
	room, err := s.readRoom(r, u, month)
	if err != nil {
		return person.Ref{}, err
	}
	if !room.Has(id) {
		return person.Ref{}, person.ErrNotFound
	}
	return person.Ref{Government: u.Government, Person: id}, nil
}

// fileComplete keeps what the templates ask: of one person, or of the unit.
func (s *Server) fileComplete(r *Request) error {
	u, g, _, err := s.unitOf(r)
	if err != nil {
		return err
	}
	month, err := r.month()
	if err != nil {
		return err
	}
	given := givenDetails(r)
	if len(given) == 0 {
		err = s.app.Files.CompleteUnit(r.Context(), r.Actor, u, g, registration.UnitDetails{Workplace: r.PostFormValue("lokasi"), Contract: r.PostFormValue("kontrak")})
	} else {
		err = s.completeAll(r, u, g, month, given)
	}
	if err != nil {
		return s.roomAgain(r, err)
	}
	return s.toRoom(r, u, month, "lengkap")
}

// givenDetails reads inputs called field.person.
func givenDetails(r *Request) map[int64]registration.Details {
	_ = r.ParseForm()
	out := map[int64]registration.Details{}
	for name := range r.PostForm {
		field, number, dotted := strings.Cut(name, ".")
		id, err := strconv.ParseInt(number, 10, 64)
		if !dotted || err != nil || !slices.Contains(registration.Asked(), registration.Field(field)) {
			continue
		}
		if out[id] == nil {
			out[id] = registration.Details{}
		}
		out[id][registration.Field(field)] = r.PostForm.Get(name)
	}
	return out
}

// completeAll keeps what was typed for people of the room; who is not in it is not found, and nothing is kept.
func (s *Server) completeAll(r *Request, u unit.Unit, g unit.Government, month period.Month, given map[int64]registration.Details) error {
	room, err := s.readRoom(r, u, month)
	if err != nil {
		return err
	}
	for id := range given {
		if !room.Has(id) {
			return person.ErrNotFound
		}
	}
	for id, d := range given {
		if err := s.app.Files.CompletePerson(r.Context(), r.Actor, u, g, person.Ref{Government: u.Government, Person: id}, d); err != nil {
			return err
		}
	}
	return nil
}

// fileEvent notes a death or an accident, or takes the note back.
func (s *Server) fileEvent(r *Request) error {
	u, g, _, err := s.unitOf(r)
	if err != nil {
		return err
	}
	month, err := r.month()
	if err != nil {
		return err
	}
	of, err := s.personOf(r, u, month)
	if err != nil {
		return err
	}
	done := "kejadian"
	err = s.app.Door.Do(r.Context(), r.Actor, change.Op{Name: "person.event", Permission: access.ImportRoster}, u.Target(g), func(tx *change.Tx) error {
		if text := r.PostFormValue("tarik"); text != "" {
			id, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				return person.ErrNotFound
			}
			done = "ditarik"
			return person.WithdrawEvent(r.Context(), tx, of, id)
		}
		on, err := period.ParseDate(r.PostFormValue("tanggal"))
		if err != nil {
			return person.ErrEvent
		}
		return person.NoteEvent(r.Context(), tx, of, person.EventKind(r.PostFormValue("kejadian")), on, s.today())
	})
	if err != nil {
		return s.roomAgain(r, err)
	}
	return s.toRoom(r, u, month, done)
}

// mostTemplate bounds templates and answers; the portal's own take at most 10,000 rows.
const mostTemplate = 20 << 20

// sheetOf reads the posted workbook; nil where none was chosen.
func (r *Request) sheetOf() (*sheetread.Book, error) {
	r.Body = http.MaxBytesReader(r.W, r.Body, mostTemplate)
	file, header, err := r.FormFile("berkas")
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &tooLong):
		return nil, errTooBig(mostTemplate)
	case errors.Is(err, http.ErrMissingFile):
		return nil, nil
	case err != nil:
		return nil, fault.New(fault.Invalid, "Berkas tidak terkirim utuh. Unggah sekali lagi.").Because(err)
	}
	defer func() { _ = file.Close() }()
	content, err := io.ReadAll(file)
	if err != nil {
		return nil, fmt.Errorf("read upload: %w", err)
	}
	if len(content) == 0 {
		return nil, nil
	}
	return sheetread.FromBytes(r.Context(), content, header.Filename, sheetread.DefaultLimits())
}

// fileTemplate takes a template that was downloaded from the portal.
func (s *Server) fileTemplate(r *Request) error {
	u, g, _, err := s.unitOf(r)
	if err != nil {
		return err
	}
	month := s.today().Month()
	book, err := r.sheetOf()
	if err == nil && book == nil {
		err = fault.New(fault.Invalid, "Pilih berkas templatnya.")
	}
	if err == nil {
		var up *registration.Uploaded
		if up, err = registration.FromBook(r.Context(), book, registration.Current(), s.today()); err == nil {
			err = s.app.Files.AddTemplate(r.Context(), r.Actor, u, g, up)
		}
	}
	if err != nil {
		return s.roomAgain(r, err)
	}
	return s.toRoom(r, u, month, "templat")
}

// fileMake makes the files of one kind.
func (s *Server) fileMake(r *Request) error {
	u, g, _, err := s.unitOf(r)
	if err != nil {
		return err
	}
	month, err := r.month()
	if err != nil {
		return err
	}
	room, err := s.readRoom(r, u, month)
	if err != nil {
		return err
	}
	if _, err = s.app.Files.Make(r.Context(), r.Actor, room, g, registration.Kind(r.PostFormValue("jenis"))); err != nil {
		return s.roomAgain(r, err)
	}
	return s.toRoom(r, u, month, "dibuat")
}

// fileOf is the file that the address names, with its unit.
func (s *Server) fileOf(r *Request) (f registration.File, u unit.Unit, g unit.Government, err error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return f, u, g, registration.ErrNoFile
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		if f, err = registration.FileByID(ctx, tx, r.Scope, id); err != nil {
			return err
		}
		if u, err = unit.ByID(ctx, tx, r.Scope, f.Government, f.Unit); err != nil {
			return err
		}
		g, err = unit.GovernmentByID(ctx, tx, f.Government)
		return err
	})
	return f, u, g, err
}

// fileDownload gives the workbook under the name that the portal insists on.
func (s *Server) fileDownload(r *Request) error {
	f, u, g, err := s.fileOf(r)
	if err != nil {
		return err
	}
	body, err := s.app.Files.Open(r.Context(), r.Actor, f, u, g)
	if err != nil {
		return err
	}
	content, err := io.ReadAll(body.Reader())
	if err != nil {
		return fmt.Errorf("read file %d: %w", f.ID, err)
	}
	return r.attach(string(f.Kind)+".xlsx", workbookType, content)
}

// fileState says that a file was handed to the portal, or will not be.
func (s *Server) fileState(r *Request) error {
	f, u, g, err := s.fileOf(r)
	if err != nil {
		return err
	}
	to := r.PostFormValue("keadaan")
	switch registration.State(to) {
	case registration.Sent:
		err = s.app.Files.MarkSent(r.Context(), r.Actor, f, u, g)
	case registration.Dropped:
		err = s.app.Files.Drop(r.Context(), r.Actor, f, u, g)
	default:
		err = fault.New(fault.Usage, "Keadaan ini tidak dikenal.")
	}
	if err != nil {
		return err
	}
	return s.toRoom(r, u, f.Month, to)
}

// fileAnswer reads the portal's list of refused rows; without a list all were accepted.
func (s *Server) fileAnswer(r *Request) error {
	f, u, g, err := s.fileOf(r)
	if err != nil {
		return err
	}
	book, err := r.sheetOf()
	var answers []registration.Answer
	if err == nil && book != nil {
		answers, err = registration.ReadAnswer(r.Context(), book, false)
	}
	if err != nil {
		return err
	}
	tally, err := s.app.Files.Receive(r.Context(), r.Actor, f, u, g, answers, true)
	if err != nil {
		return err
	}
	if tally.Unknown > 0 {
		return s.toRoom(r, u, f.Month, "asing")
	}
	return s.toRoom(r, u, f.Month, "jawaban")
}
