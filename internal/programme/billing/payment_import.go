package billing

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"
)

// ImportKind is the name of payment files on the road of package intake.
const ImportKind = "payments"

// SealLabel marks what is sealed in payment.sealed.
const SealLabel = "payment"

// Import brings payments in: totals or per person, told apart row by row.
type Import struct{ Ring *crypt.Keyring }

// Permission implements [intake.Kind].
func (Import) Permission() access.Permission { return access.ImportPayment }

var fields = []string{"kode_instansi", "npp", "bulan", "tanggal", "referensi", "jumlah", "nik", "kpj", "nama", "upah", "jkk", "jkm", "jht", "jp"}

const (
	fUnit = iota
	fNPP
	fMonth
	fPaidOn
	fReference
	fAmount
	fNIK
	fKPJ
	fName
	fWage
	fJKK
	fJKM
	fJHT
	fJP
)

var columns = []string{"government_id", "id", "batch_id", "row_no", "unit_id", "npp", "month", "paid_on", "reference", "amount", "per_person", "nik_index", "kpj_index",
	"jkk", "jkm", "jht", "jp", "sealed", "line_key", "line_digest", "live"}

type reader struct {
	im      Import
	s       *intake.Staging
	units   map[string]unit.Unit
	npps    map[string]int64 // NPP to government; 0 where several share it
	ordinal map[string]int
	ownNPP  string // of the batch's unit: an F2A list names it only in its letterhead
}

// Stage implements [intake.Kind].
func (im Import) Stage(ctx context.Context, s *intake.Staging) (intake.Tally, error) {
	var t intake.Tally
	units, err := unit.Codes(ctx, s)
	if err != nil {
		return t, err
	}
	rd := &reader{im: im, s: s, units: units, npps: map[string]int64{}, ordinal: map[string]int{}}
	for _, u := range units {
		for _, npp := range u.NPPs {
			rd.npps[npp] = u.Government
		}
		if u.ID == s.Batch.Unit && len(u.NPPs) == 1 {
			rd.ownNPP = u.NPPs[0]
		}
	}
	byGovernment := map[int64][][]any{}
	err = intake.Records(ctx, s, fields, []string{"bulan", "jumlah"}, func(r *intake.Record) error {
		t.Rows++
		row, why := rd.read(r)
		if why != nil {
			t.Rejected++
			t.Note(intake.Finding{Sheet: r.Sheet, Row: r.Row, Code: "PAYMENT_INVALID", Severity: "reject", Text: *why})
			return nil
		}
		g := row[0].(int64)
		byGovernment[g] = append(byGovernment[g], row)
		t.Applied++
		return nil
	})
	if err != nil {
		return t, err
	}
	return t, intake.StageRows(ctx, s, "payment", columns, byGovernment)
}

func (rd *reader) read(r *intake.Record) ([]any, *lang.Text) {
	bad := func(format string, args ...any) ([]any, *lang.Text) {
		t := lang.Msg(format, args...)
		return nil, &t
	}
	npp := strings.Clone(r.Get(fNPP))
	if npp == "" && r.Get(fUnit) == "" {
		npp = rd.ownNPP
	}
	var government, unitID int64
	if code := r.Get(fUnit); code != "" {
		u, ok := rd.units[code]
		if !ok {
			return bad("Baris %d: instansi %q tidak ada dalam wilayah kerja Anda. Periksa kode_instansi.", r.Row, code)
		}
		government, unitID = u.Government, u.ID
	}
	if npp != "" {
		g, ok := rd.npps[npp]
		if !ok {
			return bad("Baris %d: NPP %s tidak terdaftar pada instansi mana pun dalam wilayah kerja Anda.", r.Row, npp)
		}
		if government != 0 && g != government {
			return bad("Baris %d: NPP %s bukan milik pemerintah daerah instansi itu.", r.Row, npp)
		}
		government = g
	}
	if government == 0 {
		return bad("Baris %d: isi NPP atau kode_instansi agar pembayaran ini diketahui milik siapa.", r.Row)
	}
	month, ok := rd.s.Batch.Month, rd.s.Batch.Month != 0 // a list without a column for it speaks of the month it was handed in for
	if text := r.Get(fMonth); text != "" || !ok {
		month, ok = intake.ReadMonth(text)
	}
	if !ok {
		return bad("Baris %d: bulan %q tidak terbaca. Tulis seperti 2026-09.", r.Row, r.Get(fMonth))
	}
	var paidOn period.Date
	if text := r.Get(fPaidOn); text != "" {
		if paidOn, ok = intake.ReadDate(text); !ok {
			return bad("Baris %d: tanggal bayar %q tidak terbaca.", r.Row, text)
		}
	}
	amount, ok := intake.ReadRupiah(r.Get(fAmount))
	if !ok {
		return bad("Baris %d: jumlah %q bukan rupiah bulat.", r.Row, r.Get(fAmount))
	}
	var parts [4]money.Rupiah
	for i, f := range []int{fJKK, fJKM, fJHT, fJP} {
		if text := r.Get(f); text != "" {
			if parts[i], ok = intake.ReadRupiah(text); !ok {
				return bad("Baris %d: kolom %s berisi %q, bukan rupiah bulat.", r.Row, fields[f], text)
			}
		}
	}
	number, kpj := nik.Clean(r.Get(fNIK)), strings.ToUpper(nik.Clean(r.Get(fKPJ)))
	perPerson := number != "" || kpj != "" || r.Get(fName) != ""
	var nikIndex, kpjIndex, sealed []byte
	who := ""
	if perPerson {
		n, whole := nik.Parse(number)
		if !whole && kpj == "" {
			return bad("Baris %d: NIK bukan 16 angka dan tidak ada KPJ, jadi pembayaran ini tidak dapat dikaitkan dengan orangnya.", r.Row)
		}
		if whole {
			nikIndex = rd.im.Ring.Index(crypt.NIK, string(n))
		}
		kpjIndex = rd.im.Ring.Index(crypt.KPJ, kpj)
		plain, err := json.Marshal(map[string]string{"n": number, "k": kpj, "m": r.Get(fName), "w": r.Get(fWage)})
		if err != nil {
			return bad("Baris %d: isi baris tidak dapat dibaca.", r.Row)
		}
		sealed = rd.s.Key.Seal(plain, SealLabel)
		who = fmt.Sprintf("%x.%x", nikIndex, kpjIndex)
	}
	if sealed == nil {
		sealed = []byte{}
	}
	reference := strings.Clone(r.Get(fReference))
	key := strings.Join([]string{strconv.FormatInt(unitID, 10), npp, month.String(), reference, who}, "|")
	rd.ordinal[key]++
	key += "|" + strconv.Itoa(rd.ordinal[key])
	return []any{government, int64(0), rd.s.Batch.ID, int64(r.Row), unitID, npp, month.String(), paidOn.String(), reference, int64(amount), perPerson, nikIndex, kpjIndex,
		int64(parts[0]), int64(parts[1]), int64(parts[2]), int64(parts[3]), sealed, intake.LineKey(key), fmt.Sprint(amount, parts, paidOn), false}, nil
}

// The empty additions make SQLite begin with the batch's lines, which are few, and find the others by their key.
var lined = intake.Lined{
	What: "payment",
	Replaced: `SELECT o.government_id, o.id FROM payment n JOIN payment o ON o.government_id = n.government_id + 0 AND o.line_key = n.line_key || ''
		WHERE n.batch_id = $1 AND o.batch_id <> $1 AND o.live AND o.line_digest <> n.line_digest ORDER BY o.government_id, o.id`,
	Same: `SELECT o.government_id, o.id FROM payment n JOIN payment o ON o.government_id = n.government_id + 0 AND o.line_key = n.line_key || ''
		WHERE n.batch_id = $1 AND o.batch_id <> $1 AND o.live AND o.line_digest = n.line_digest ORDER BY o.government_id, o.id`,
	Enliven: `UPDATE payment SET live = $2 WHERE batch_id = $1 AND NOT EXISTS (SELECT 1 FROM payment o WHERE o.government_id = payment.government_id
		AND o.line_key = payment.line_key AND o.live AND o.batch_id <> $1)`,
	SetLive: `UPDATE payment SET live = $3 WHERE government_id = $1 AND id = $2`,
	End:     `UPDATE payment SET live = $2 WHERE batch_id = $1 AND live`,
	Later: `SELECT DISTINCT b.id FROM payment x JOIN import_change c ON c.government_id = x.government_id AND c.target_id = x.id AND c.what IN ('payment', 'payment.same')
		JOIN import_batch b ON b.id = c.batch_id WHERE x.batch_id = $1 AND c.batch_id <> $1 AND b.state = 'applied' ORDER BY b.id`,
}

// Apply implements [intake.Kind].
func (Import) Apply(ctx context.Context, tx *change.Tx, b *intake.Batch) (intake.Tally, error) {
	return intake.ApplyLines(ctx, tx, b, lined)
}

// Undo implements [intake.Kind].
func (Import) Undo(ctx context.Context, tx *change.Tx, b *intake.Batch) error {
	return intake.UndoLines(ctx, tx, b, lined)
}

// Clear implements [intake.Kind].
func (Import) Clear(ctx context.Context, tx *db.Tx, b *intake.Batch) error {
	_, err := tx.Exec(ctx, `DELETE FROM payment WHERE batch_id = $1 AND NOT live`, b.ID)
	return err
}
