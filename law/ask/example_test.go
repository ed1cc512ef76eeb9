package ask

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/payung-id/payung/law"
)

// TestExamples answers every example of testdata/examples.jsonl: dotted paths of the answer against expected values.
func TestExamples(t *testing.T) {
	file, err := os.Open("../testdata/examples.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	a, n := New(law.Shipped()), 0
	lines := bufio.NewScanner(file)
	for ; lines.Scan(); n++ {
		var example struct {
			Question json.RawMessage
			Expect   map[string]any
			Source   string
		}
		if err := json.Unmarshal(lines.Bytes(), &example); err != nil {
			t.Fatal(err)
		}
		out, _ := a.Answer(nil, example.Question)
		var answer map[string]any
		if err := json.Unmarshal(out, &answer); err != nil {
			t.Fatalf("%s: %v", out, err)
		}
		for path, want := range example.Expect {
			if got := at(answer, path); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s\n  %s = %v, want %v (%s)\n  answer %s", example.Question, path, got, want, example.Source, out)
			}
		}
	}
	if err := lines.Err(); err != nil || n < 90 {
		t.Fatalf("%d examples: %v", n, err)
	}
}

// at returns the value at a dotted path; line.P.payer sums lines, item.NAME sums items.
func at(answer map[string]any, path string) any {
	keys := strings.Split(path, ".")
	sum := func(list any, match func(map[string]any) bool) any {
		total := 0.0
		for _, x := range list.([]any) {
			if m := x.(map[string]any); match(m) {
				total += m["amount"].(float64)
			}
		}
		return total
	}
	switch {
	case keys[0] == "line" && answer["lines"] != nil:
		return sum(answer["lines"], func(m map[string]any) bool { return m["programme"] == keys[1] && m["payer"] == keys[2] })
	case keys[0] == "item" && answer["items"] != nil:
		return sum(answer["items"], func(m map[string]any) bool { return m["name"] == keys[1] })
	}
	var v any = answer
	for _, k := range keys {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[k]
	}
	return v
}
