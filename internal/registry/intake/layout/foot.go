package layout

import (
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
)

// isTotalRow recognises totals by the first words of a row.
func (s *sorter) isTotalRow(row sheetread.Row) bool {
	seen := 0
	for _, c := range row.Cells {
		if !s.t.covers(int(c.Column)) {
			continue
		}
		if seen++; seen > 4 {
			break
		}
		if text := plainText(c); isTotal(text) {
			s.footer = s.footer || strings.HasPrefix(text, "terbilang") || strings.HasPrefix(text, "grand")
			return true
		}
	}
	return false
}

// isSignatureRow recognises signatures and notes; what follows them is the foot of the table.
func (s *sorter) isSignatureRow(row sheetread.Row) bool {
	for _, c := range row.Cells {
		if s.t.covers(int(c.Column)) && isSignature(plainText(c)) {
			s.footer = true
			return true
		}
	}
	return false
}

func plainText(c sheetread.Cell) string {
	if c.Kind != sheetread.Text || c.Blank() {
		return ""
	}
	return strings.TrimLeft(strings.ToLower(value.CleanSpaces(c.Text)), "*-•# ")
}

func isTotal(text string) bool {
	for _, p := range []string{"jumlah", "total", "sub total", "subtotal", "sub jumlah", "grand total", "rata-rata", "rata rata", "terbilang", "rekapitulasi", "dibulatkan"} {
		if strings.HasPrefix(text, p) {
			rest := strings.TrimLeft(text[len(p):], " :.=()-")
			return rest == "" || len(text) < 60
		}
	}
	return false
}

var signatureWords = []string{
	"mengetahui", "menyetujui", "disetujui", "dibuat oleh", "diperiksa", "yang membuat", "bendahara", "kepala dinas", "kepala badan", "kepala desa", "kepala sekolah", "kepala satuan", "kepala bagian",
	"sekretaris daerah", "camat ", "lurah ", "a.n.", "an.", "plt.", "plh.", "pembina", "penata", "pengatur", "nip.", "nip ", "nip:", "nrp.", "catatan", "keterangan :", "keterangan:", "ket :", "ket:", "ket.", "ket ", "note", "*)", "pejabat pembuat", "ppk,", "pengguna anggaran", "kuasa pengguna", "direktur", "hormat kami", "ttd", "tembusan", "lampiran", "dicetak", "sumber :", "sumber:", "penanggung jawab", "pimpinan", "ketua ", "koordinator", "kasubag", "kasi ", "kabid", "manager", "manajer", "hrd",
}

func isSignature(text string) bool {
	for _, w := range signatureWords {
		if strings.HasPrefix(text, w) {
			return true
		}
	}
	return isPlaceAndDay(text)
}

// isPlaceAndDay recognises "Sukoharjo, 2 November 2026".
func isPlaceAndDay(text string) bool {
	i := strings.IndexByte(text, ',')
	if i < 3 || i > 40 || !value.IsName(text[:i]) {
		return false
	}
	tail := strings.TrimSpace(text[i+1:])
	if strings.Trim(tail, "._ …") == "" {
		return true
	}
	for _, m := range []string{"januari", "februari", "pebruari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "nopember", "desember"} {
		if strings.Contains(tail, m) && strings.Contains(tail, "20") {
			return true
		}
	}
	return false
}
