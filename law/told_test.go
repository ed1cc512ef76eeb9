package law_test

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/law/ask"
)

// TestWholeAnswers holds whole answers, with articles, sources, confidence, traces, sentences and refusals, against
// testdata/told.txt, which somebody has read. The amounts have cases of their own; this holds every word beside them.
func TestWholeAnswers(t *testing.T) {
	questions, err := os.ReadFile("testdata/told.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`,?"pack":"[^"]*"`)
	a := ask.New(law.Shipped())
	var got bytes.Buffer
	for line := range bytes.Lines(questions) {
		line = bytes.TrimSpace(line)
		answer, _ := a.Answer(nil, line)
		got.Write(line)
		got.WriteString("\n  ")
		text := version.ReplaceAllString(string(answer), "")
		got.WriteString(strings.NewReplacer(`{"programme"`, "\n    {\"programme\"", `{"name"`, "\n    {\"name\"", `"trace"`, "\n      \"trace\"", `"sentence"`, "\n      \"sentence\"").Replace(text))
		got.WriteString("\n")
	}
	const golden = "testdata/told.txt"
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(golden, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Error(diff)
	}
}

// TestEveryAnswerNamesItsPacks: whoever keeps an answer can say by what law it was given.
func TestEveryAnswerNamesItsPacks(t *testing.T) {
	questions, err := os.ReadFile("testdata/told.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	a := ask.New(law.Shipped())
	named := 0
	for line := range bytes.Lines(questions) {
		answer, ok := a.Answer(nil, bytes.TrimSpace(line))
		if has := bytes.Contains(answer, []byte(`"pack":"`+law.Shipped().Version()+`"`)); has != ok {
			t.Errorf("%s\n%s", line, answer)
		} else if ok {
			named++
		}
	}
	if named < 90 {
		t.Errorf("only %d answers", named)
	}
}
