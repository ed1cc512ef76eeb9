package registration

import (
	"context"
	"fmt"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/period"
)

const (
	workplaceSheet = "Lokasi Pekerjaan"
	guideSheet     = "Petunjuk Pengisian"
)

// Uploaded is a template as a user downloaded it from the portal.
type Uploaded struct {
	Template Template
	Lists    []CodeList
	Notes    []lang.Text // what differs from the layout known before
}

// FromBook reads a downloaded template. Headers known before keep their meaning; others are kept in their place and stay
// empty, which a note says. A required header that is gone is noted too. The old layout with the name in three parts is
// refused: the portal does not take it any more.
func FromBook(ctx context.Context, file *sheetread.Book, known Book, on period.Date) (*Uploaded, error) {
	for _, k := range Kinds() {
		sheet := sheetNamed(file, string(k))
		if sheet == nil {
			continue
		}
		before, _ := known.Template(k)
		up, err := readUploaded(ctx, sheet, before, file.Name, on)
		if err != nil {
			return nil, err
		}
		return up, up.readLists(ctx, file)
	}
	return nil, fault.New(fault.Invalid, "Berkas ini bukan templat yang dikenal. Unggah templat asli dari portal: lembarnya bernama data_tk_baru, data_tk_lanjutan, data_tk_na, data_upah, atau update_data_tk.")
}

func sheetNamed(file *sheetread.Book, name string) *sheetread.Sheet {
	for _, s := range file.Sheets() {
		if strings.EqualFold(strings.TrimSpace(s.Name), name) {
			return s
		}
	}
	return nil
}

func readUploaded(ctx context.Context, sheet *sheetread.Sheet, before Template, file string, on period.Date) (*Uploaded, error) {
	up := &Uploaded{Template: Template{Kind: before.Kind, Title: before.Title, From: on, Source: fmt.Sprintf("templat unggahan %q", file), Confidence: High, MostRows: before.MostRows}}
	meaning := map[string]Column{}
	for _, c := range before.Columns {
		meaning[c.Header] = c
	}
	for row, err := range sheet.Rows(ctx) {
		if err != nil {
			return nil, err
		}
		if row.Number != 1 {
			return nil, fault.New(fault.Invalid, "Lembar %s tidak punya judul kolom di baris 1.", string(before.Kind))
		}
		for i := range row.Cells {
			header := strings.ToUpper(strings.TrimSpace(row.Cells[i].Text))
			if header == "NAMA_DEPAN" {
				return nil, fault.New(fault.Invalid, "Ini templat lama (nama dipecah tiga). Unduh templat yang baru dari portal.")
			}
			c, ok := meaning[header]
			if !ok {
				c = Column{Header: header}
				up.Notes = append(up.Notes, lang.Msg("Kolom baru %s belum dikenal dan dibiarkan kosong", header))
			}
			delete(meaning, header)
			up.Template.Columns = append(up.Template.Columns, c)
		}
		break
	}
	for _, c := range before.Columns {
		if _, gone := meaning[c.Header]; gone {
			up.Notes = append(up.Notes, lang.Msg("Kolom %s tidak ada lagi", c.Header))
		}
	}
	up.Template.Version = fmt.Sprintf("%d kolom, unggahan %s", len(up.Template.Columns), on)
	if err := up.Template.sound(file, before.Kind); err != nil || len(up.Template.Columns) == 0 {
		return nil, fault.New(fault.Invalid, "Judul kolom di lembar %s kosong atau ada yang dua kali. Unduh templatnya sekali lagi dari portal.", string(before.Kind)).Because(err)
	}
	return up, nil
}

// readLists takes the codes of workplaces; the guide is kept by the caller as a file and read by people.
func (u *Uploaded) readLists(ctx context.Context, file *sheetread.Book) error {
	if sheetNamed(file, guideSheet) == nil {
		u.Notes = append(u.Notes, lang.Msg("Lembar “%s” tidak ada", guideSheet))
	}
	sheet := sheetNamed(file, workplaceSheet)
	if sheet == nil {
		return nil
	}
	list := CodeList{Name: "workplace", Complete: true, Source: u.Template.Source, Confidence: High}
	for row, err := range sheet.Rows(ctx) {
		if err != nil {
			return err
		}
		code, title := strings.TrimSpace(row.Cell(0).Text), strings.TrimSpace(row.Cell(1).Text)
		if code == "" || !strings.ContainsAny(code, "0123456789") { // titles and headers hold no digit
			continue
		}
		list.Codes = append(list.Codes, Code{Code: code, Title: title})
	}
	if len(list.Codes) > 0 {
		u.Lists = append(u.Lists, list)
	}
	return nil
}
