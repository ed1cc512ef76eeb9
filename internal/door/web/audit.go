package web

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/audit"
)

func (s *Server) trailRoutes() {
	s.need(access.SeeTrail, "GET /jejak", s.trail)
	s.need(access.SeeTrail, "GET /jejak.jsonl", s.trailFile)
}

// trailPage is how many entries a page shows.
const trailPage = 50

// areas are what a trail can be narrowed to: beginnings of operations, in the words of the office.
var areas = []struct {
	op   string
	text string
}{
	{"", "Semua"},
	{"roster.", "Roster pekerja"},
	{"people.", "Data orang"},
	{"match.", "Pemadanan"},
	{"payments.", "Pembayaran"},
	{"budget.", "Anggaran"},
	{"participants.", "Daftar peserta"},
	{"unit.", "Instansi"},
	{"account.", "Pengguna"},
	{"session.", "Masuk dan keluar"},
	{"figure.", "Angka yang dibekukan"},
	{"backup.", "Cadangan"},
	{"recovery.", "Kunci pemulihan"},
}

// trail shows the trail of a government that the reader keeps as a whole.
func (s *Server) trail(r *Request) error {
	v := view.Trail{Page: r.page(view.SecTrail), From: r.FormValue("dari"), To: r.FormValue("sampai"), Actor: strings.TrimSpace(r.FormValue("pelaku")), Looks: r.FormValue("lihat") == "1"}
	government, err := s.trailGovernment(r, &v)
	if err != nil {
		return err
	}
	q := audit.Question{Government: government, Actor: strings.ToLower(v.Actor), Looks: v.Looks, Most: trailPage}
	for _, a := range areas {
		chosen := r.FormValue("perihal") == a.op
		v.Areas = append(v.Areas, view.Option{Value: a.op, Text: lang.T(r.Lang, a.text), Current: chosen})
		if chosen {
			q.Op = a.op
		}
	}
	if q.From, q.To, err = trailDays(v.From, v.To); err != nil {
		return err
	}
	q.Before, _ = strconv.ParseInt(r.FormValue("sebelum"), 10, 64)
	q.TargetKind, q.TargetID = trailTarget(r.FormValue("sasaran"))
	var records []audit.Record
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		if records, err = audit.Find(ctx, tx, q); err != nil {
			return err
		}
		last, err := audit.LastSeal(ctx, tx)
		if err == nil && last.Nth > 0 {
			v.Seal = view.TrailSeal{Nth: itoa(last.Nth), Root: base64.StdEncoding.EncodeToString(last.Root), Key: base64.StdEncoding.EncodeToString(last.Signer)}
			v.Seal.At, err = clock.ParseStamp(last.At)
		}
		return err
	})
	if err != nil {
		return err
	}
	for i := range records {
		row, err := trailRow(&records[i])
		if err != nil {
			return err
		}
		v.Rows = append(v.Rows, row)
	}
	if len(records) == trailPage {
		again := r.URL.Query()
		again.Set("sebelum", itoa(records[trailPage-1].Seq))
		v.Older = "/jejak?" + again.Encode()
	}
	v.XFile = "/jejak.jsonl?" + url.Values{"wilayah": {r.FormValue("wilayah")}}.Encode()
	return r.show(v)
}

// installation is the choice of the trail of sign-ins and accounts, which belongs to no government.
const installation = "-"

// trailGovernment finds whose trail is asked for. The installation's own (sign-ins, accounts, keys) is shown where there is
// one government only: of several, none may read about the others' people.
func (s *Server) trailGovernment(r *Request, v *view.Trail) (int64, error) {
	list, err := s.owned(r, access.SeeTrail)
	if err != nil {
		return 0, err
	}
	if len(list) == 0 {
		return 0, access.ErrForbidden
	}
	alone := false
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		all, err := unit.Owned(ctx, tx, access.Everything())
		alone = len(all) == 1
		return err
	})
	if err != nil {
		return 0, err
	}
	asked := r.FormValue("wilayah")
	found, government := asked == "", list[0].ID
	for _, g := range list {
		current := g.Code == asked
		if current {
			found, government = true, g.ID
		}
		v.Governments = append(v.Governments, view.Option{Value: g.Code, Text: regionName(g.Code), Current: current})
	}
	if alone {
		v.Governments = append(v.Governments, view.Option{Value: installation, Text: lang.T(r.Lang, "Instalasi: masuk, akun, kunci"), Current: asked == installation})
		if asked == installation {
			return 0, nil
		}
	}
	if !found {
		return 0, fault.New(fault.NotFound, "Pemerintah daerah ini tidak ada dalam wilayah kerja Anda.")
	}
	return government, nil
}

// trailDays turns days at the office into instants; the last day counts whole.
func trailDays(from, to string) (first, last string, err error) {
	day := func(text string, add int) (string, error) {
		if text == "" {
			return "", nil
		}
		d, err := time.ParseInLocation(time.DateOnly, text, jakarta)
		if err != nil {
			return "", fault.New(fault.Usage, "Tanggal %q tidak terbaca. Tulis seperti 2026-09-30.", text)
		}
		return clock.Stamp(d.AddDate(0, 0, add)), nil
	}
	if first, err = day(from, 0); err != nil {
		return "", "", err
	}
	last, err = day(to, 1)
	return first, last, err
}

// trailTarget reads "person 12".
func trailTarget(text string) (kind string, id int64) {
	kind, number, _ := strings.Cut(text, " ")
	id, _ = strconv.ParseInt(number, 10, 64)
	return kind, id
}

func trailRow(x *audit.Record) (view.TrailRow, error) {
	at, err := clock.ParseStamp(x.At)
	row := view.TrailRow{Seq: itoa(x.Seq), At: at, Who: x.Actor, What: trailAct(x.Op), Code: x.Op, Why: x.Purpose}
	if x.Detail != "null" {
		row.Detail = trailDetail(x)
	}
	switch x.TargetKind {
	case audit.People:
		row.On, row.URL = lang.Msg("orang %s", person.Code(x.TargetID)), personURL(x.Government, x.TargetID)
	case audit.Imports:
		row.On, row.URL = literal((&intake.Batch{ID: x.TargetID}).Receipt()), importURL(x.TargetID, "bukti")
	case "unit":
		row.On, row.URL = lang.Msg("instansi nomor %s", itoa(x.TargetID)), unitURL(x.Government, x.TargetID)
	default:
		row.On = literal(strings.TrimSpace(x.TargetKind + " " + strings.TrimSuffix(itoa(x.TargetID), "0")))
		if x.TargetID != 0 {
			row.On = literal(x.TargetKind + " " + itoa(x.TargetID))
		}
	}
	return row, err
}

// trailDetail is what an entry says beyond its operation; of a list of people only how many and on which page.
func trailDetail(x *audit.Record) string {
	if x.Op != audit.SightOp { // broken at its commas, and cut: the whole stands in the file for an auditor
		const most = 120
		text := []rune(strings.ReplaceAll(x.Detail, `,"`, `, "`))
		if len(text) > most {
			return string(text[:most]) + " …"
		}
		return string(text)
	}
	var seen struct {
		Page  string `json:"page"`
		Count int    `json:"count"`
	}
	if json.Unmarshal([]byte(x.Detail), &seen) != nil {
		return x.Detail
	}
	return seen.Page + " (" + strconv.Itoa(seen.Count) + ")"
}

// acts are the operations in the words of the office; one that is not here shows its own name.
var acts = map[string]string{
	audit.SightOp: "Melihat data orang", "people.reveal": "Membuka NIK lengkap", "people.search": "Mencari orang", "roster.check": "Memeriksa roster", "roster.apply": "Menerapkan roster", "roster.undo": "Membatalkan roster",
	"roster.submit": "Mengajukan roster", "roster.refuse": "Menolak roster", "roster.withdraw": "Menarik pengajuan roster", "roster.amend": "Memperbaiki baris", "roster.template": "Mengunduh templat berisi orang",
	"roster.discard": "Membuang kiriman", "match.decide": "Memutuskan padanan", "match.reopen": "Membuka lagi padanan", "session.open": "Masuk", "session.refused": "Gagal masuk", "session.end": "Mengakhiri sesi",
	"account.create": "Membuat pengguna", "account.grant": "Memberi wewenang", "account.grant.end": "Mencabut wewenang", "account.password": "Mengganti kata sandi", "account.active": "Mengunci atau membuka pengguna", "account.update": "Mengubah pengguna",
	"account.merge": "Menyatakan dua akun satu orang", "government.checker": "Mengubah syarat orang kedua", "recovery.key": "Membuat kunci pemulihan", "recovery.confirm": "Memastikan kunci pemulihan", "backup.made": "Membuat cadangan",
	"figure.freeze": "Membekukan angka", "audit.export": "Mengunduh jejak audit",
}

func trailAct(op string) lang.Text {
	if t, ok := acts[op]; ok {
		return lang.Msg(t)
	}
	return literal(op)
}

// trailFile is the whole trail of a government for an auditor who checks it alone.
func (s *Server) trailFile(r *Request) error {
	government, err := s.trailGovernment(r, &view.Trail{})
	if err != nil {
		return err
	}
	if err := s.app.NoteTrailExport(r.Context(), r.Actor, government); err != nil {
		return err
	}
	r.attachment("jejak-audit.jsonl", "application/jsonl")
	r.W.WriteHeader(http.StatusOK)
	return r.read(func(ctx context.Context, tx *db.Tx) error {
		_, err := audit.Export(ctx, tx, s.app.Ring, s.app.Config.Clock, government, r.W)
		return err
	})
}
