package roster

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// templateRows is how many empty lines a template keeps ready below the people it already holds.
const templateRows = 60

// templateColumns are the public names of a roster's columns, so that the file comes back without a question.
func templateColumns() []sheetwrite.Column {
	return []sheetwrite.Column{
		{Key: "nik", Title: "NIK", Kind: sheetwrite.NIK, Note: "16 angka seperti di KTP. Kolom ini berformat teks; jangan diubah menjadi angka."},
		{Key: "nama", Title: "Nama", Width: 32, Note: "Nama lengkap seperti di KTP, tanpa gelar."},
		{Key: "gelar", Title: "Gelar", Width: 12},
		{Key: "tempat_lahir", Title: "Tempat lahir"},
		{Key: "tanggal_lahir", Title: "Tanggal lahir", Kind: sheetwrite.Date, Note: "Seperti 1985-03-12 atau 12-03-1985."},
		{Key: "jenis_kelamin", Title: "Jenis kelamin", Width: 14, Choices: []string{"L", "P"}},
		{Key: "nama_ibu", Title: "Nama ibu", Width: 26},
		{Key: "alamat", Title: "Alamat", Width: 36},
		{Key: "hp", Title: "HP", Kind: sheetwrite.NIK, Width: 16},
		{Key: "kategori", Title: "Kategori", Width: 20, Choices: value.Categories()},
		{Key: "jabatan", Title: "Jabatan", Width: 26},
		{Key: "upah", Title: "Upah", Kind: sheetwrite.Rupiah, Note: "Upah sebulan dalam rupiah."},
		{Key: "mulai", Title: "Mulai", Kind: sheetwrite.Date},
		{Key: "selesai", Title: "Selesai", Kind: sheetwrite.Date, Note: "Kosong berarti masih bekerja."},
		{Key: "nomor_sk", Title: "Nomor SK", Width: 26},
		{Key: "sumber_dana", Title: "Sumber dana", Width: 16},
	}
}

// Template returns a workbook to fill in for a unit and month, with the people of its newest roster up to that month.
// It holds whole NIKs, which the unit itself sent; that it was made, and for how many people, is noted in the trail.
func (s *Service) Template(ctx context.Context, actor access.Actor, u unit.Unit, g unit.Government, month period.Month) (sheetwrite.Table, error) {
	t := sheetwrite.Table{Title: "Daftar pekerja " + u.Name + ", " + text.Month(lang.ID, month), Sheet: "Daftar pekerja", Columns: templateColumns(), Template: true, EmptyRows: templateRows}
	var rows [][]any
	var from period.Month
	err := s.door.Do(ctx, actor, change.Op{Name: "roster.template", Permission: access.ImportRoster}, u.Target(g), func(tx *change.Tx) (err error) {
		if rows, from, err = newestRows(ctx, tx, s.ring, u, month); err != nil {
			return err
		}
		tx.Record("unit", u.ID, map[string]any{"month": month.String(), "people": len(rows)})
		return nil
	})
	if err != nil {
		return t, err
	}
	t.Rows = sheetwrite.Slice(rows)
	t.About = []sheetwrite.About{
		{Label: "Instansi", Text: u.Code + ", " + u.Name},
		{Label: "Bulan", Text: text.Month(lang.ID, month)},
		{Label: "Isi awal", Text: filledFrom(from, len(rows))},
		{Label: "Cara mengisi", Text: "Ubah yang berubah, isi tanggal selesai bagi yang berhenti, dan tambahkan orang baru di baris kosong. Lalu unggah berkas ini apa adanya."},
		{Label: "Data pribadi", Text: "Berkas ini memuat NIK lengkap. Simpan di komputer kantor dan hapus sesudah diunggah."},
	}
	return t, nil
}

func filledFrom(m period.Month, people int) string {
	if m == 0 {
		return "Belum pernah ada daftar; semua baris kosong."
	}
	return fmt.Sprintf("%d orang dari daftar %s", people, text.Month(lang.ID, m))
}

// newestRows reads the people of a unit's newest roster up to a month who still work in that month, by their place in
// the file that brought them.
func newestRows(ctx context.Context, r db.Reader, ring *crypt.Keyring, u unit.Unit, month period.Month) (out [][]any, from period.Month, err error) {
	rows, err := r.Query(ctx, `SELECT rc.month, p.wrapped_key, p.sealed_nik, rr.name, rr.sex, rr.category, rr.position, rr.wage, rr.start_date, rr.end_date, rr.decree, rr.fund, rr.sealed
		FROM roster_current rc
		JOIN roster_row rr ON rr.government_id = rc.government_id AND rr.batch_id = rc.batch_id AND rr.unit_id = rc.unit_id
		JOIN person p ON p.government_id = rr.government_id AND p.id = rr.person_id
		WHERE rc.government_id = $1 AND rc.unit_id = $2 AND rr.status IN ('ok', 'warn', 'fixed') AND (rr.end_date = '' OR rr.end_date >= $4)
		AND rc.month = (SELECT max(n.month) FROM roster_current n WHERE n.government_id = $1 AND n.unit_id = $2 AND n.month <= $3)
		ORDER BY rr.sheet, rr.row_no, rr.id`, u.Government, u.ID, month.String(), month.First().String())
	if err != nil {
		return nil, 0, fmt.Errorf("read newest roster: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var of, name, sex, category, position, start, end, decree, fund string
		var wrapped, sealedNIK, sealed []byte
		var wage money.Milli
		if err := rows.Scan(&of, &wrapped, &sealedNIK, &name, &sex, &category, &position, &wage, &start, &end, &decree, &fund, &sealed); err != nil {
			return nil, 0, fmt.Errorf("read newest roster: %w", err)
		}
		if from, err = period.ParseMonth(of); err != nil {
			return nil, 0, err
		}
		if len(wrapped) == 0 {
			continue // erased
		}
		number, told, err := openRow(ring, wrapped, sealedNIK, sealed)
		if err != nil {
			return nil, 0, err
		}
		row := []any{number, name, told.Title, told.BirthPlace, dateCell(told.Born), sex, told.Mother, told.Address, told.Phone, category, position, nil, dateCell(start), dateCell(end), decree, fund}
		if wage >= 0 {
			row[11] = wage
		}
		out = append(out, row)
	}
	return out, from, rows.Err()
}

func openRow(ring *crypt.Keyring, wrapped, sealedNIK, sealed []byte) (number string, told Personal, err error) {
	key, err := ring.Unwrap(wrapped)
	if err != nil {
		return "", told, fmt.Errorf("open key of roster row: %w", err)
	}
	plain, err := key.Open(sealedNIK, person.SealLabel)
	if err != nil {
		return "", told, fmt.Errorf("open roster row: %w", err)
	}
	more, err := key.Open(sealed, SealLabel)
	if err != nil {
		return "", told, fmt.Errorf("open roster row: %w", err)
	}
	if err := json.Unmarshal(more, &told); err != nil {
		return "", told, fmt.Errorf("read roster row: %w", err)
	}
	return string(plain), told, nil
}

// dateCell makes a date of ISO text; one that cannot be read stays as it is.
func dateCell(s string) any {
	if s == "" {
		return nil
	}
	if d, err := period.ParseDate(s); err == nil {
		return d
	}
	return s
}
