package registration

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/blob"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/period"
)

// State is where a file stands.
type State string

// The states. A dropped file was never sent; its people are free for another.
const (
	Made     State = "made"
	Sent     State = "sent"
	Answered State = "answered"
	Dropped  State = "dropped"
)

// File is a workbook that was made for the insurer.
type File struct {
	Government, ID, Unit int64
	NPP                  string
	Month                period.Month
	Kind                 Kind
	Version              string
	Rows                 int
	Blob                 string
	State                State
	MadeBy, SentBy       string
	MadeAt, SentAt       time.Time
	Accepted, Refused    int
}

// How long a made file is kept for another download: it holds whole identity numbers.
const kept = 90 * 24 * time.Hour

// reasonSeal is the label under which the insurer's reason is sealed.
const reasonSeal = "registration_line"

// ErrNobody says that no line of a kind can go.
var ErrNobody = fault.New(fault.Conflict, "Tidak ada baris yang siap untuk berkas ini. Lengkapi dulu yang menunggu.")

// ErrNoFile says that no such file lies in the asker's reach.
var ErrNoFile = fault.New(fault.NotFound, "Berkas ini tidak ditemukan dalam wilayah kerja Anda.")

// Make writes the files of one kind for the lines of a room that are ready, one for each employer registration and
// 10,000 people, keeps them sealed, and binds the people to them so that nobody is sent twice.
func (s *Service) Make(ctx context.Context, actor access.Actor, room *Room, g unit.Government, kind Kind) ([]File, error) {
	t, ok := room.Book.Template(kind)
	if !ok {
		return nil, ErrNobody
	}
	byNPP := map[string][]Line{}
	for _, p := range room.People {
		if p.Need.Kind == kind && p.Ready() {
			byNPP[p.NPP] = append(byNPP[p.NPP], p.Line)
		}
	}
	npps := make([]string, 0, len(byNPP))
	for npp := range byNPP {
		npps = append(npps, npp)
	}
	slices.Sort(npps)
	var out []File
	for _, npp := range npps {
		for _, people := range Files(t, byNPP[npp]) {
			f, err := s.make(ctx, actor, room, g, t, npp, people)
			if err != nil {
				return out, err
			}
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		return nil, ErrNobody
	}
	return out, nil
}

func (s *Service) make(ctx context.Context, actor access.Actor, room *Room, g unit.Government, t Template, npp string, people []Worker) (File, error) {
	var body bytes.Buffer
	if err := Write(&body, t, room.Book, people); err != nil {
		return File{}, err
	}
	f := File{Government: room.Unit.Government, Unit: room.Unit.ID, NPP: npp, Month: room.Month, Kind: t.Kind, Version: t.Version, Rows: len(people), State: Made}
	info, err := s.Blobs.Put(ctx, f.Government, &body, int64(body.Len()), s.Now().Add(kept))
	if err != nil {
		return f, fmt.Errorf("keep file: %w", err)
	}
	f.Blob = info.Hash
	return f, s.Door.Do(ctx, actor, change.Op{Name: "registration.make", Permission: access.ImportRoster}, room.Unit.Target(g), func(tx *change.Tx) error {
		if err := tx.Alone(ctx, f.Government); err != nil {
			return err
		}
		if err := nobodyTwice(ctx, tx, f.Government, people); err != nil {
			return err
		}
		if err := s.Blobs.Keep(ctx, tx.Tx, f.Government, f.Blob, tx.Now.Add(kept)); err != nil {
			return err
		}
		var err error
		if f.ID, err = tx.IDs(ctx, f.Government, 1); err != nil {
			return err
		}
		f.MadeBy, f.MadeAt = tx.Actor.Username, tx.Now
		return insertFile(ctx, tx, f, people)
	})
}

// nobodyTwice refuses people who stand in another open file.
func nobodyTwice(ctx context.Context, tx *change.Tx, government int64, people []Worker) error {
	open, err := openLines(ctx, tx, government)
	if err != nil {
		return err
	}
	for _, p := range people {
		if open[p.Person] != "" {
			return fault.New(fault.Conflict, "Sebagian orang ini baru saja dimasukkan ke berkas lain. Muat ulang halaman ini.")
		}
	}
	return nil
}

func insertFile(ctx context.Context, tx *change.Tx, f File, people []Worker) error {
	_, err := tx.Exec(ctx, `INSERT INTO registration_file (government_id, id, unit_id, npp, month, kind, version, row_count, blob, state, made_by, made_at, sent_by, sent_at, answered_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'made', $10, $11, '', '', '')`,
		f.Government, f.ID, f.Unit, f.NPP, f.Month.String(), string(f.Kind), f.Version, f.Rows, f.Blob, f.MadeBy, clock.Stamp(tx.Now))
	if err != nil {
		return fmt.Errorf("keep file: %w", err)
	}
	const firstRow = 2 // under the header
	for i, p := range people {
		if _, err := tx.Exec(ctx, `INSERT INTO registration_line (government_id, file_id, row_no, person_id, state) VALUES ($1, $2, $3, $4, 'open')`, f.Government, f.ID, i+firstRow, p.Person); err != nil {
			return fmt.Errorf("keep line of file: %w", err)
		}
	}
	tx.Record("registration_file", f.ID, map[string]any{"kind": f.Kind, "rows": f.Rows, "month": f.Month.String()})
	return nil
}

// openLines returns the people who stand in a file that is made or sent and not answered, with its kind.
func openLines(ctx context.Context, r db.Reader, government int64) (map[int64]Kind, error) {
	rows, err := r.Query(ctx, `SELECT l.person_id, f.kind FROM registration_file f JOIN registration_line l ON l.government_id = f.government_id AND l.file_id = f.id
		WHERE f.government_id = $1 AND f.state IN ('made', 'sent') AND l.state = 'open'`, government)
	if err != nil {
		return nil, fmt.Errorf("read open lines: %w", err)
	}
	defer rows.Close()
	out := map[int64]Kind{}
	for rows.Next() {
		var id int64
		var k Kind
		if err := rows.Scan(&id, &k); err != nil {
			return nil, err
		}
		out[id] = k
	}
	return out, rows.Err()
}

// acceptedLines returns the days on which people's newest accepted line was answered.
func acceptedLines(ctx context.Context, r db.Reader, government int64) (map[int64]period.Date, error) {
	rows, err := r.Query(ctx, `SELECT l.person_id, max(f.answered_at) FROM registration_file f JOIN registration_line l ON l.government_id = f.government_id AND l.file_id = f.id
		WHERE f.government_id = $1 AND f.state = 'answered' AND l.state = 'accepted' GROUP BY l.person_id`, government)
	if err != nil {
		return nil, fmt.Errorf("read accepted lines: %w", err)
	}
	defer rows.Close()
	out := map[int64]period.Date{}
	for rows.Next() {
		var id int64
		var stamp string
		if err := rows.Scan(&id, &stamp); err != nil {
			return nil, err
		}
		at, err := clock.ParseStamp(stamp)
		if err != nil {
			return nil, err
		}
		out[id] = period.DateIn(at, time.UTC)
	}
	return out, rows.Err()
}

const fileColumns = `f.government_id, f.id, f.unit_id, f.npp, f.month, f.kind, f.version, f.row_count, f.blob, f.state, f.made_by, f.made_at, f.sent_by, f.sent_at,
	(SELECT count(*) FROM registration_line l WHERE l.government_id = f.government_id AND l.file_id = f.id AND l.state = 'accepted'),
	(SELECT count(*) FROM registration_line l WHERE l.government_id = f.government_id AND l.file_id = f.id AND l.state = 'refused')`

func scanFile(row interface{ Scan(...any) error }) (File, error) {
	var f File
	var month, made, sent string
	err := row.Scan(&f.Government, &f.ID, &f.Unit, &f.NPP, &month, &f.Kind, &f.Version, &f.Rows, &f.Blob, &f.State, &f.MadeBy, &made, &f.SentBy, &sent, &f.Accepted, &f.Refused)
	if err != nil {
		return f, err
	}
	if f.Month, err = period.ParseMonth(month); err != nil {
		return f, err
	}
	f.MadeAt, err = clock.ParseStamp(made)
	if err == nil && sent != "" {
		f.SentAt, err = clock.ParseStamp(sent)
	}
	return f, err
}

func filesOf(ctx context.Context, r db.Reader, government, unitID int64) ([]File, error) {
	rows, err := r.Query(ctx, `SELECT `+fileColumns+` FROM registration_file f WHERE f.government_id = $1 AND f.unit_id = $2 AND f.state <> 'dropped' ORDER BY f.id DESC LIMIT 50`, government, unitID)
	if err != nil {
		return nil, fmt.Errorf("list files: %w", err)
	}
	defer rows.Close()
	var out []File
	for rows.Next() {
		f, err := scanFile(rows)
		if err != nil {
			return nil, fmt.Errorf("list files: %w", err)
		}
		out = append(out, f)
	}
	return out, rows.Err()
}

// FileByID returns a file of a unit in scope.
func FileByID(ctx context.Context, r db.Reader, scope access.Scope, id int64) (File, error) {
	where, args := scope.SQL(2)
	f, err := scanFile(r.QueryRow(ctx, `SELECT `+fileColumns+` FROM registration_file f JOIN unit u ON u.government_id = f.government_id AND u.id = f.unit_id
		JOIN government g ON g.id = u.government_id WHERE f.id = $1 AND `+where, append([]any{id}, args...)...))
	if errors.Is(err, db.ErrNoRows) {
		return f, ErrNoFile
	}
	return f, err
}

// Open gives the workbook again, byte for byte, and notes in the trail that whole numbers left the house.
func (s *Service) Open(ctx context.Context, actor access.Actor, f File, u unit.Unit, g unit.Government) (*blob.File, error) {
	if f.Blob == "" {
		return nil, ErrNoFile
	}
	err := s.Door.Do(ctx, actor, change.Op{Name: "registration.download", Permission: access.ImportRoster}, u.Target(g), func(tx *change.Tx) error {
		tx.Record("registration_file", f.ID, map[string]any{"kind": f.Kind, "rows": f.Rows})
		return nil
	})
	if err != nil {
		return nil, err
	}
	return s.Blobs.Open(ctx, f.Government, f.Blob)
}

// MarkSent says that a made file was handed to the portal; Drop that it never will be, so that its people are free again.
func (s *Service) MarkSent(ctx context.Context, actor access.Actor, f File, u unit.Unit, g unit.Government) error {
	return s.step(ctx, actor, f, u, g, Sent, `UPDATE registration_file SET state = 'sent', sent_by = $3, sent_at = $4 WHERE government_id = $1 AND id = $2 AND state = 'made'`)
}

// Drop takes a made file back; see [Service.MarkSent].
func (s *Service) Drop(ctx context.Context, actor access.Actor, f File, u unit.Unit, g unit.Government) error {
	return s.step(ctx, actor, f, u, g, Dropped, `UPDATE registration_file SET state = 'dropped', sent_by = $3, sent_at = $4 WHERE government_id = $1 AND id = $2 AND state = 'made'`)
}

func (s *Service) step(ctx context.Context, actor access.Actor, f File, u unit.Unit, g unit.Government, to State, query string) error {
	return s.Door.Do(ctx, actor, change.Op{Name: "registration." + string(to), Permission: access.ImportRoster}, u.Target(g), func(tx *change.Tx) error {
		n, err := tx.Exec(ctx, query, f.Government, f.ID, tx.Actor.Username, clock.Stamp(tx.Now))
		if err != nil {
			return fmt.Errorf("change state of file %d: %w", f.ID, err)
		}
		if n == 0 {
			if f.State == to {
				return nil
			}
			return fault.New(fault.Conflict, "Keadaan berkas ini sudah berubah. Muat ulang halaman ini.")
		}
		tx.Record("registration_file", f.ID, map[string]any{"state": to})
		return nil
	})
}

// Tally is what an answer said.
type Tally struct{ Accepted, Refused, Unknown int }

// Receive reads the insurer's answer back per person. A list of refused rows means that the others were accepted, when
// complete is true. Rows of people who are not in the file are counted and named by their row only.
func (s *Service) Receive(ctx context.Context, actor access.Actor, f File, u unit.Unit, g unit.Government, answers []Answer, complete bool) (t Tally, err error) {
	err = s.Door.Do(ctx, actor, change.Op{Name: "registration.answer", Permission: access.ImportRoster}, u.Target(g), func(tx *change.Tx) error {
		t = Tally{}
		if err := awaits(ctx, tx, f); err != nil {
			return err
		}
		people, err := s.linesByNumber(ctx, tx, f)
		if err != nil {
			return err
		}
		for _, a := range answers {
			l := people["n"+a.NIK]
			if l == nil {
				l = people["k"+strings.ToUpper(a.KPJ)]
			}
			if l == nil {
				t.Unknown++
				continue
			}
			state := "refused"
			if a.Accepted {
				state = "accepted"
			}
			if err := s.answerLine(ctx, tx, f, l, state, a.Reason); err != nil {
				return err
			}
		}
		if complete {
			if _, err := tx.Exec(ctx, `UPDATE registration_line SET state = 'accepted' WHERE government_id = $1 AND file_id = $2 AND state = 'open'`, f.Government, f.ID); err != nil {
				return err
			}
		}
		return closeAnswered(ctx, tx, f, &t)
	})
	return t, err
}

// awaits refuses an answer to a file that was not sent, or was answered before.
func awaits(ctx context.Context, tx *change.Tx, f File) error {
	n, err := tx.Exec(ctx, `UPDATE registration_file SET state = 'sent' WHERE government_id = $1 AND id = $2 AND state = 'sent'`, f.Government, f.ID)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "Berkas ini belum ditandai sudah diunggah ke portal, atau sudah dijawab.")
	}
	return err
}

type numbered struct {
	row    int
	person int64
	key    crypt.Key
}

// linesByNumber opens the identity numbers of a file's people; the participant numbers stand in their details.
func (s *Service) linesByNumber(ctx context.Context, tx *change.Tx, f File) (map[string]*numbered, error) {
	rows, err := tx.Query(ctx, `SELECT row_no, person_id FROM registration_line WHERE government_id = $1 AND file_id = $2 ORDER BY row_no`, f.Government, f.ID)
	if err != nil {
		return nil, err
	}
	var lines []*numbered
	for rows.Next() {
		l := &numbered{}
		if err := rows.Scan(&l.row, &l.person); err != nil {
			_ = rows.Close()
			return nil, err
		}
		lines = append(lines, l)
	}
	_ = rows.Close()
	if err := rows.Err(); err != nil {
		return nil, err
	}
	out := map[string]*numbered{}
	for _, l := range lines {
		key, sealed, err := person.KeyOf(ctx, tx, s.Ring, f.Government, l.person)
		if err != nil {
			return nil, err
		}
		number, err := key.Open(sealed, person.SealLabel)
		if err != nil {
			return nil, err
		}
		l.key = key
		out["n"+string(number)] = l
	}
	return out, s.addCards(ctx, f, lines, out)
}

// addCards finds the lines by the participant numbers that the file itself holds, for kinds without an identity number.
func (s *Service) addCards(ctx context.Context, f File, lines []*numbered, out map[string]*numbered) error {
	if f.Blob == "" || f.Kind == New {
		return nil
	}
	body, err := s.Blobs.Open(ctx, f.Government, f.Blob)
	if err != nil {
		return nil // the file's retention has ended: the identity numbers must do
	}
	answers, err := readMade(ctx, body)
	if err != nil {
		return err
	}
	byRow := map[int]*numbered{}
	for _, l := range lines {
		byRow[l.row] = l
	}
	for _, a := range answers {
		if l := byRow[a.Row]; l != nil && a.KPJ != "" {
			out["k"+strings.ToUpper(a.KPJ)] = l
		}
	}
	return nil
}

func (s *Service) answerLine(ctx context.Context, tx *change.Tx, f File, l *numbered, state, reason string) error {
	var sealed []byte
	if reason != "" {
		sealed = l.key.Seal([]byte(reason), reasonSeal)
	}
	_, err := tx.Exec(ctx, `UPDATE registration_line SET state = $4, reason = $5 WHERE government_id = $1 AND file_id = $2 AND row_no = $3`, f.Government, f.ID, l.row, state, sealed)
	return err
}

func closeAnswered(ctx context.Context, tx *change.Tx, f File, t *Tally) error {
	var open int
	err := tx.QueryRow(ctx, `SELECT coalesce(sum(CASE WHEN state = 'accepted' THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN state = 'refused' THEN 1 ELSE 0 END), 0),
		coalesce(sum(CASE WHEN state = 'open' THEN 1 ELSE 0 END), 0) FROM registration_line WHERE government_id = $1 AND file_id = $2`, f.Government, f.ID).Scan(&t.Accepted, &t.Refused, &open)
	if err != nil {
		return err
	}
	if open == 0 {
		if _, err := tx.Exec(ctx, `UPDATE registration_file SET state = 'answered', answered_at = $3 WHERE government_id = $1 AND id = $2`, f.Government, f.ID, clock.Stamp(tx.Now)); err != nil {
			return err
		}
	}
	tx.Record("registration_file", f.ID, map[string]any{"accepted": t.Accepted, "refused": t.Refused, "open": open, "unknown": t.Unknown})
	return nil
}

// Refusal is a person whom the insurer refused, with its word.
type Refusal struct {
	Person int64
	Reason string
}

// Refusals lists the refused people of a file.
func (s *Service) Refusals(ctx context.Context, r db.Reader, f File) ([]Refusal, error) {
	rows, err := r.Query(ctx, `SELECT l.person_id, l.reason, p.wrapped_key FROM registration_line l JOIN person p ON p.government_id = l.government_id AND p.id = l.person_id
		WHERE l.government_id = $1 AND l.file_id = $2 AND l.state = 'refused' ORDER BY l.row_no`, f.Government, f.ID)
	if err != nil {
		return nil, fmt.Errorf("read refusals: %w", err)
	}
	defer rows.Close()
	var out []Refusal
	for rows.Next() {
		var x Refusal
		var sealed, wrapped []byte
		if err := rows.Scan(&x.Person, &sealed, &wrapped); err != nil {
			return nil, fmt.Errorf("read refusals: %w", err)
		}
		if len(sealed) > 0 && len(wrapped) > 0 {
			key, err := s.Ring.Unwrap(wrapped)
			if err != nil {
				return nil, err
			}
			plain, err := key.Open(sealed, reasonSeal)
			if err != nil {
				return nil, err
			}
			x.Reason = string(plain)
		}
		out = append(out, x)
	}
	return out, rows.Err()
}

// registrationsListed returns the employer registrations that lists in force for a month speak of, with the day of the
// newest; "" is a list that names none.
func registrationsListed(ctx context.Context, r db.Reader, government int64, month period.Month) (map[string]period.Date, error) {
	rows, err := r.Query(ctx, `SELECT c.npp, max(l.as_of) FROM participant_list l JOIN participant_coverage c ON c.list_id = l.id
		WHERE l.live AND l.government_id IN (0, $1) AND l.as_of <= $2 GROUP BY c.npp`, government, month.Add(1).Last().String())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]period.Date{}
	for rows.Next() {
		var npp, day string
		if err := rows.Scan(&npp, &day); err != nil {
			return nil, err
		}
		if out[npp], err = period.ParseDate(day); err != nil {
			return nil, err
		}
	}
	return out, rows.Err()
}
