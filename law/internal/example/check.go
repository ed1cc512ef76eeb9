// Package example holds the law to its worked examples (law/testdata/*.jsonl): questions with their expected answers, each
// marked published or derived. The tests of the law and of its questions both run it.
package example

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/law/ask"
)

// example is a line of testdata/*.jsonl: a question, expected values by dotted path, and where they come from.
type example struct {
	Question json.RawMessage
	Expect   map[string]any
	Source   string
}

func examples(t *testing.T, file string) []example {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []example
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e example
		if err := decode(lines.Bytes(), &e); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		out = append(out, e)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// Check answers every example in a folder: those that the world published, and those that follow from a sourced rule, counted
// apart. Every amount in every answer must recompute from its trace.
func Check(t *testing.T, dir string) {
	t.Helper()
	a := ask.New(law.Shipped())
	for file, least := range map[string]struct{ published, derived int }{
		"examples.jsonl": {64, 20},
		"cases.jsonl":    {39, 250},
	} {
		published, derived, traces := 0, 0, 0
		for _, e := range examples(t, filepath.Join(dir, file)) {
			switch {
			case strings.HasPrefix(e.Source, "[published"):
				published++
			case strings.HasPrefix(e.Source, "[derived]"):
				derived++
			case e.Source != "":
				t.Errorf("%s: %q says neither published nor derived", e.Question, e.Source)
			}
			checkExample(t, a, e)
			traces += checkTraces(t, a, e)
		}
		t.Logf("%s: %d published, %d derived, %d traces recomputed", file, published, derived, traces)
		if published < least.published || derived < least.derived || traces < published {
			t.Errorf("%s: %d published, %d derived, %d traces: some are missing", file, published, derived, traces)
		}
	}
}

func checkExample(t *testing.T, a *ask.Asker, e example) {
	t.Helper()
	out, _ := a.Answer(nil, e.Question)
	var answer map[string]any
	if err := decode(out, &answer); err != nil {
		t.Fatalf("%s: %v", out, err)
	}
	for path, want := range e.Expect {
		if got := at(answer, path); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s\n  %s = %v, want %v (%s)\n  answer %s", e.Question, path, got, want, e.Source, out)
		}
	}
}

// checkTraces asks the same with explanations, works every trace out again, and returns how many there were.
func checkTraces(t *testing.T, a *ask.Asker, e example) int {
	t.Helper()
	question := strings.TrimSuffix(strings.TrimSpace(string(e.Question)), "}") + `, "explain": "en"}`
	out, ok := a.Answer(nil, []byte(question))
	if !ok {
		return 0
	}
	var answer map[string]any
	if err := decode(out, &answer); err != nil {
		t.Fatalf("%s: %v", out, err)
	}
	n := 0
	var walk func(x any)
	walk = func(x any) {
		switch x := x.(type) {
		case []any:
			for _, y := range x {
				walk(y)
			}
		case map[string]any:
			if trace, found := x["trace"]; found {
				n++
				recheck(t, a, trace, x)
			} else if _, amount := x["amount"]; amount && x["part"] == nil {
				t.Errorf("%s: an amount without a trace: %v", question, x)
			}
			for key, y := range x {
				if key != "trace" {
					walk(y)
				}
			}
		}
	}
	walk(answer)
	return n
}

// recheck hands a trace back as a question: it must give the amount that stands beside it.
func recheck(t *testing.T, a *ask.Asker, trace any, beside map[string]any) {
	t.Helper()
	text, err := json.Marshal(trace)
	if err != nil {
		t.Fatal(err)
	}
	out, ok := a.Answer(nil, []byte(`{"ask":"recompute","explain":"en","trace":`+string(text)+`}`))
	var again map[string]any
	if err := decode(out, &again); err != nil || !ok || again["agrees"] != true {
		t.Fatalf("%s\n%s (%v)", text, out, err)
	}
	if again["sentence"] != beside["sentence"] {
		t.Errorf("%v\n%v", again["sentence"], beside["sentence"])
	}
	if amount, ok := beside["amount"]; ok && amount != again["amount"] {
		t.Errorf("%s gives %v beside %v", text, again["amount"], amount)
	}
}

// decode reads JSON and leaves numbers as they are written.
func decode(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return d.Decode(into)
}

// at returns the value at a dotted path; line.P.payer sums lines, item.NAME sums items.
func at(answer map[string]any, path string) any {
	keys := strings.Split(path, ".")
	sum := func(list any, match func(map[string]any) bool) any {
		var total int64
		for _, x := range list.([]any) {
			if m := x.(map[string]any); match(m) {
				n, err := m["amount"].(json.Number).Int64()
				if err != nil {
					return err
				}
				total += n
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
