package web

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/period"
)

const silentPageSize = 50

// silentList is the units without an answer, with what the pages and papers need of them.
type silentList struct {
	q           coverage.SilentQuestion
	units       []coverage.SilentUnit
	asked       int
	governments map[int64]unit.Government
	kinds       []unit.Kind
}

func (s *Server) silentList(r *Request) (*silentList, error) {
	l := &silentList{governments: map[int64]unit.Government{}}
	var err error
	if l.q.Month, err = r.month(); err != nil {
		return nil, err
	}
	l.q.Region = strings.TrimSpace(r.FormValue("wilayah"))
	if kind := r.FormValue("jenis"); kind != "" {
		l.q.Kind = unit.Kind(kind)
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		if l.units, l.asked, err = coverage.Silent(ctx, tx, r.Scope, l.q); err != nil {
			return err
		}
		all, err := unit.List(ctx, tx, r.Scope)
		if err != nil {
			return err
		}
		for _, u := range all {
			if !slices.Contains(l.kinds, u.Kind) {
				l.kinds = append(l.kinds, u.Kind)
			}
		}
		list, err := unit.Governments(ctx, tx, r.Scope)
		for _, g := range list {
			l.governments[g.ID] = g
		}
		return err
	})
	slices.SortStableFunc(l.units, func(a, b coverage.SilentUnit) int {
		if a.LastPeople != b.LastPeople {
			return b.LastPeople - a.LastPeople // the most people first
		}
		return strings.Compare(a.Name, b.Name)
	})
	return l, err
}

// silentPage lists who has not answered, with whom to call.
func (s *Server) silentPage(r *Request) error {
	l, err := s.silentList(r)
	if err != nil {
		return err
	}
	v := view.Silent{Page: r.page(view.SecSilent), Month: l.q.Month, Months: r.monthOptions(l.q.Month, nil), Deadline: deadline(l.q.Month), Asked: l.asked, CanSend: true}
	v.Page.Basis = view.Basis{Month: l.q.Month, AsOf: s.today(), Sources: []lang.Text{lang.Msg("roster instansi")}}
	query := url.Values{"bulan": {l.q.Month.String()}}
	if l.q.Region != "" {
		query.Set("wilayah", l.q.Region)
	}
	if l.q.Kind != "" {
		query.Set("jenis", string(l.q.Kind))
	}
	v.XLSX = "/belum-menjawab.xlsx?" + query.Encode()
	v.Filters = r.silentFilters(l)
	page := pageOf(r)
	from := min((page-1)*silentPageSize, len(l.units))
	shown := l.units[from:min(from+silentPageSize, len(l.units))]
	err = r.read(func(ctx context.Context, tx *db.Tx) error { return coverage.AddReminders(ctx, tx, l.q.Month, shown) })
	if err != nil {
		return err
	}
	for i := range shown {
		v.Rows = append(v.Rows, r.silentRow(&shown[i], l.q.Month))
	}
	for i := range l.units {
		v.People += l.units[i].LastPeople
	}
	v.Pager = pager(page, silentPageSize, len(shown), len(l.units), "/belum-menjawab", query)
	return r.show(v)
}

// deadline is the day until which a month's roster is of use: the contributions are due then.
func deadline(m period.Month) period.Date {
	due, err := law.Due("PU", m)
	if err != nil {
		return 0
	}
	return due.Due
}

func (r *Request) silentFilters(l *silentList) []view.Filter {
	kinds := []view.Option{{Text: lang.T(r.Lang, "Semua jenis")}}
	for _, k := range l.kinds {
		kinds = append(kinds, view.Option{Value: string(k), Text: kindText(string(k)).In(r.Lang), Current: k == l.q.Kind})
	}
	sortOptions(kinds[1:])
	return []view.Filter{{Name: "bulan", Label: lang.Msg("Bulan"), Options: r.monthOptions(l.q.Month, nil)}, {Name: "jenis", Label: lang.Msg("Jenis"), Options: kinds}}
}

func (r *Request) silentRow(u *coverage.SilentUnit, month period.Month) view.SilentUnit {
	row := view.SilentUnit{
		Code: u.Code, Name: u.Name, URL: unitURL(u.Government, u.ID), Kind: kindText(string(u.Kind)), Region: districtName(u.Region), LastMonth: u.LastMonth, LastPeople: u.LastPeople,
		Reminded: u.Reminded, Contact: view.Contact{Name: u.Contact, Phone: u.Phone},
	}
	switch u.How {
	case "surat":
		row.RemindedHow = lang.Msg("dengan surat")
	case "telepon":
		row.RemindedHow = lang.Msg("lewat telepon")
	}
	if n := whatsappNumber(u.Phone); n != "" {
		row.Contact.WhatsApp = "https://wa.me/" + n + "?text=" + queryEscape(r.silentMessage(u.Name, month))
	}
	return row
}

// silentMessage asks a unit for its roster; it names no person.
func (r *Request) silentMessage(name string, month period.Month) string {
	link := "https://" + r.Host + "/impor/baru?jenis=roster"
	return lang.T(lang.ID, "Selamat pagi. Kami belum menerima daftar pekerja bukan ASN dari %s untuk %s. Mohon dikirim paling lambat %s lewat %s. Bila tidak ada perubahan, cukup nyatakan tetap; bila tidak ada pekerja, nyatakan nihil. Terima kasih.",
		name, monthText(lang.ID, month), dateText(lang.ID, answerUntil(month, r.srv.today())), link)
}

// whatsappNumber turns a telephone number as it is written into the form that wa.me takes; "" where it is none.
func whatsappNumber(s string) string {
	var b strings.Builder
	for _, c := range s {
		if c >= '0' && c <= '9' {
			b.WriteRune(c)
		}
	}
	n := b.String()
	switch {
	case len(n) < 9 || len(n) > 15:
		return ""
	case strings.HasPrefix(n, "62"):
		return n
	case strings.HasPrefix(n, "08"):
		return "62" + n[1:]
	case strings.HasPrefix(n, "8"):
		return "62" + n
	}
	return ""
}

// silentFile is the telephone list.
func (s *Server) silentFile(r *Request) error {
	l, err := s.silentList(r)
	if err != nil {
		return err
	}
	t := sheetwrite.Table{Title: "Belum menjawab " + text.Month(lang.ID, l.q.Month), Sheet: "Daftar telepon", Columns: []sheetwrite.Column{
		{Key: "kode", Title: "Kode", Kind: sheetwrite.NIK},
		{Key: "instansi", Title: "Instansi", Width: 44},
		{Key: "jenis", Title: "Jenis"},
		{Key: "wilayah", Title: "Wilayah", Width: 28},
		{Key: "kontak", Title: "Kontak", Width: 30},
		{Key: "telepon", Title: "Telepon", Kind: sheetwrite.NIK},
		{Key: "jawaban_terakhir", Title: "Jawaban terakhir", Kind: sheetwrite.Month},
		{Key: "orang", Title: "Orang waktu itu", Kind: sheetwrite.Integer},
		{Key: "diingatkan", Title: "Sudah diingatkan (isi tanggal)"},
		{Key: "hasil", Title: "Hasil", Width: 40},
	}}
	var rows [][]any
	for _, u := range l.units {
		row := []any{u.Code, u.Name, kindText(string(u.Kind)).In(lang.ID), districtName(u.Region), u.Contact, u.Phone, nil, nil, nil, nil}
		if u.LastMonth != 0 {
			row[6] = u.LastMonth
		}
		if u.LastPeople > 0 {
			row[7] = u.LastPeople
		}
		rows = append(rows, row)
	}
	t.Rows = sheetwrite.Slice(rows)
	t.About = []sheetwrite.About{
		{Label: "Bulan", Text: text.Month(lang.ID, l.q.Month)},
		{Label: "Definisi", Text: "Instansi yang belum mengirim roster, belum menyatakan nihil, dan belum menyatakan tetap untuk bulan itu. Diurutkan menurut jumlah orang pada jawaban terakhir."},
		{Label: "Dibuat", Text: text.Clock(lang.ID, s.app.Config.Clock(), jakarta) + ", oleh " + r.Actor.Name},
	}
	return r.workbook("belum-menjawab-"+l.q.Month.String()+".xlsx", t)
}

// chosenSilent keeps the units whose codes were ticked; without any, all of the list.
func (s *Server) chosenSilent(r *Request) (*silentList, error) {
	l, err := s.silentList(r)
	if err != nil {
		return nil, err
	}
	if codes := r.Form["instansi"]; len(codes) > 0 {
		l.units = slices.DeleteFunc(l.units, func(u coverage.SilentUnit) bool { return !slices.Contains(codes, u.Code) })
	}
	if len(l.units) == 0 {
		return nil, fault.New(fault.Conflict, "Tidak ada instansi terpilih yang belum menjawab untuk bulan ini. Muat ulang daftarnya.")
	}
	return l, nil
}

// silentReminded notes that the chosen units were called.
func (s *Server) silentReminded(r *Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Usage, "Formulir ini tidak terbaca. Muat ulang halaman lalu coba lagi.").Because(err)
	}
	if len(r.Form["instansi"]) == 0 {
		return fault.New(fault.Invalid, "Pilih dahulu instansi yang sudah diingatkan.")
	}
	l, err := s.chosenSilent(r)
	if err != nil {
		return err
	}
	if err := coverage.Remind(r.Context(), s.app.Door, r.Actor, l.q.Month, "telepon", l.units, l.governments); err != nil {
		return err
	}
	return r.redirect("/belum-menjawab?bulan=" + l.q.Month.String())
}
