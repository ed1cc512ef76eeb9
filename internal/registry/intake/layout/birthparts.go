package layout

import (
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/nik"
)

// birthParts takes three neighbouring columns that say only day, month and year for the birth date, where no column says
// birth and half of the NIKs hold the day that the three give.
func (r *recogniser) birthParts(b block, columns []assignment, from int) []assignment {
	number := -1
	for _, a := range columns {
		switch r.set.Fields[a.field].Name {
		case "nik":
			number = a.column
		case "tempat_tanggal_lahir", "bulan_lahir", "tahun_lahir":
			return columns
		}
	}
	if number < 0 {
		return columns
	}
	for c := range b.written {
		if headerKey(b.written[c]) != "tanggal" || headerKey(b.written[c+1]) != "bulan" || headerKey(b.written[c+2]) != "tahun" || !r.partsAgree(c, number, from) {
			continue
		}
		day, month, year := r.set.Index("tanggal_lahir"), r.set.Index("bulan_lahir"), r.set.Index("tahun_lahir")
		out := columns[:0:0]
		for _, a := range columns {
			if a.field != day && (a.column < c || a.column > c+2) {
				out = append(out, a)
			}
		}
		for k, field := range []int{day, month, year} {
			out = append(out, assignment{field: field, column: c + k, sim: 0.8, total: 0.8, byContent: true})
		}
		return out
	}
	return columns
}

func (r *recogniser) partsAgree(column, number, from int) bool {
	n, same := 0, 0
	for i := from; i < len(r.rows) && i < from+profileRows; i++ {
		row := r.rows[i]
		k, ok := nik.Parse(row.Cell(number).Text)
		d := value.ParseDate(row.Cell(column).Text+" "+row.Cell(column+1).Text+" "+row.Cell(column+2).Text, asOf)
		if !ok || d.State != value.Read {
			continue
		}
		if n++; k.AgreesWith(d.Day) {
			same++
		}
	}
	return n > 0 && same*2 >= n
}
