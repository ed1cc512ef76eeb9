package unit

import "testing"

func TestRiskClass(t *testing.T) {
	for _, c := range []struct {
		unit Unit
		want int
	}{
		{Unit{Kind: OPD, Business: "perbankan", Class: 4}, 1}, // people of a government are class I
		{Unit{Kind: Vendor, Class: 3, Business: "perbankan"}, 3},
		{Unit{Kind: Enterprise, Business: "bank umum"}, 1},
		{Unit{Kind: Vendor, Business: "instalasi listrik"}, 0}, // construction has rules of its own
		{Unit{Kind: Vendor, Business: "zzz tidak dikenal"}, 0},
		{Unit{Kind: Vendor}, 0},
	} {
		if got := c.unit.RiskClass(); got != c.want {
			t.Errorf("%s %q class %d: got %d, want %d", c.unit.Kind, c.unit.Business, c.unit.Class, got, c.want)
		}
	}
}
