package law

import (
	"slices"
	"testing"

	"github.com/payung-id/payung/law/pack"
)

func TestSlipsOfThePen(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"satpam", "satpam", true},
		{"satpam", "satpma", true},  // neighbours exchanged, at the end
		{"satpam", "staapm", false}, // twice
		{"sekolah", "skeolah", true},
		{"sekolah", "sekola", true},
		{"sekola", "sekolah", true},
		{"sekolah", "sekolaah", true},
		{"sekolah", "sekolaahh", false},
		{"sekolah", "sekolak", true},
		{"sekolah", "sekotak", false},
		{"sekolah", "sehokal", false},
	} {
		if got := oneSlip(c.a, c.b); got != c.want {
			t.Errorf("%s %s: %t", c.a, c.b, got)
		}
	}
	for _, c := range []struct {
		words []string
		w     string
		want  int
	}{
		{[]string{"apotek", "klinik"}, "klinik", 1},
		{[]string{"apotek", "klinik"}, "klinim", 1},
		{[]string{"apotek", "klinik"}, "plinik", -1}, // the first letter is seldom wrong
		{[]string{"bank", "toko"}, "took", -1},       // short words have too many neighbours
		{[]string{"salon"}, "salons", -1},
	} {
		if got := indexWord(c.words, c.w); got != c.want {
			t.Errorf("%v %s: %d", c.words, c.w, got)
		}
	}
}

func TestClassGoesByTheKindOfBusiness(t *testing.T) {
	for business, want := range map[string]Candidate{
		"Toko Emas Mulia":              {Class: 1},
		"TAMBANG EMAS":                 {Class: 5},
		"dinas pekerjaan umum":         {Class: 1},
		"PT Kontraktor Jalan":          {Route: "JAKON"},
		"rumah sakit swasta":           {Class: 1},
		"bengkel las":                  {Class: 3},
		"angkutan barang":              {Class: 4},
		"satpma":                       {Class: 1},
		"perkebunan kelapa sawit":      {Class: 2},
		"Koperasi simpan pinjam":       {Class: 1},
		"jasa kebersihan dan cleaning": {Class: 1},
	} {
		got, err := Class(business)
		if err != nil || !got.Sure || got.Best.Class != want.Class || got.Best.Route != want.Route || got.Best.Entry == "" {
			t.Errorf("%s: %t %+v %v", business, got.Sure, got.Best, err)
		}
		if got.Best.Score < 1 && got.Best.Confidence == pack.High {
			t.Errorf("%s: our reading is no surer than medium: %+v", business, got.Best)
		}
	}
	for _, business := range []string{"pengangkutan batu bara", "pabrik", "xyzzy", "industri"} {
		got, err := Class(business)
		if err != nil || got.Sure || len(got.Candidates) > 5 || !slices.IsSortedFunc(got.Candidates, func(a, b Candidate) int {
			switch {
			case a.Score > b.Score:
				return -1
			case a.Score < b.Score:
				return 1
			}
			return 0
		}) {
			t.Errorf("%s: %t %+v %v", business, got.Sure, got.Candidates, err)
		}
	}
	for _, business := range []string{"", "  ", "!?"} {
		if _, err := Class(business); FieldOf(err) != "business" {
			t.Errorf("%q: %v", business, err)
		}
	}
	if words := businessWords("PT. Jasa di Kota"); len(words) != 4 {
		t.Errorf("where nothing tells, everything counts: %v", words)
	}
}
