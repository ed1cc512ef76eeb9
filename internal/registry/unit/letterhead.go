package unit

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/change"
)

// Letterhead is what stands on a government's letters. Every part may be empty; a letter then has a line to fill in by hand.
type Letterhead struct {
	Head    string // lines under "PEMERINTAH …": office, address, telephone
	Place   string // of the date: "Sukoharjo"
	Number  string // "500.15/……/{tahun}"; {tahun} and {bulan} (in roman numerals) are filled in
	Office  string // of who signs: "Sekretaris Daerah"
	Name    string
	Rank    string // "Pembina Utama Muda"
	NIP     string // 18 digits, without spaces
	Copies  string // tembusan, one a line
	Contact string // who answers questions at the insurer's branch
	Phone   string // of the contact
	Written bool   // somebody has filled it in
}

// LetterheadOf returns a government's letterhead; the zero one where nobody has written it.
func LetterheadOf(ctx context.Context, r db.Reader, government int64) (l Letterhead, err error) {
	err = r.QueryRow(ctx, `SELECT head, place, number_pattern, signer_office, signer_name, signer_rank, signer_nip, copies, contact, contact_phone FROM letterhead WHERE government_id = $1`, government).
		Scan(&l.Head, &l.Place, &l.Number, &l.Office, &l.Name, &l.Rank, &l.NIP, &l.Copies, &l.Contact, &l.Phone)
	if errors.Is(err, db.ErrNoRows) {
		return Letterhead{}, nil
	}
	if err != nil {
		return l, fmt.Errorf("read letterhead: %w", err)
	}
	l.Written = true
	return l, nil
}

// check tidies a letterhead and says what is wrong with it.
func (l *Letterhead) check() error {
	for _, s := range []*string{&l.Place, &l.Number, &l.Office, &l.Name, &l.Rank, &l.Contact, &l.Phone} {
		*s = strings.Join(strings.Fields(*s), " ")
	}
	l.Head, l.Copies = strings.TrimSpace(l.Head), strings.TrimSpace(l.Copies)
	l.NIP = strings.Join(strings.Fields(l.NIP), "")
	if l.NIP != "" && (len(l.NIP) != 18 || strings.ContainsFunc(l.NIP, func(r rune) bool { return !unicode.IsDigit(r) })) {
		return fault.New(fault.Invalid, "NIP harus 18 angka, atau kosongkan. Contoh: 19800101 200501 1 001.")
	}
	if strings.Count(l.Head, "\n") > 4 {
		return fault.New(fault.Invalid, "Kop surat paling banyak lima baris.")
	}
	if strings.Count(l.Copies, "\n") > 9 {
		return fault.New(fault.Invalid, "Tembusan paling banyak sepuluh baris.")
	}
	for _, s := range []string{l.Head, l.Place, l.Number, l.Office, l.Name, l.Rank, l.Copies} {
		if len(s) > 1000 {
			return fault.New(fault.Invalid, "Isian terlalu panjang. Batasnya 1.000 huruf.")
		}
	}
	return nil
}

// SetLetterhead writes a government's letterhead, with what it was before in the trail. Names and numbers of people are
// left out of it: the trail keeps only whether they changed.
func SetLetterhead(ctx context.Context, door *change.Door, actor access.Actor, g Government, l Letterhead) error {
	if err := l.check(); err != nil {
		return err
	}
	target := access.Target{Government: g.ID, GovernmentCode: g.Code}
	return door.Do(ctx, actor, change.Op{Name: "government.letterhead", Permission: access.ManageSettings}, target, func(tx *change.Tx) error {
		before, err := LetterheadOf(ctx, tx, g.ID)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO letterhead (government_id, head, place, number_pattern, signer_office, signer_name, signer_rank, signer_nip, copies, contact, contact_phone)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (government_id) DO UPDATE SET head = excluded.head, place = excluded.place, number_pattern = excluded.number_pattern,
			signer_office = excluded.signer_office, signer_name = excluded.signer_name, signer_rank = excluded.signer_rank, signer_nip = excluded.signer_nip, copies = excluded.copies,
			contact = excluded.contact, contact_phone = excluded.contact_phone`,
			g.ID, l.Head, l.Place, l.Number, l.Office, l.Name, l.Rank, l.NIP, l.Copies, l.Contact, l.Phone); err != nil {
			return fmt.Errorf("write letterhead: %w", err)
		}
		tx.Record("government", g.ID, map[string]any{"before": before.traced(), "after": l.traced(), "signer_changed": before.NIP != l.NIP || before.Name != l.Name})
		return nil
	})
}

// traced is a letterhead as the trail keeps it: without the people.
func (l Letterhead) traced() Letterhead {
	l.Name, l.NIP, l.Contact, l.Phone = "", "", "", ""
	return l
}
