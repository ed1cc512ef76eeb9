package intake

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var paymentFields = []string{"npp", "bulan", "jumlah", "nik", "kpj", "nama", "upah", "jkk", "jkm", "jht", "jp"}

// listed reads a file as the kind does and returns its cells by row.
func listed(t *testing.T, text string) (rows []string) {
	t.Helper()
	s := &Staging{Batch: &Batch{CreatedAt: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)}, Request: Request{Kind: "payments", File: File{Name: "a.csv", Reader: strings.NewReader(text), Size: int64(len(text))}}}
	err := Records(context.Background(), s, paymentFields, []string{"bulan", "jumlah"}, func(r *Record) error {
		var cells []string
		for i := range paymentFields {
			cells = append(cells, r.Get(i))
		}
		rows = append(rows, strings.Join(cells, "|"))
		return nil
	})
	if err != nil && !errors.Is(err, ErrNotPlain) {
		t.Fatal(err)
	}
	return rows
}

// The insurer's list of contributions (F2A) gives JHT by who pays it, and employer and month above its header alone.
func TestTheSharesOfWorkerAndEmployerAreAddedUp(t *testing.T) {
	f2a := "RINCIAN IURAN TENAGA KERJA;;;;;;;;;;;\nNPP;: 20000001;;;;;;;;;;\nNAMA PERUSAHAAN;: PERUMDA AIR MINUM;;;;;;;;;;\nBULAN;: SEPTEMBER 2026;;;;;;;;;;\n" +
		"NO;KI;NOMOR KPJ;NIK;NAMA;TGL LAHIR;DATA UPAH;JKK;JKM;JHT TK 2 %;JHT PRSH 3.7 %;TOTAL\n" +
		"1;;22000000001;3311011203859001;AGUS;12-03-1985;2.500.000;6.000;7.500;50.000;92.500;156.000\nJUMLAH;;;;;;2.500.000;6.000;7.500;50.000;92.500;156.000\n"
	four := "npp;bulan;nik;nama;upah;jkk;jkm;jht pekerja;jht perusahaan;jp pekerja (1%);jp perusahaan (2%);jumlah\n20000001;2026-09;3311011203859001;AGUS;2500000;6000;7500;50000;92500;25000;50000;231000\n"
	totals := "npp;bulan;nik;nama;upah;jkk;jkm;jht tk;jht prsh;total jht;jp;jumlah\n20000001;2026-09;3311011203859001;AGUS;2500000;6000;7500;50000;92500;142500;0;156000\n"
	plain := "npp;bulan;nik;kpj;nama;upah;jkk;jkm;jht;jp;jumlah\n20000001;2026-09;3311011203859001;;AGUS;2500000;6000;7500;142500;0;156000\n"
	broken := "npp;bulan;nik;nama;upah;jkk;jkm;jht tk;jht prsh;jumlah\n20000001;2026-09;3311011203859001;AGUS;2500000;6000;7500;lima;92500;156000\n"
	for what, c := range map[string][2]string{
		"F2A":                         {f2a, "20000001|2026-09|156.000|3311011203859001|22000000001|AGUS|2.500.000|6.000|7.500|142500|"},
		"four programmes":             {four, "20000001|2026-09|231000|3311011203859001||AGUS|2500000|6000|7500|142500|75000"},
		"a column that is the sum":    {totals, "20000001|2026-09|156000|3311011203859001||AGUS|2500000|6000|7500|142500|0"},
		"the standard names":          {plain, "20000001|2026-09|156000|3311011203859001||AGUS|2500000|6000|7500|142500|0"},
		"a share that is no amount":   {broken, "20000001|2026-09|156000|3311011203859001||AGUS|2500000|6000|7500|lima|"},
		"employer and month one cell": {strings.Replace(strings.Replace(f2a, "NPP;: 20000001", "NPP : 20000001;", 1), "BULAN;: SEPTEMBER 2026", "Periode : 09-2026;", 1), "20000001|2026-09|156.000|3311011203859001|22000000001|AGUS|2.500.000|6.000|7.500|142500|"},
	} {
		if diff := cmp.Diff([]string{c[1]}, listed(t, c[0])); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
}
