package ask

import (
	"encoding/json"
	"testing"

	"github.com/payung-id/payung/law"
)

var benchQuestion = []byte(`{"id":"GOV-1","ask":"contribution","segment":"PU","month":"2026-09","wage":1500000.5,"employer":"government","jkk_class":1,"programmes":["JKK","JKM"]}`)

// BenchmarkContribution is held against BenchmarkDecodeOnly: a whole answer should cost no more than it takes
// encoding/json to decode the question into a map.
func BenchmarkContribution(b *testing.B) {
	a := New(law.Shipped())
	var out []byte
	b.ReportAllocs()
	for b.Loop() {
		out, _ = a.Answer(out[:0], benchQuestion)
	}
}

func BenchmarkContributionPrivate(b *testing.B) {
	a := New(law.Shipped())
	q := []byte(`{"id":"GOV-1","ask":"contribution","segment":"PU","month":"2026-09","wage":15000000,"employer":"private","jkk_class":3}`)
	var out []byte
	b.ReportAllocs()
	for b.Loop() {
		out, _ = a.Answer(out[:0], q)
	}
}

func BenchmarkDecodeOnly(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		var m map[string]any
		if err := json.Unmarshal(benchQuestion, &m); err != nil {
			b.Fatal(err)
		}
	}
}
