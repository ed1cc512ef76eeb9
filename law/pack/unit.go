package pack

import (
	"strconv"
	"strings"

	"github.com/payung-id/payung/money"
)

// Unit is the measure of a value; the loader refuses a value that does not fit it.
type Unit string

// The units. A rate is a decimal part of one ("0.0024"), never a percentage.
const (
	UnitRate        Unit = "rate"
	UnitRupiah      Unit = "rupiah"
	UnitMonths      Unit = "months"
	UnitDays        Unit = "days"
	UnitWorkingDays Unit = "working_days"
	UnitTimes       Unit = "times"
	UnitYears       Unit = "years"
	UnitPeople      Unit = "people"
	UnitMultiple    Unit = "multiple"
	UnitDayOfMonth  Unit = "day_of_month"
	UnitAge         Unit = "age"
	UnitProgrammes  Unit = "programmes"
	UnitRounding    Unit = "rounding"
)

// fits reads text by its unit into the value.
func (u Unit) fits(text string, v *Value) error {
	var err error
	switch u {
	case UnitRate:
		v.Rate, err = readRate(text)
	case UnitRupiah:
		v.Amount, err = readAmount(text)
	case UnitProgrammes:
		v.Programmes, err = readProgrammes(text)
	case UnitRounding:
		if text != "half_up" && text != "down" && text != "up" {
			err = say("pembulatan %q tidak dikenal; pilih half_up, down atau up", text)
		}
	default:
		v.Count, err = readCount(u, text)
	}
	return err
}

func (u Unit) cell(text string) (Cell, error) {
	var v Value
	if u == UnitProgrammes || u == UnitRounding {
		return Cell{}, say("satuan %s tidak dipakai di tabel", string(u))
	}
	err := u.fits(text, &v)
	return Cell{Amount: v.Amount, Rate: v.Rate, Count: v.Count}, err
}

func readRate(text string) (money.Rate, error) {
	r, err := money.ParseRate(text)
	if err != nil {
		return 0, say("%q bukan tarif desimal seperti 0.0024", text)
	}
	if r > money.One {
		return 0, say("tarif %s lebih dari 1; tulis 0.24 persen sebagai 0.0024", text)
	}
	return r, nil
}

func readAmount(text string) (money.Milli, error) {
	m, err := money.ParseMilli(text)
	if err != nil || m < 0 {
		return 0, say("%q bukan jumlah rupiah tanpa pemisah ribuan, paling banyak tiga desimal", text)
	}
	return m, nil
}

var countLimits = map[Unit][2]int{
	UnitMonths: {0, 1200}, UnitDays: {0, 36600}, UnitWorkingDays: {0, 3660}, UnitTimes: {0, 1000}, UnitYears: {0, 150}, UnitPeople: {0, 1 << 30},
	UnitMultiple: {0, 1000}, UnitDayOfMonth: {1, 31}, UnitAge: {0, 150},
}

func readCount(u Unit, text string) (int, error) {
	limits, ok := countLimits[u]
	if !ok {
		return 0, say("satuan %q tidak dikenal", string(u))
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < limits[0] || n > limits[1] {
		return 0, say("%q bukan bilangan bulat %d sampai %d untuk satuan %s", text, limits[0], limits[1], u)
	}
	return n, nil
}

func readProgrammes(text string) ([]string, error) {
	names := strings.Fields(text)
	if text == "none" {
		return nil, nil
	}
	if len(names) == 0 {
		return nil, say("daftar program kosong")
	}
	for i, n := range names {
		switch n {
		case "JKK", "JKM", "JHT", "JP", "JKP":
		default:
			return nil, say("program %q tidak dikenal; pilih JKK, JKM, JHT, JP, JKP", n)
		}
		for _, before := range names[:i] {
			if before == n {
				return nil, say("program %s ditulis dua kali", n)
			}
		}
	}
	return names, nil
}

func (u Unit) known() bool {
	_, counted := countLimits[u]
	return counted || u == UnitRate || u == UnitRupiah || u == UnitProgrammes || u == UnitRounding
}
