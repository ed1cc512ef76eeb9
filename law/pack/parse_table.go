package pack

import (
	"maps"
	"slices"

	"github.com/payung-id/payung/period"
)

func (r *reader) table(t item[rawTable]) []*Table {
	name := r.need(t.v.Name, t.at, "name")
	basis := r.basis(t.v.Basis, t.at)
	columns := make([]Column, len(t.v.Columns))
	for i, c := range t.v.Columns {
		columns[i] = Column{Name: r.need(c.Name, t.at, "columns.name"), Unit: Unit(r.need(c.Unit, t.at, "columns.unit"))}
		if !columns[i].Unit.known() {
			r.fault(c.Unit.at, say("satuan %q tidak dikenal", string(columns[i].Unit)))
			return nil
		}
	}
	if basis == "" || len(columns) < 2 || len(t.v.Versions) == 0 {
		r.fault(t.at, say("tabel %s perlu basis, sedikitnya dua kolom dan satu versi", name))
		return nil
	}
	var out []*Table
	for _, raw := range t.v.Versions {
		v := &Table{Name: name, Title: r.need(t.v.Title, t.at, "title"), Place: r.at(raw.at), Columns: columns, Basis: basis}
		v.From, v.To = r.span(basis, raw.v.From, raw.v.To, raw.at)
		v.Evidence = r.evidence(raw.v.Ground, raw.at)
		v.Rows = r.rows(name, columns, raw)
		if n := len(out); n > 0 {
			r.follows(name, &out[n-1].To, out[n-1].From, v.From, raw.v.From.at)
		}
		out = append(out, v)
	}
	return out
}

func (r *reader) rows(name string, columns []Column, raw item[rawTableVersion]) [][]Cell {
	var rows [][]Cell
	if len(raw.v.Rows) == 0 {
		r.fault(raw.at, say("tabel %s tidak punya baris", name))
	}
	for _, cells := range raw.v.Rows {
		if len(cells) != len(columns) {
			at := raw.at
			if len(cells) > 0 {
				at = cells[0].at
			}
			r.fault(at, say("tabel %s: baris punya %d nilai, kolomnya %d", name, len(cells), len(columns)))
			continue
		}
		row := make([]Cell, len(cells))
		for i, c := range cells {
			var err error
			if row[i], err = columns[i].Unit.cell(c.text); err != nil {
				r.fault(c.at, err)
			}
		}
		if n := len(rows); n > 0 && (row[0].Amount < rows[n-1][0].Amount ||
			row[0].Amount == rows[n-1][0].Amount && row[0].Count <= rows[n-1][0].Count) {
			r.fault(cells[0].at, say("tabel %s: kolom pertama harus naik dari baris ke baris", name))
		}
		rows = append(rows, row)
	}
	return rows
}

func (r *reader) holidays(h item[rawHolidays]) *HolidayYear {
	y := &HolidayYear{Place: r.at(h.at), Evidence: r.evidence(h.v.Ground, h.at)}
	if r.need(h.v.Year, h.at, "year") != "" {
		y.Year = r.int(h.v.Year, 1945, 2200, "year")
	}
	seen := map[period.Date]bool{}
	add := func(list []item[rawDay], joint bool) {
		for _, d := range list {
			day := Holiday{Day: r.date(d.v.Day, d.at, "day"), Name: r.need(d.v.Name, d.at, "name"), Place: r.at(d.at), Joint: joint}
			switch {
			case day.Day == 0 || y.Year == 0:
			case day.Day.Year() != y.Year:
				r.fault(d.v.Day.at, say("%s bukan hari di tahun %d", day.Day.String(), y.Year))
			case seen[day.Day]:
				r.fault(d.v.Day.at, say("%s ditulis dua kali", day.Day.String()))
			}
			seen[day.Day] = true
			y.Days = append(y.Days, day)
		}
	}
	add(h.v.National, false)
	add(h.v.Joint, true)
	return y
}

func (r *reader) wages(w item[rawWages]) []*MinimumWage {
	base := MinimumWage{Evidence: r.evidence(w.v.Ground, w.at)}
	base.From, base.To = r.span(EventDate, w.v.From, w.v.To, w.at)
	kind := r.need(w.v.Kind, w.at, "kind")
	var out []*MinimumWage
	add := func(at place, region string, m MinimumWage) {
		m.Region, m.Place = region, r.at(at)
		switch {
		case !regionShape.MatchString(region):
			r.fault(at, say("kode wilayah %q: tulis \"33\" atau \"33.11\", dalam tanda kutip", region))
		case (kind == "UMP") != (len(region) == 2):
			r.fault(at, say("wilayah %s tidak cocok dengan %s: UMP untuk provinsi, UMK untuk kabupaten/kota", region, kind))
		}
		out = append(out, &m)
	}
	switch kind {
	case "UMP", "UMK":
		for _, region := range slices.Sorted(maps.Keys(w.v.Values)) {
			s, m := w.v.Values[region], base
			m.Kind = kind
			var err error
			if m.Amount, err = readAmount(s.text); err != nil {
				r.fault(s.at, err)
			}
			add(s.at, region, m)
		}
	case "none": // these regencies are known to have no minimum wage of their own
		for _, s := range w.v.Regions {
			add(s.at, s.text, base)
		}
	case "":
	default:
		r.fault(w.v.Kind.at, say("kind %q tidak dikenal; pilih UMP, UMK atau none", kind))
	}
	if slices.Contains([]string{"UMP", "UMK", "none"}, kind) && len(out) == 0 {
		r.fault(w.at, say("daftar upah minimum kosong"))
	}
	return out
}
