package cli

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkLawAsk answers a real file of questions, as `payung law ask < questions.jsonl` does: wage receivers of governments
// and of private employers, people without a wage, construction with and without VAT, in every month since 2015. Bar: 200,000
// questions a second on one core.
func BenchmarkLawAsk(b *testing.B) {
	const lines = 200_000
	name := filepath.Join(b.TempDir(), "questions.jsonl")
	file, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range lines {
		m := 6 + random.IntN(130)
		month := fmt.Sprintf("%d-%02d", 2015+m/12, m%12+1)
		switch n := random.IntN(20); {
		case n < 9:
			fmt.Fprintf(file, `{"id":%d,"ask":"contribution","segment":"PU","month":%q,"wage":%d}`+"\n", i, month, 500_000+random.IntN(9_000_000))
		case n < 15:
			fmt.Fprintf(file, `{"id":%d,"ask":"contribution","segment":"PU","month":%q,"wage":%d.5,"employer":"private","jkk_class":%d,"programmes":["JKK","JKM","JHT","JP"]}`+"\n",
				i, month, 500_000+random.IntN(19_000_000), 1+random.IntN(5))
		case n < 18:
			fmt.Fprintf(file, `{"id":%d,"ask":"contribution","segment":"BPU","month":%q,"income":%d,"payer":"apbd"}`+"\n", i, month, 500_000+random.IntN(9_000_000))
		case n < 19:
			fmt.Fprintf(file, `{"id":%d,"ask":"contribution","segment":"JAKON","month":%q,"contract_value":%d}`+"\n", i, month, 50_000_000+random.IntN(9_000_000_000))
		default:
			fmt.Fprintf(file, `{"id":%d,"ask":"contribution","segment":"JAKON","month":%q,"contract_value_incl_vat":%d,"vat_percent":11}`+"\n", i, month, 50_000_000+random.IntN(9_000_000_000))
		}
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	n := 0
	for b.Loop() {
		in, err := os.Open(name)
		if err != nil {
			b.Fatal(err)
		}
		if code := Main([]string{"law", "ask"}, in, io.Discard, io.Discard); code != 0 {
			b.Fatalf("exit %d", code)
		}
		if err := in.Close(); err != nil {
			b.Fatal(err)
		}
		n += lines
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "questions/s")
}
