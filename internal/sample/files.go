package sample

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"

	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

func (w *world) unitsFile() string {
	if w.size == Provinsi {
		return "units.csv"
	}
	return "units.xlsx"
}

func listFile(month period.Month) string {
	return fmt.Sprintf("participants/daftar-peserta-%s.csv", month.Add(1).First()+9)
}

// asOf is the date of the list that is newest at the end of the month after.
func (w *world) asOf(m int) period.Date { return w.months[m].Add(1).First() + 9 }

// writeEvidence writes every file but the rosters.
func (w *world) writeEvidence(out *output) error {
	if err := w.writeUnits(out); err != nil {
		return err
	}
	slices.SortStableFunc(w.entries, func(a, b *entry) int {
		switch {
		case a.npp < b.npp:
			return -1
		case a.npp > b.npp:
			return 1
		}
		return 0
	})
	for m := range w.months {
		if err := w.writeList(out, m); err != nil {
			return err
		}
		if err := w.writePayments(out, m); err != nil {
			return err
		}
	}
	if err := w.writeBudget(out); err != nil {
		return err
	}
	if err := w.writeDeclared(out); err != nil {
		return err
	}
	manifest, err := w.manifestJSON()
	if err != nil {
		return err
	}
	return out.put("manifest.json", manifest)
}

func (w *world) writeUnits(out *output) error {
	table := sheetwrite.Table{Title: "Daftar instansi", Sheet: "Instansi"}
	for _, key := range []string{"kode", "nama", "jenis", "kode_wilayah", "kode_induk", "npp", "divisi", "jenis_usaha", "kelas_jkk", "program", "dasar_upah"} {
		table.Columns = append(table.Columns, sheetwrite.Column{Key: key, Title: key, Kind: sheetwrite.NIK})
	}
	table.About = []sheetwrite.About{{Label: "Catatan", Text: "Data contoh: seluruh instansi dan orang adalah rekaan."}}
	table.Rows = func(yield func([]any, error) bool) {
		for _, u := range w.units {
			parent, class := "", ""
			if u.parent != nil {
				parent = u.parent.code
			}
			if u.classGiven {
				class = strconv.Itoa(u.class)
			}
			if !yield([]any{u.code, u.name, u.kind, u.region, parent, u.npp, u.division, u.business, class, u.program, u.basis}, nil) {
				return
			}
		}
	}
	var b bytes.Buffer
	var err error
	if w.size == Provinsi {
		err = sheetwrite.WriteCSV(&b, table, sheetwrite.CSV{})
	} else {
		err = sheetwrite.Write(&b, table)
	}
	if err != nil {
		return err
	}
	return out.put(w.unitsFile(), b.Bytes())
}

// writeList writes one list of the insurer and notes the line of each entry.
func (w *world) writeList(out *output, m int) error {
	return out.stream(listFile(w.months[m]), func(b pen) {
		b.put("nik,kpj,nama,tanggal_lahir,segmen,program,status,bulan_terakhir,npp,upah\n")
		row := 1
		for _, e := range w.entries {
			s, on := e.on(m, w.months)
			if on {
				row++
				w.listRow(b, e, s)
			}
			if e.post {
				e.line = append(e.line, row*toInt(on))
			}
		}
	})
}

func (w *world) listRow(b pen, e *entry, s entryState) {
	set, status := "", "nonaktif"
	if s.programmes != 0 {
		set = `"` + s.programmes.String() + `"`
	}
	if s.active {
		status = "aktif"
	}
	for _, field := range []string{
		pad16(e.nik), e.kpj, upper(w.register.book.write(e.person.name)), e.person.born.String(), "PU", set, status, s.lastMonth.String(), e.npp,
	} {
		b.put(field, ",")
	}
	b.put(e.wage.String(), "\n")
}

func toInt(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// table writes rows of text as CSV.
func (o *output) table(name string, rows [][]string) error {
	var b bytes.Buffer
	c := csv.NewWriter(&b)
	if err := c.WriteAll(rows); err != nil {
		return err
	}
	return o.put(name, b.Bytes())
}

func rupiah(r money.Rupiah) string { return strconv.FormatInt(int64(r), 10) }

func (w *world) writePayments(out *output, m int) error {
	month := w.months[m]
	rows := [][]string{{"npp", "bulan", "nik", "kpj", "nama", "upah", "jkk", "jkm", "jht", "jp", "jumlah", "tanggal", "referensi"}}
	for _, r := range w.rows[m] {
		d := newDice(w.seed, "paid "+r.npp+month.String())
		rows = append(rows, []string{
			r.npp, month.String(), r.person.number(), "", upper(w.register.book.write(r.person.name)), r.wage.String(),
			rupiah(r.amount[0]), rupiah(r.amount[1]), rupiah(r.amount[2]), rupiah(r.amount[3]), rupiah(r.total()),
			(month.Add(1).First() + period.Date(d.between(5, 19))).String(), "SPM-" + r.npp + "-" + digits(month.String()),
		})
	}
	if err := out.table(fmt.Sprintf("payments/%s-per-orang.csv", month), rows); err != nil {
		return err
	}
	rows = [][]string{{"kode_instansi", "npp", "bulan", "tanggal", "referensi", "jumlah"}}
	for _, t := range w.totals[m] {
		rows = append(rows, []string{t.unit.code, t.npp, month.String(), t.date.String(), t.reference + "-" + digitsOnly(month.String()), rupiah(t.amount)})
	}
	return out.table(fmt.Sprintf("payments/%s-total.csv", month), rows)
}

func (w *world) writeBudget(out *output) error {
	rows := [][]string{{"kode_instansi", "kode_rekening", "program", "kategori", "sumber_dana", "bulan_mulai", "bulan_selesai", "jumlah_orang", "pagu"}}
	for _, l := range w.lines {
		heads := ""
		if l.heads >= 0 {
			heads = strconv.Itoa(l.heads)
		}
		rows = append(rows, []string{l.unit.code, l.account, l.programmes.String(), l.category, l.fund, l.from.String(), l.to.String(), heads, rupiah(l.ceiling)})
	}
	return out.table("budget-2026.csv", rows)
}

func (w *world) writeDeclared(out *output) error {
	rows := [][]string{{"kode_wilayah", "kode_instansi", "tanggal", "ukuran", "nilai", "dari", "sumber"}}
	for _, d := range w.declared {
		code, of := "", ""
		if d.unit != nil {
			code = d.unit.code
		}
		if d.of >= 0 {
			of = strconv.Itoa(d.of)
		}
		rows = append(rows, []string{d.region, code, d.date.String(), d.what, strconv.Itoa(d.value), of, d.source})
	}
	return out.table("declared.csv", rows)
}
