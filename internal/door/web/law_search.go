package web

import (
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/law"
)

func shelfReliefs() view.Shelf {
	return view.Shelf{Text: lang.Msg("Keringanan iuran"), Line: lang.Msg("Syarat dan masa berlakunya"), URL: "/aturan/keringanan"}
}

func shelfHolidays() view.Shelf {
	return view.Shelf{Text: lang.Msg("Hari libur dan cuti bersama"), Line: lang.Msg("Menurut tahun, dengan sumbernya"), URL: "/aturan/hari-libur"}
}

func shelfWages() view.Shelf {
	return view.Shelf{Text: lang.Msg("Upah minimum"), Line: lang.Msg("UMP dan UMK menurut wilayah"), URL: "/aturan/upah-minimum"}
}

// mostDays bounds how many days off a search shows by name; the rest stands on the page of the year.
const mostDays = 8

// alsoCalled are words by which people look for a parameter whose title has others.
func alsoCalled(name string) string {
	switch {
	case strings.HasSuffix(name, "wage_ceiling"):
		return "plafon batas atas upah maksimal"
	case strings.HasPrefix(name, "penalty."):
		return "telat terlambat bunga"
	case strings.HasPrefix(name, "due."):
		return "tenggat bayar"
	}
	return ""
}

// otherHits are the pages beside the parameters that a search means, and the days off of this year and the next.
func (s *Server) otherHits(r *Request, query string) []view.Shelf {
	if query == "" {
		return nil
	}
	var out []view.Shelf
	for _, x := range []struct {
		shelf view.Shelf
		words string
	}{
		{shelfReliefs(), "diskon potongan relaksasi padat karya"},
		{shelfHolidays(), "tanggal merah kalender lebaran"},
		{shelfWages(), "UMR UMP UMK gaji upah minimum provinsi kabupaten kota"},
	} {
		if found(query, x.shelf.Text.In(r.Lang), x.shelf.Text.In(lang.ID), x.words) {
			out = append(out, x.shelf)
		}
	}
	year, days := s.today().Year(), 0
	for y := year; y <= year+1; y++ {
		for _, list := range law.Shipped().HolidayLists(y) {
			for _, d := range list.Days {
				day := text.LongDate(r.Lang, d.Day)
				if days == mostDays || !found(query, d.Name, text.LongDate(lang.ID, d.Day), dayAlsoCalled(d.Name)) {
					continue
				}
				days++
				out = append(out, view.Shelf{Text: literal(d.Name), Line: literal(day), URL: "/aturan/hari-libur?tahun=" + strconv.Itoa(y)})
			}
		}
	}
	return out
}

// dayAlsoCalled are the everyday words for a holiday.
func dayAlsoCalled(name string) string {
	switch lower := strings.ToLower(name); {
	case strings.Contains(lower, "idul fitri"), strings.Contains(lower, "idulfitri"):
		return "lebaran"
	case strings.Contains(lower, "idul adha"), strings.Contains(lower, "iduladha"):
		return "lebaran haji kurban"
	case strings.Contains(lower, "kemerdekaan"):
		return "agustusan kemerdekaan"
	}
	return ""
}
