package registration

import (
	"context"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/blob"
	"github.com/payung-id/payung/nik"
)

// Answer is the insurer's word on one row.
type Answer struct {
	Row      int // of the file
	NIK, KPJ string
	Accepted bool
	Reason   string // as written
}

// ReadAnswer reads a list of valid or refused rows that was downloaded after an upload ("Total Valid", "Total Tidak
// Valid"), by its headers: a NIK or KPJ, and a column that tells the reason or state. A list without such a column is
// taken as what the caller says it is.
func ReadAnswer(ctx context.Context, file *sheetread.Book, accepted bool) ([]Answer, error) {
	for _, sheet := range file.Sheets() {
		answers, found, err := readAnswers(ctx, sheet, accepted)
		if err != nil {
			return nil, err
		}
		if found {
			return answers, nil
		}
	}
	return nil, fault.New(fault.Invalid, "Tidak ada kolom NIK atau KPJ di berkas ini. Unggah daftar “Tidak Valid” yang diunduh dari portal.")
}

func readAnswers(ctx context.Context, sheet *sheetread.Sheet, accepted bool) (out []Answer, found bool, err error) {
	at := map[string]int{}
	for row, err := range sheet.Rows(ctx) {
		if err != nil {
			return nil, false, err
		}
		if !found {
			at = answerColumns(row)
			_, byNIK := at["nik"]
			_, byKPJ := at["kpj"]
			found = byNIK || byKPJ
			continue
		}
		a := Answer{Row: row.Number, Accepted: accepted, NIK: nik.Clean(cell(row, at, "nik")), KPJ: nik.Clean(cell(row, at, "kpj")), Reason: cell(row, at, "reason")}
		if a.NIK == "" && a.KPJ == "" {
			continue
		}
		if state := strings.ToUpper(cell(row, at, "state")); state != "" {
			a.Accepted = !strings.Contains(state, "TIDAK") && !strings.Contains(state, "GAGAL") && !strings.Contains(state, "TOLAK") && !strings.Contains(state, "INVALID")
			if a.Reason == "" && !a.Accepted {
				a.Reason = state
			}
		}
		out = append(out, a)
	}
	return out, found, nil
}

func answerColumns(row sheetread.Row) map[string]int {
	at := map[string]int{}
	for i := range row.Cells {
		h := strings.ToUpper(strings.NewReplacer("_", "", " ", "", ".", "").Replace(row.Cells[i].Text))
		column := int(row.Cells[i].Column)
		switch {
		case h == "NIK" || h == "NOMORIDENTITAS" || h == "NOIDENTITAS":
			at["nik"] = column
		case strings.Contains(h, "KPJ"):
			at["kpj"] = column
		case h == "STATUS" || h == "VALID" || h == "STATUSVALIDASI":
			at["state"] = column
		case strings.Contains(h, "KETERANGAN") || strings.Contains(h, "ALASAN") || strings.Contains(h, "PESAN") || strings.Contains(h, "ERROR"):
			at["reason"] = column
		}
	}
	return at
}

func cell(row sheetread.Row, at map[string]int, what string) string {
	i, ok := at[what]
	if !ok {
		return ""
	}
	return strings.TrimSpace(row.Cell(i).Shown())
}

// readMade reads the numbers of a file that [Write] made, by row.
func readMade(ctx context.Context, body *blob.File) ([]Answer, error) {
	book, err := sheetread.Open(ctx, body, body.Size(), "", sheetread.DefaultLimits())
	if err != nil {
		return nil, err
	}
	return ReadAnswer(ctx, book, true)
}
