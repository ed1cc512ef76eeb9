package value

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

var now = period.DateOf(2026, 11, 21)

// However a day is written, it is read as that day, or as one of the two it can mean.
func TestEveryWayOfWritingADay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := period.DateOf(1940, 1, 1) + period.Date(rapid.IntRange(0, 31700).Draw(t, "day"))
		y, m, d := day.Split()
		sep := rapid.SampledFrom([]string{"-", "/", ".", " ", " - "}).Draw(t, "sep")
		forms := []string{
			fmt.Sprintf("%02d%s%02d%s%04d", d, sep, int(m), sep, y), fmt.Sprintf("%d%s%d%s%d", d, sep, int(m), sep, y), fmt.Sprintf("%04d%s%02d%s%02d", y, sep, int(m), sep, d),
			text.Date(lang.ID, day), strings.ToUpper(text.Date(lang.ID, day)), text.LongDate(lang.ID, day), fmt.Sprintf("%02d%02d%04d", d, int(m), y),
			fmt.Sprintf("%d %s %d", d, text.ShortMonth(lang.ID, m), y), day.String() + " 00:00:00", day.String() + "T00:00:00.000Z", "  " + day.String() + "\u00a0",
		}
		s := rapid.SampledFrom(forms).Draw(t, "form")
		r := ParseDate(s, now)
		if r.State != Read || (r.Day != day && r.Other != day) {
			t.Fatalf("%q read as %+v (%s), want %s", s, r, r.Day, day)
		}
		if r.Day != day && d > 12 {
			t.Fatalf("%q: day %d cannot be a month", s, d)
		}
	})
}

// However an amount is written, it is read to the rupiah.
func TestEveryWayOfWritingAnAmount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(10_000, 99_999_999).Draw(t, "n")
		dots := text.Number(lang.ID, n)
		forms := []string{
			dots, "Rp " + dots, "Rp" + dots + ",-", "Rp. " + dots + ",00", strings.ReplaceAll(dots, ".", ","), strings.ReplaceAll(dots, ".", ",") + ".00", strings.ReplaceAll(dots, ".", " "), fmt.Sprint(n), fmt.Sprint(n) + ".00",
			"IDR " + strings.ReplaceAll(dots, ".", ","), dots + "/bln", dots + " per bulan", dots + ".-", text.Terbilang(money.Rupiah(n)), "\u00a0" + dots + " ",
		}
		s := rapid.SampledFrom(forms).Draw(t, "form")
		a := ParseAmount(s)
		if a.State != Read || a.Milli != money.Milli(n)*1000 {
			t.Fatalf("%q read as %+v, want %d", s, a, n)
		}
	})
}

func TestAmountsThatAreNotOneAmount(t *testing.T) {
	for s, why := range map[string]Why{
		"UMK": MinimumWage, "sesuai UMR 2026": MinimumWage, "75.000/hari": PerDay, "Rp 85.000 per hari": PerDay, "1.500.000 - 2.000.000": RangeOfTwo, "1 juta s/d 2 juta": RangeOfTwo, "1.000.000+500.000": SumOfTwo,
		"1.5OO.OOO": LetterInside, "sesuai SK": SeeDecree, "1.5.00.000": BadGroups, "banyak": NotNumber, "-1.500.000": Negative,
	} {
		if a := ParseAmount(s); a.State != Unreadable || a.Why != why {
			t.Errorf("%q: %+v, want %d", s, a, why)
		}
	}
	if a := ParseAmount("75.000/hari"); a.Guess != 75_000*25*1000 {
		t.Errorf("a day's wage times 25: %s", a.Guess)
	}
	for _, s := range []string{"", "-", "Rp -", "nihil", "belum ditetapkan", "Rp. ,-"} {
		if a := ParseAmount(s); a.State != Missing {
			t.Errorf("%q: %+v", s, a)
		}
	}
}

func TestExactNumbersOfSpreadsheets(t *testing.T) {
	for s, want := range map[string]string{"2.5E6": "2500000", "2.3333330000001e+06": "2333333", "5999.999999999999": "6000", "1500000": "1500000", "0.0005": "0.001", "1E-9": "0", "2327386.07": "2327386.07", "1.5e3": "1500"} {
		if m, ok := exact(s); !ok || m.String() != want {
			t.Errorf("%s is %s, want %s", s, m, want)
		}
	}
	for _, s := range []string{"", "x", "1e99", "1.2.3", "99999999999999999999"} {
		if m, ok := exact(s); ok && s != "" {
			t.Errorf("%q is %s", s, m)
		}
	}
}

func TestPlaceAndDay(t *testing.T) {
	for s, want := range map[string]string{"Sukoharjo, 12-03-1985": "Sukoharjo 1985-03-12", "SUKOHARJO/12 Maret 1985": "SUKOHARJO 1985-03-12", "Kota Baru 5 Mei 1990": "Kota Baru 1990-05-05", "Klaten,12031985": "Klaten 1985-03-12", "12-03-1985": " 1985-03-12", "Sukoharjo": "Sukoharjo ", "Solo, 31-02-1985": "Solo "} {
		place, d := SplitPlaceDate(s, now)
		if got := place + " " + d.Day.String(); got != want {
			t.Errorf("%q: %q", s, got)
		}
	}
}

func TestMonths(t *testing.T) {
	for s, want := range map[string]string{"2026-09": "2026-09", "09/2026": "2026-09", "202609": "2026-09", "092026": "2026-09", "September 2026": "2026-09", "Sep 2026": "2026-09", "30-09-2026": "2026-09", "13/2026": "", "x": ""} {
		m, _ := ReadMonth(sheetread.Cell{Kind: sheetread.Text, Text: s}, now)
		if m.String() != want {
			t.Errorf("%q: %s", s, m)
		}
	}
}

func TestCategories(t *testing.T) {
	for s, want := range map[string]string{
		"Honorer": Honorer, "THL": Honorer, "Tenaga Honorer Daerah": Honorer, "GTT": Teacher, "Guru Kelas": Teacher, "Tendik": SchoolStaff, "Kepala Desa": VillageHead, "Kaur Keuangan": VillageStaff, "Sekdes": VillageStaff, "Anggota BPD": VillageBoard, "Ketua RT 01": Neighbourhood,
		"Outsourcing": Outsourced, "PPPK Paruh Waktu": PartTimePPPK, "KPPS": ElectionStaff, "Pekerja Rentan": Vulnerable, "lain": OtherWorker,
	} {
		if got, state := ReadCategory(s); got != want || state != Read {
			t.Errorf("%q: %q %d", s, got, state)
		}
	}
	if _, state := ReadCategory("zzz"); state != Unreadable {
		t.Error("zzz is no category")
	}
	for _, c := range Categories() {
		if got, _ := ReadCategory(c); got != c {
			t.Errorf("%q is read as %q", c, got)
		}
	}
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"12-03-1985", "12 Maret 1985", "1985-03-12T00:00:00", "Senin, 1 Jan 80", "30462"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := ParseDate(s, now)
		if (r.State == Read) != (r.Day != 0) {
			t.Fatalf("%q: %+v", s, r)
		}
		SplitPlaceDate(s, now)
	})
}

func FuzzAmount(f *testing.F) {
	for _, s := range []string{"Rp 1.500.000,-", "1,5 jt", "1.500.000 + 250.000", "dua juta", "75.000/hari", "1'500'000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a := ParseAmount(s)
		if a.Milli < 0 || (a.State != Read && a.Milli != 0) {
			t.Fatalf("%q: %+v", s, a)
		}
		ReadWage(sheetread.Cell{Kind: sheetread.Text, Text: s}, 1000)
		ReadWage(sheetread.Cell{Kind: sheetread.Number, Text: s}, 1)
	})
}

func FuzzName(f *testing.F) {
	f.Add("Hj. SITI, S.Pd")
	f.Fuzz(func(t *testing.T, s string) {
		name, _, _ := CleanName(s)
		if name != strings.Join(strings.Fields(name), " ") {
			t.Fatalf("%q: %q has blanks too many", s, name)
		}
		if name, number := SplitNameNumber(s); len(name)+len(number) > len(s) {
			t.Fatalf("%q: more came out than went in", s)
		}
	})
}
