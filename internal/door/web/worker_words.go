package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/period"
)

func dateText(l lang.Lang, d period.Date) string {
	if d == 0 {
		return "–"
	}
	return text.Date(l, d)
}

// categoryText names a category of workers on screen.
func categoryText(code string) lang.Text {
	switch code {
	case "honorer":
		return lang.Msg("Honorer")
	case "guru":
		return lang.Msg("Guru")
	case "tenaga kependidikan":
		return lang.Msg("Tenaga kependidikan")
	case "kepala desa":
		return lang.Msg("Kepala desa")
	case "perangkat desa":
		return lang.Msg("Perangkat desa")
	case "bpd":
		return lang.Msg("BPD")
	case "rt/rw":
		return lang.Msg("RT/RW")
	case "outsourced":
		return lang.Msg("Alih daya")
	case "petugas pemilu":
		return lang.Msg("Petugas pemilu")
	case "pppk paruh waktu":
		return lang.Msg("PPPK paruh waktu")
	case "pekerja rentan":
		return lang.Msg("Pekerja rentan")
	case "lain", "":
		return lang.Msg("Lainnya")
	}
	return literal(strings.ToUpper(code[:1]) + code[1:])
}

// segmentText names a segment of membership.
func segmentText(code string) lang.Text {
	switch code {
	case "PU":
		return lang.Msg("Penerima upah (PU)")
	case "BPU":
		return lang.Msg("Bukan penerima upah (BPU)")
	case "JAKON":
		return lang.Msg("Jasa konstruksi (Jakon)")
	case "PMI":
		return lang.Msg("Pekerja migran (PMI)")
	}
	return literal(code)
}

// kindText names a kind of unit.
func kindText(kind string) lang.Text {
	switch kind {
	case "opd":
		return lang.Msg("OPD")
	case "uptd":
		return lang.Msg("UPTD")
	case "sekolah":
		return lang.Msg("Sekolah")
	case "puskesmas":
		return lang.Msg("Puskesmas")
	case "desa":
		return lang.Msg("Desa")
	case "kelurahan":
		return lang.Msg("Kelurahan")
	case "bumd":
		return lang.Msg("BUMD")
	case "vendor":
		return lang.Msg("Rekanan")
	}
	return lang.Msg("Lainnya")
}

// lackText names a choice of people by what they lack.
func lackText(l coverage.Lack) lang.Text {
	switch l {
	case coverage.NotBudgeted:
		return lang.Msg("Belum dianggarkan")
	case coverage.NotListed:
		return lang.Msg("Belum terdaftar")
	case coverage.NotPaid:
		return lang.Msg("Belum dibayar")
	case coverage.NotRight:
		return lang.Msg("Belum tepat")
	case coverage.NotProtected:
		return lang.Msg("Belum terlindungi")
	case coverage.InReview:
		return lang.Msg("Masih ditinjau")
	case coverage.IsProtected:
		return lang.Msg("Terlindungi")
	}
	return lang.Msg("Semua orang")
}

// literal is a text that is the same in every language: a name, a code.
func literal(s string) lang.Text { return lang.Text{Format: s} }

func sortOptions(list []view.Option) {
	slices.SortFunc(list, func(a, b view.Option) int {
		return cmp.Or(strings.Compare(a.Text, b.Text), strings.Compare(a.Value, b.Value))
	})
}

// unitURL is the page of a unit: ids are unique within a government.
func unitURL(government, id int64) string { return fmt.Sprintf("/instansi/%d.%d", government, id) }

func personURL(government, id int64) string { return fmt.Sprintf("/orang/%d.%d", government, id) }

// parseRef reads "3.1204", or "1204" where the government goes without saying.
func parseRef(s string) (government, id int64, ok bool) {
	first, second, dotted := strings.Cut(s, ".")
	if !dotted {
		first, second = "0", first
	}
	g, err1 := strconv.ParseInt(first, 10, 64)
	n, err2 := strconv.ParseInt(second, 10, 64)
	return g, n, err1 == nil && err2 == nil && n > 0 && g >= 0
}

// pageOf reads the page number of an address, from 1.
func pageOf(r *Request) int {
	n, err := strconv.Atoi(r.FormValue("hal"))
	if err != nil || n < 1 || n > 1_000_000 {
		return 1
	}
	return n
}
