package app

import (
	"bytes"
	"testing"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/trust/access"
)

// An F2A list as the insurer prints it: letterhead, NPP and month above the table, dots in the amounts, a total, a signature.
const f2a = `RINCIAN IURAN TENAGA KERJA;;;;;;;;;
NPP;20000001;;;;;;;;
Unit Kerja;Dinas Pekerjaan Umum;;;;;;;;
;;;;;;;;;
No;KI;Nomor KPJ;NIK;Nama;Tgl Lahir;Data Upah;JKK;JKM;Total
1;;;3311011203859001;AGUS PRASETYO;12-03-1985;1.500.000;3.600;4.500;8.100
2;;;3311016005909002;SITI NURHAYATI;20-05-1990;2.000.000;4.800;6.000;10.800
;;;;JUMLAH;;;8.400;10.500;18.900
;;;;;;;;Sukoharjo, 12 Oktober 2026;
`

func TestPaymentListInItsOwnLayoutIsUnderstood(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := testApp(t, d)
		bring(t, a, "units", "units.csv", "", "", "")
		bring(t, a, "roster", "roster-2026-09.csv", "", "2026-09", "")
		bring(t, a, "participants", "participants-2026-10-10.csv", "", "", "2026-10-10")
		h := &history{t: t, a: a}
		u, g := h.unit("D01")
		req := intake.Request{Kind: "payments", Target: u.Target(g), Unit: u.ID, Month: september, File: intake.File{Name: "f2a.csv", Reader: bytes.NewReader([]byte(f2a)), Size: int64(len(f2a))}}
		b, err := a.Intake.Check(t.Context(), access.Operator(), req)
		if err == nil {
			b, err = a.Intake.Apply(t.Context(), access.Operator(), b.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		if b.Tally.Applied != 2 || b.Tally.Rows != 2 {
			t.Fatalf("%d of %d rows applied: %+v", b.Tally.Applied, b.Tally.Rows, b.Tally.Findings)
		}
		got := facts(t, a, september)
		for _, key := range []string{"3311011203859001 D01", "3311016005909002 D01"} {
			if got[key][2] != "1" || got[key][3] != "1" {
				t.Errorf("%s: paid %s, right %s", key, got[key][2], got[key][3])
			}
		}
	})
}
