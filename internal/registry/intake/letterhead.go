package intake

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

var (
	nppAbove   = regexp.MustCompile(`(?i)\bN\.?P\.?P\.?\b[^0-9A-Za-z]*([0-9][0-9A-Za-z]{5,})?`)
	monthAbove = regexp.MustCompile(`(?i)^\s*(?:untuk\s+)?(?:bulan(?:\s*(?:dan|/|&)\s*tahun)?|bulan iuran|iuran bulan|periode|masa|blth)(?:\s+(?:iuran|laporan|pelaporan))?\s*[:.]?\s*(.*)$`)
)

// letterhead is what a list says of all its rows in the lines above its header: the insurer's list of contributions (F2A)
// names the employer and the month there and nowhere else.
func letterhead(rows []sheetread.Row, header int, asOf period.Date) map[string]string {
	said := map[string]string{}
	for _, row := range rows {
		if row.Number >= header {
			break
		}
		for i, c := range row.Cells {
			text := value.CleanSpaces(c.Text)
			next := ""
			for _, n := range row.Cells[i+1:] {
				if next = strings.TrimLeft(value.CleanSpaces(cellText(n)), ": "); next != "" {
					break
				}
			}
			if m := nppAbove.FindStringSubmatch(text); m != nil && said["npp"] == "" {
				if said["npp"] = m[1]; m[1] == "" && nppAbove.FindString(text) == text {
					said["npp"] = strings.ReplaceAll(next, " ", "")
				}
			}
			if m := monthAbove.FindStringSubmatch(text); m != nil && said["bulan"] == "" {
				for _, written := range []string{m[1], next} {
					if month, ok := value.ReadMonth(sheetread.Cell{Kind: sheetread.Text, Text: written}, asOf); ok {
						said["bulan"] = month.String()
						break
					}
				}
			}
		}
	}
	return said
}

// summed adds up the cells of one field; a cell that is no amount is given as it is, so that the fault names it.
func summed(cells []sheetread.Cell) string {
	var sum money.Rupiah
	some := false
	for _, c := range cells {
		text := cellText(c)
		if strings.Trim(text, " -\u00a0") == "" {
			continue
		}
		n, ok := ReadRupiah(text)
		if !ok {
			return text
		}
		sum, some = sum+n, true
	}
	if !some {
		return ""
	}
	return strconv.FormatInt(int64(sum), 10)
}
