// Package text writes dates, months, amounts and numbers as Indonesian and English offices write them.
package text

import (
	"strconv"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

var (
	monthsID = [...]string{"", "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"}
	daysID   = [...]string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}
)

// MonthName returns the full name of a month of the year.
func MonthName(l lang.Lang, m time.Month) string {
	if l == lang.EN {
		return m.String()
	}
	return monthsID[m]
}

// Month writes "September 2026".
func Month(l lang.Lang, m period.Month) string {
	return MonthName(l, m.Month()) + " " + strconv.Itoa(m.Year())
}

// ShortMonth writes "Sep", "Agu", "Des".
func ShortMonth(l lang.Lang, m time.Month) string { return MonthName(l, m)[:3] }

// Date writes "21 November 2026".
func Date(l lang.Lang, d period.Date) string {
	y, m, day := d.Split()
	return strconv.Itoa(day) + " " + MonthName(l, m) + " " + strconv.Itoa(y)
}

// LongDate writes "Sabtu, 21 November 2026".
func LongDate(l lang.Lang, d period.Date) string {
	if l == lang.EN {
		return d.Weekday().String() + ", " + Date(l, d)
	}
	return daysID[d.Weekday()] + ", " + Date(l, d)
}

// Clock writes an instant as "21 November 2026 pukul 09.12 WIB" in a place.
func Clock(l lang.Lang, t time.Time, where *time.Location) string {
	t = t.In(where)
	at := " pukul "
	if l == lang.EN {
		at = ", "
	}
	return Date(l, period.DateIn(t, where)) + at + t.Format("15.04") + " " + ZoneName(t)
}

// ZoneName returns WIB, WITA or WIT for the three Indonesian offsets, else the offset.
func ZoneName(t time.Time) string {
	switch _, off := t.Zone(); off {
	case 7 * 3600:
		return "WIB"
	case 8 * 3600:
		return "WITA"
	case 9 * 3600:
		return "WIT"
	}
	return t.Format("MST")
}

// Number writes 1234567 as "1.234.567" (English "1,234,567").
func Number[N ~int | ~int64](l lang.Lang, n N) string {
	s, sign := strconv.FormatInt(int64(n), 10), ""
	if n < 0 {
		s, sign = s[1:], "−"
	}
	sep := "."
	if l == lang.EN {
		sep = ","
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return sign + s
}

// Rupiah writes "Rp 1.500.000" with a no-break space.
func Rupiah(l lang.Lang, r money.Rupiah) string { return "Rp\u00a0" + Number(l, int64(r)) }

// ShortRupiah writes large amounts with two decimals: "Rp 3,73 miliar", "Rp 12,50 juta"; under a million it is whole.
func ShortRupiah(l lang.Lang, r money.Rupiah) string {
	for _, u := range []struct {
		size   money.Rupiah
		id, en string
	}{{1_000_000_000_000, "triliun", "trillion"}, {1_000_000_000, "miliar", "billion"}, {1_000_000, "juta", "million"}} {
		if r >= u.size {
			hundredths := (r + u.size/200) / (u.size / 100)
			name := u.id
			if l == lang.EN {
				name = u.en
			}
			return "Rp\u00a0" + decimals(l, int64(hundredths), 2) + " " + name
		}
	}
	return Rupiah(l, r)
}

// Percent writes part of whole as "72,8%" with one decimal, rounded half-up; "–" where whole is 0.
func Percent[N ~int | ~int64](l lang.Lang, part, whole N) string {
	if whole == 0 {
		return "–"
	}
	return decimals(l, (int64(part)*2000+int64(whole))/(2*int64(whole)), 1) + "%"
}

func decimals(l lang.Lang, n int64, places int) string {
	scale := int64(1)
	for range places {
		scale *= 10
	}
	frac := strconv.FormatInt(n%scale, 10)
	sep := ","
	if l == lang.EN {
		sep = "."
	}
	return Number(l, n/scale) + sep + strings.Repeat("0", places-len(frac)) + frac
}

var ones = [...]string{"", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"}

// Terbilang writes an amount in Indonesian words: "dua juta delapan ratus ribu rupiah".
func Terbilang(r money.Rupiah) string {
	switch {
	case r == 0:
		return "nol rupiah"
	case r < 0:
		return "minus " + Terbilang(-r)
	}
	return strings.Join(strings.Fields(spell(int64(r))), " ") + " rupiah"
}

func spell(n int64) string {
	switch {
	case n < 12:
		return ones[n]
	case n < 20:
		return spell(n-10) + " belas"
	case n < 100:
		return spell(n/10) + " puluh " + spell(n%10)
	case n < 200:
		return "seratus " + spell(n-100)
	case n < 1000:
		return spell(n/100) + " ratus " + spell(n%100)
	case n < 2000:
		return "seribu " + spell(n-1000)
	}
	for _, u := range []struct {
		size int64
		name string
	}{{1_000_000_000_000_000, "kuadriliun"}, {1_000_000_000_000, "triliun"}, {1_000_000_000, "miliar"}, {1_000_000, "juta"}, {1000, "ribu"}} {
		if n >= u.size {
			return spell(n/u.size) + " " + u.name + " " + spell(n%u.size)
		}
	}
	return ""
}
