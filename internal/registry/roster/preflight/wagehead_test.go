package preflight

import (
	"testing"

	"github.com/xuri/excelize/v2"
)

// Of three months with pay, deduction and what is left, the pay of the month asked for is read, each time.
func TestOfBlocksOfMonthsThePayOfTheMonthIsRead(t *testing.T) {
	top := []any{"No", "Nama", "NIK", "Tgl Lahir", "L/P"}
	under := []any{nil, nil, nil, nil, nil}
	merges := []string{"A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:E2", "F1:H1", "I1:K1", "L1:N1"}
	for _, month := range []string{"Agustus", "September", "Oktober"} {
		top, under = append(top, month, nil, nil), append(under, "Honor", "Pot. PPh", "Diterima")
	}
	rows, want := people(3, 6, func(i int, w someone) []any {
		row := []any{i + 1, w.name, w.nik, dashed(w.born), w.sex}
		for _, less := range []int{200_000, 100_000, 0} {
			row = append(row, w.wage-less, 50_000, w.wage-less-50_000)
		}
		return row
	})
	book := workbook(t, func(f *excelize.File) {
		for _, m := range merges {
			if err := f.MergeCell("S", m[:2], m[3:]); err != nil {
				t.Fatal(err)
			}
		}
	}, []string{"S"}, append(grid{top, under}, rows...))
	for range 12 { // the order of a map would show
		expect(t, checked(t, book, options()), want)
	}
}

// Where nothing says wage, the one column of money does, under whatever word stands for pay.
func TestPayUnderOtherWords(t *testing.T) {
	for _, head := range []string{"Transport", "Uang Transport", "Bantuan Operasional", "Pembayaran", "Diterima"} {
		rows, want := people(2, 6, func(i int, w someone) []any {
			return []any{i + 1, w.name, w.nik, dashed(w.born), w.sex, w.wage}
		})
		t.Run(head, func(t *testing.T) {
			expect(t, checked(t, workbook(t, nil, []string{"S"}, append(grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", head}}, rows...)), options()), want)
		})
	}
}

// A column headed with groups names no category of workers.
func TestAGroupIsNoCategory(t *testing.T) {
	rows, want := people(2, 6, func(i int, w someone) []any {
		return []any{i + 1, w.name, []string{"Mawar II", "Krajan"}[i%2], w.nik, dashed(w.born), w.sex, w.wage}
	})
	expect(t, checked(t, workbook(t, nil, []string{"S"}, append(grid{{"No", "Nama Anggota", "Nama Kelompok", "NIK", "Tgl Lahir", "L/P", "Honor"}}, rows...)), options()), want)
}
