package budget

import (
	"testing"

	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/law"
)

func TestAccountOfContribution(t *testing.T) {
	for _, c := range []struct {
		kind      unit.Kind
		category  string
		programme law.Programme
		want      string
	}{
		{unit.OPD, "honorer", law.JKK, "5.1.02.02.02.0006"},
		{unit.School, "guru", law.JKM, "5.1.02.02.02.0007"},
		{unit.OPD, "honorer", law.JHT, "5.1.02.02.02.0010"},
		{unit.OPD, "honorer", law.JP, ""}, // no code was found
		{unit.Village, "kepala desa", law.JKK, "5.1.3.03"},
		{unit.Village, "perangkat desa", law.JP, "5.1.3.04"},
		{unit.Village, "rt/rw", law.JKK, ""}, // local extensions differ
		{unit.Vendor, "outsourced", law.JKK, ""},
	} {
		got, ok := AccountFor(c.kind, c.category, c.programme)
		if got.Code != c.want || ok != (c.want != "") {
			t.Errorf("%s %s %s: got %q %v, want %q", c.kind, c.category, c.programme, got.Code, ok, c.want)
		}
	}
	for _, a := range Accounts() {
		if a.Source == "" || a.Confidence == "" || a.Name == "" {
			t.Errorf("account %s has no source, mark or name", a.Code)
		}
	}
}
