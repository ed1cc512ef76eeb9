package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/approval"
	"github.com/payung-id/payung/period"
)

// A roster where the government wants two people: the maker's button asks, the inbox of another decides, and no road lets
// the maker through.
func TestARosterIsAppliedByASecondPersonThroughTheInbox(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world, s *Server) {
		ctx := context.Background()
		if code, _ := w.desk(t, s, "administrator1").do(http.MethodPost, "/pengaturan", url.Values{"pemeriksa.33.11": {"1"}}); code != http.StatusOK {
			t.Fatalf("set the checker: %d", code)
		}
		maker, err := w.app.Accounts.ActorByName(ctx, "bendahara1")
		if err != nil {
			t.Fatal(err)
		}
		content := "nik,nama,tanggal_lahir,upah\n3311011503809150,Baru Sekali,1980-03-15,2500000\n33110115038091,Belum Lengkap,1980-03-15,2500000\n"
		b, err := w.app.Intake.Check(ctx, maker, intake.Request{
			Kind: "roster", Unit: w.one.unit, Month: period.MonthOf(2026, 8), File: intake.File{Name: "a.csv", Reader: strings.NewReader(content), Size: int64(len(content))},
			Target: access.Target{Government: w.one.government, GovernmentCode: "33.11", UnitPath: fmt.Sprintf("/%d/", w.one.unit)},
		})
		if err != nil {
			t.Fatal(err)
		}
		desk, other := w.desk(t, s, "bendahara1"), w.desk(t, s, "kepegawaian1")
		if code, body := desk.do(http.MethodGet, importURL(b.ID, "terapkan"), nil); code != http.StatusOK || !strings.Contains(body, "Kirim untuk disetujui") {
			t.Errorf("the maker's page: %d %s", code, body)
		}
		if code, _ := desk.do(http.MethodPost, importURL(b.ID, "terapkan"), url.Values{"kunci": {"k1"}}); code != http.StatusSeeOther {
			t.Fatalf("submit: %d", code)
		}
		x := w.requestOf(t, b.ID)
		if x == nil || x.State != approval.Waiting || x.Submitter != "bendahara1" {
			t.Fatalf("the request: %+v", x)
		}
		page := fmt.Sprintf("/persetujuan/%d.%d", x.Government, x.ID)
		if code, body := desk.do(http.MethodGet, page, nil); code != http.StatusOK || strings.Contains(body, "Setujui") {
			t.Errorf("the maker is offered to approve: %d", code)
		}
		if code, _ := desk.do(http.MethodPost, page, url.Values{"aksi": {"setuju"}, "versi": {"1"}}); code < 400 {
			t.Errorf("the maker approved by a form of their own: %d", code)
		}
		operator := maker
		operator.Operator = true
		for name, who := range map[string]access.Actor{"the operator": access.Operator(), "the operator with --as": operator} {
			if _, err := w.app.Intake.Apply(ctx, who, b.ID); !errors.Is(err, approval.ErrMachine) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if code, body := other.do(http.MethodGet, "/persetujuan", nil); code != http.StatusOK || !strings.Contains(body, "Menerapkan roster") {
			t.Errorf("the inbox of another: %d %s", code, body)
		}
		if code, _ := other.do(http.MethodPost, page, url.Values{"aksi": {"tolak"}, "versi": {"1"}}); code != http.StatusUnprocessableEntity {
			t.Errorf("refused without a reason: %d", code)
		}
		if code, _ := other.do(http.MethodPost, page, url.Values{"aksi": {"setuju"}, "versi": {"2"}}); code < 400 {
			t.Errorf("approved from a page that is not the newest: %d", code)
		}
		if code, body := other.do(http.MethodPost, page, url.Values{"aksi": {"setuju"}, "versi": {"1"}}); code != http.StatusSeeOther {
			t.Errorf("a second person may not approve: %d %s", code, body)
		}
		if x := w.requestOf(t, b.ID); x.State != approval.Approved || x.Decider != "kepegawaian1" {
			t.Errorf("after the approval: %+v", x)
		}
		err = w.app.DB.Read(ctx, func(tx *db.Tx) error {
			now, err := intake.Get(ctx, tx, access.Everything(), b.ID)
			if err == nil && now.State != intake.Applied {
				t.Errorf("approved and %s", now.State)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func (w *world) requestOf(t *testing.T, batch int64) (x *approval.Request) {
	t.Helper()
	err := w.app.DB.Read(context.Background(), func(tx *db.Tx) (err error) {
		x, err = approval.Of(context.Background(), tx, w.one.government, intake.ApplyRoster, batch)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return x
}
