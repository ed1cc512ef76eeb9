package text

import (
	"testing"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

func TestTerbilang(t *testing.T) {
	for n, want := range map[money.Rupiah]string{
		0: "nol rupiah", 11: "sebelas rupiah", 1000: "seribu rupiah", 1100: "seribu seratus rupiah",
		2889000: "dua juta delapan ratus delapan puluh sembilan ribu rupiah",
		1000000: "satu juta rupiah", 111111: "seratus sebelas ribu seratus sebelas rupiah",
	} {
		if got := Terbilang(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestFiguresAsWritten(t *testing.T) {
	for got, want := range map[string]string{
		Rupiah(lang.ID, 1500000):                       "Rp\u00a01.500.000",
		Rupiah(lang.EN, 1500000):                       "Rp\u00a01,500,000",
		ShortRupiah(lang.ID, 3731000000):               "Rp\u00a03,73 miliar",
		Percent(lang.ID, 62674, 86087):                 "72,8%",
		Percent(lang.ID, 1, 0):                         "–",
		Number(lang.ID, -1234):                         "−1.234",
		LongDate(lang.ID, period.DateOf(2026, 11, 21)): "Sabtu, 21 November 2026",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
