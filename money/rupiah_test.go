package money

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestShareRoundsHalfUpOnce(t *testing.T) {
	for _, c := range []struct {
		wage, rate string
		want       Rupiah
	}{
		{"10000000", "0.0089", 89000},
		{"2152407.39", "0.0024", 5166}, // 5165.777…
		{"2152407.39", "0.003", 6457},  // 6457.222…
		{"100", "0.005", 1},            // exactly a half goes up
		{"0", "0.02", 0},
	} {
		m, err := ParseMilli(c.wage)
		if err != nil {
			t.Fatal(err)
		}
		r, err := ParseRate(c.rate)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := m.Share(r); err != nil || got != c.want {
			t.Errorf("%s x %s = %d (%v), want %d", c.wage, c.rate, got, err, c.want)
		}
	}
}

func TestShareEqualsExactArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Milli(rapid.Int64Range(0, 1<<53).Draw(t, "m"))
		r := Rate(rapid.Int64Range(0, int64(One)).Draw(t, "r"))
		got, err := m.Share(r)
		if err != nil {
			t.Fatal(err)
		}
		x := new(big.Int).Mul(big.NewInt(int64(m)), big.NewInt(int64(r)))
		unit := big.NewInt(1000 * int64(One))
		x.Add(x, new(big.Int).Div(unit, big.NewInt(2))).Div(x, unit)
		if x.Int64() != int64(got) {
			t.Fatalf("got %d, want %d", got, x)
		}
	})
}

func TestMilliTextRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Milli(rapid.Int64().Draw(t, "m"))
		back, err := ParseMilli(m.String())
		if m != -1<<63 && (err != nil || back != m) {
			t.Fatalf("%d -> %s -> %d (%v)", m, m, back, err)
		}
	})
}

func TestParseMilliRefuses(t *testing.T) {
	for _, s := range []string{"", ".", "1.", "1.2345", "1,5", "abc", "--1", "1e6", "99999999999999999999"} {
		if m, err := ParseMilli(s); err == nil {
			t.Errorf("ParseMilli(%q) = %d, want an error", s, m)
		}
	}
}

func TestAddSaysOverflow(t *testing.T) {
	if _, err := Rupiah(1 << 62).Add(1 << 62); err == nil {
		t.Error("no overflow")
	}
}
