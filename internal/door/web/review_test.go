package web

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// rows brings rows in for the visitor's unit, or for the whole installation.
func (o *roadOffice) rows(kind, code string, month period.Month, asOf period.Date, text string) {
	o.t.Helper()
	ctx := context.Background()
	req := intake.Request{Kind: kind, Month: month, AsOf: asOf, File: intake.File{Name: kind + ".csv", Reader: strings.NewReader(text), Size: int64(len(text))}}
	if code != "" {
		err := o.app.DB.Read(ctx, func(tx *db.Tx) error {
			u, err := unit.ByCode(ctx, tx, access.Everything(), code)
			if err != nil {
				return err
			}
			g, err := unit.GovernmentByID(ctx, tx, u.Government)
			req.Unit, req.Target = u.ID, u.Target(g)
			return err
		})
		if err != nil {
			o.t.Fatal(err)
		}
	}
	b, err := o.app.Intake.Check(ctx, access.System(), req)
	if err == nil {
		_, err = o.app.Intake.Apply(ctx, access.System(), b.ID)
	}
	if err != nil {
		o.t.Fatal(err)
	}
}

func TestACaseIsDecidedAndReopened(t *testing.T) {
	road(t, func(t *testing.T, o *roadOffice) {
		ctx := context.Background()
		october := period.MonthOf(2026, 10)
		list := "nik,nama,tanggal_lahir,jenis_kelamin,kategori,upah,mulai\n"
		entries := "nik,kpj,nama,tanggal_lahir,segmen,program,status,bulan_terakhir,npp,upah\n"
		for i := range 3 {
			list += fmt.Sprintf("331101150380910%d,Siti Kasus %c,1980-03-15,L,honorer,2500000,2024-01-01\n", i, 'A'+i)
			entries += fmt.Sprintf("331101150380950%d,,Siti Kasus %c,1980-03-15,PU,\"JKK,JKM\",aktif,2026-10,,2500000\n", i, 'A'+i)
		}
		o.rows("roster", "3311-V002", october, 0, list)
		o.rows("participants", "", 0, period.DateOf(2026, 10, 31), entries)
		if err := o.app.Coverage.Refresh(ctx, 0); err != nil {
			t.Fatal(err)
		}
		undecided := func() int { return o.count(`SELECT count(*) FROM fact WHERE undecided`) }
		if undecided() != 3 {
			t.Fatalf("%d undecided, want 3", undecided())
		}
		v := o.visit("bendahara")
		page := v.want(v.get("/padan"), 200, "3 menunggu", "Siti Kasus A", "berbeda pada angka ke-14", "3311••••••••••••")
		if regexp.MustCompile(`\d{12}`).MatchString(plainText(page.body)) {
			t.Error("a NIK stands on the page")
		}
		first := regexp.MustCompile(`action="(/padan/[0-9-]+)"`).FindStringSubmatch(page.body)[1]
		v.want(v.post(first, url.Values{"putusan": {"beda"}}), 422, "Tuliskan alasannya")
		next := v.want(v.post(first, url.Values{"putusan": {"sama"}, "alasan": {"KTP diperlihatkan"}}), 303)
		if !strings.HasPrefix(next.to, "/padan/") || strings.HasPrefix(next.to, first+"?") {
			t.Errorf("after a decision the next case comes without a click; landed on %s", next.to)
		}
		v.want(v.get(next.to), 200, "2 menunggu", "1 sudah diputuskan")
		if err := o.app.Coverage.Refresh(ctx, 0); err != nil {
			t.Fatal(err)
		}
		if undecided() != 2 || o.count(`SELECT count(*) FROM fact WHERE registered`) != 1 {
			t.Error("the decision does not reach the facts")
		}
		v.want(v.get(first), 200, "Orang yang sama", "KTP diperlihatkan")

		// Another unit finds neither the case nor, by its numbers, the entry of the insurer's list.
		neighbour := o.visit("tetangga")
		neighbour.want(neighbour.get(first), 404)
		neighbour.want(neighbour.post(first+"/batalkan", nil), 404)
		parts := strings.Split(first, "-")
		parts[len(parts)-1] = "2"
		v.want(v.get(strings.Join(parts, "-")+"0"), 404)

		v.want(v.post(first+"/batalkan", nil), 303)
		if err := o.app.Coverage.Refresh(ctx, 0); err != nil {
			t.Fatal(err)
		}
		v.want(v.get("/padan"), 200, "3 menunggu", "0 sudah diputuskan")
		if undecided() != 3 {
			t.Errorf("%d undecided after the decision was taken back, want 3", undecided())
		}
	})
}
