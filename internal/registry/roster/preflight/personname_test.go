package preflight

import "testing"

// The name of a house beside the name of a person is not taken for it, in whichever order they stand.
func TestNamesOfHousesAreNoNamesOfPeople(t *testing.T) {
	houses := []string{"TPQ Al-Hikmah", "Nurul Huda", "Melati"}
	for _, c := range []struct{ who, house string }{
		{"Nama Ustadz/Ustadzah", "Nama TPQ"}, {"Nama Imam/Marbot", "Nama Masjid"}, {"Nama Pengasuh", "Nama LKSA"}, {"Nama Terang", "Nama PAUD"},
		{"Nama Relawan", "Nama Posko"}, {"Nama Nelayan", "Nama Kapal"}, {"Nama Bapak/Ibu", "Nama RT"}, {"Nama Kiai/Nyai", "Nama Pondok"},
		{"Nama Bapak/Ibu Guru", "Nama Sekolah"}, {"Nama Istri (Kader)", "Nama Suami"}, {"Nama Pendamping", "Nama KPM"},
	} {
		for _, houseFirst := range []bool{false, true} {
			heads := []any{"No", c.who, c.house, "NIK", "Tgl Lahir", "L/P", "Honor"}
			if houseFirst {
				heads[1], heads[2] = heads[2], heads[1]
			}
			rows, want := people(2, 6, func(i int, w someone) []any {
				row := []any{i + 1, w.name, houses[i%3], w.nik, dashed(w.born), w.sex, w.wage}
				if houseFirst {
					row[1], row[2] = row[2], row[1]
				}
				return row
			})
			for k, w := range want {
				w.place = ""
				want[k] = w
			}
			t.Run(c.who, func(t *testing.T) {
				expect(t, checked(t, workbook(t, nil, []string{"S"}, append(grid{heads}, rows...)), options()), want)
			})
		}
	}
}
