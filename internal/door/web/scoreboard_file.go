package web

import (
	"strconv"

	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/period"
)

// scoreboardFile is the scoreboard as a workbook: the table, the funnel, the units that hold the gap, the trend, and what
// every figure means.
func (s *Server) scoreboardFile(r *Request, k *reading) error {
	q, err := s.boardQuestion(r)
	if err != nil {
		return err
	}
	o, err := s.overview(r, q, k)
	if err != nil {
		return err
	}
	name := "papan-" + q.Month.String() + ".xlsx"
	return r.workbook(name, r.boardSheet(o), r.funnelSheet(o), gapSheet(o), trendSheet(o))
}

func (r *Request) boardSheet(o *coverage.Overview) sheetwrite.Table {
	t := sheetwrite.Table{Title: "Papan " + text.Month(lang.ID, o.Question.Month), Sheet: "Papan"}
	for _, c := range []struct {
		key, title string
		kind       sheetwrite.Kind
	}{
		{"kunci", "Kode", sheetwrite.NIK},
		{"nama", "Nama", sheetwrite.Text},
		{"instansi", "Instansi", sheetwrite.Integer},
		{"menjawab", "Menjawab", sheetwrite.Integer},
		{"pekerja", "Pekerja", sheetwrite.Integer},
		{"dianggarkan", "Dianggarkan", sheetwrite.Integer},
		{"terdaftar", "Terdaftar", sheetwrite.Integer},
		{"dibayar", "Dibayar", sheetwrite.Integer},
		{"tepat", "Tepat", sheetwrite.Integer},
		{"terlindungi", "Terlindungi", sheetwrite.Integer},
		{"belum", "Belum terlindungi", sheetwrite.Integer},
		{"ditinjau", "Masih ditinjau", sheetwrite.Integer},
		{"bagian", "Bagian terlindungi", sheetwrite.Ratio},
		{"terburuk", "Terburuk", sheetwrite.Ratio},
		{"terbaik", "Terbaik", sheetwrite.Ratio},
		{"beban", "Beban bila terjadi hari ini", sheetwrite.Rupiah},
	} {
		t.Columns = append(t.Columns, sheetwrite.Column{Key: c.key, Title: c.title, Kind: c.kind})
	}
	var rows [][]any
	for i := range o.Rows {
		rows = append(rows, boardCells(&o.Rows[i], r.league(o, &o.Rows[i]).Name))
	}
	rows = append(rows, boardCells(&o.Total, "Jumlah"))
	t.Rows = sheetwrite.Slice(rows)
	t.About = r.boardAbout(o)
	return t
}

func boardCells(x *coverage.Row, name string) []any {
	row := []any{x.Key, name, x.Units, x.Answered, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil}
	if x.Silent() {
		return row // no answer is not zero
	}
	for i, n := range []int{x.Workers, x.Budgeted, x.Registered, x.Paid, x.Right, x.Protected, x.Missing(), x.Undecided} {
		row[4+i] = n
	}
	if x.Workers > 0 {
		row[12] = sheetwrite.Decimal(coverage.Ratio{Part: x.Protected, Whole: x.Workers}.String())
	}
	if best, worst, ok := x.Bounds(); ok {
		row[13], row[14] = sheetwrite.Decimal(worst.String()), sheetwrite.Decimal(best.String())
	}
	row[15] = x.Liability
	return row
}

func (r *Request) boardAbout(o *coverage.Overview) []sheetwrite.About {
	about := []sheetwrite.About{
		{Label: "Wilayah", Text: o.Name},
		{Label: "Bulan", Text: text.Month(lang.ID, o.Question.Month)},
		{Label: "Definisi", Text: o.Definition},
		{Label: "Belum terlindungi", Text: "Pekerja instansi yang menjawab, dikurangi yang terlindungi dan yang masih ditinjau."},
		{Label: "Beban bila terjadi hari ini", Text: "Santunan kematian biasa pada akhir bulan untuk setiap pekerja yang belum terlindungi."},
		{Label: "Tepat", Text: "Dibayar, dan tiap program sekurangnya sebesar yang diminta peraturan atas dasar upah instansi."},
		{Label: "Bukti sampai", Text: dateText(lang.ID, period.DateIn(o.AsOf, jakarta))},
	}
	if o.ListAsOf != 0 {
		about = append(about, sheetwrite.About{Label: "Daftar peserta BPJS", Text: "per " + dateText(lang.ID, o.ListAsOf)})
	}
	return append(about, sheetwrite.About{Label: "Dibuat", Text: text.Clock(lang.ID, r.srv.app.Config.Clock(), jakarta) + ", oleh " + r.Actor.Name})
}

func (r *Request) funnelSheet(o *coverage.Overview) sheetwrite.Table {
	t := sheetwrite.Table{
		Title: "Empat fakta", Columns: []sheetwrite.Column{
			{Key: "langkah", Title: "Langkah"},
			{Key: "orang", Title: "Orang", Kind: sheetwrite.Integer},
			{Key: "tertahan", Title: "Tertahan", Kind: sheetwrite.Integer},
			{Key: "sebab", Title: "Sebab", Width: 80},
		},
		About: []sheetwrite.About{{Label: "Definisi", Text: "Setiap langkah hanya menghitung orang yang lolos langkah sebelumnya."}},
	}
	var rows [][]any
	for _, s := range r.funnel(o) {
		rows = append(rows, []any{s.Title.In(lang.ID), s.Count, s.Loss, s.LossText.In(lang.ID)})
	}
	t.Rows = sheetwrite.Slice(rows)
	return t
}

func gapSheet(o *coverage.Overview) sheetwrite.Table {
	t := sheetwrite.Table{
		Title: "Penutup 80 persen kekurangan", Sheet: "Kekurangan", Columns: []sheetwrite.Column{
			{Key: "kode", Title: "Kode", Kind: sheetwrite.NIK},
			{Key: "instansi", Title: "Instansi", Width: 44},
			{Key: "belum", Title: "Belum terlindungi", Kind: sheetwrite.Integer},
			{Key: "berjalan", Title: "Jumlah berjalan", Kind: sheetwrite.Integer},
		},
		About: []sheetwrite.About{{Label: "Definisi", Text: "Instansi dengan orang belum terlindungi terbanyak, sampai bersama-sama memegang 80 persen dari semuanya."}},
	}
	var rows [][]any
	for _, g := range o.Gap {
		rows = append(rows, []any{g.Row.Key, g.Row.Name, g.Missing, g.Cumulative})
	}
	t.Rows = sheetwrite.Slice(rows)
	return t
}

func trendSheet(o *coverage.Overview) sheetwrite.Table {
	t := sheetwrite.Table{Title: "Perjalanan", Columns: []sheetwrite.Column{
		{Key: "bulan", Title: "Bulan", Kind: sheetwrite.Month},
		{Key: "pekerja", Title: "Pekerja", Kind: sheetwrite.Integer},
		{Key: "terlindungi", Title: "Terlindungi", Kind: sheetwrite.Integer},
	}, About: []sheetwrite.About{{Label: "Definisi", Text: strconv.Itoa(len(o.Trend)) + " bulan terakhir; sel kosong berarti belum ada instansi yang menjawab."}}}
	var rows [][]any
	for _, p := range o.Trend {
		row := []any{p.Month, nil, nil}
		if p.Workers > 0 {
			row[1], row[2] = p.Workers, p.Protected
		}
		rows = append(rows, row)
	}
	t.Rows = sheetwrite.Slice(rows)
	return t
}
