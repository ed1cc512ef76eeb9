package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func runLaw(t *testing.T, in string, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	code = Main(append([]string{"law"}, args...), strings.NewReader(in), &o, &e)
	return code, o.String(), e.String()
}

func TestLawAskGoesOnAfterABadLine(t *testing.T) {
	code, out, _ := runLaw(t, `{"id":1,"ask":"contribution","segment":"PU","month":"2026-09","wage":1500000}
not json

{"id":3,"ask":"due","segment":"PU","month":"2026-10"}`, "ask")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != 1 || len(lines) != 3 {
		t.Fatalf("exit %d, %d lines:\n%s", code, len(lines), out)
	}
	for i, want := range []string{`{"id":1,"ok":true,`, `{"ok":false,`, `{"id":3,"ok":true,"due":"2026-11-16"`} {
		if !strings.HasPrefix(lines[i], want) || !json.Valid([]byte(lines[i])) {
			t.Errorf("line %d: %s", i+1, lines[i])
		}
	}
}

func TestLawAskAnswersBeforeTheNextQuestion(t *testing.T) {
	in, questions := io.Pipe()
	answers, out := io.Pipe()
	done := make(chan int)
	go func() { done <- Main([]string{"law", "ask"}, in, out, io.Discard) }()
	for range 2 {
		if _, err := io.WriteString(questions, `{"ask":"due","segment":"BPU","month":"2026-12"}`+"\n"); err != nil {
			t.Fatal(err)
		}
		buf := make([]byte, 4096)
		if n, err := answers.Read(buf); err != nil || !strings.Contains(string(buf[:n]), "2026-12-15") {
			t.Fatalf("%s %v", buf[:n], err)
		}
	}
	questions.Close()
	if code := <-done; code != 0 {
		t.Errorf("exit %d", code)
	}
}

const raisedCeiling = `subject: dry-run
edition: 2026-12-01
parameters:
  - name: jp.wage_ceiling
    title: Batas atas upah JP
    unit: rupiah
    basis: contribution_month
    versions:
      - from: 2026-06
        value: 12000000
        article: usulan
        source: simulasi
        confidence: L
        verified_through: 2026-12-01
`

func TestLawAskWithAPackOnTop(t *testing.T) {
	file := filepath.Join(t.TempDir(), "dry-run.yaml")
	if err := os.WriteFile(file, []byte(raisedCeiling), 0o600); err != nil {
		t.Fatal(err)
	}
	question := `{"ask":"parameter","name":"jp.wage_ceiling","date":"2026-%s-01"}`
	in := strings.ReplaceAll(question, "%s", "05") + "\n" + strings.ReplaceAll(question, "%s", "06") + "\n"
	code, out, errOut := runLaw(t, in, "ask", "--pack", file)
	if lines := strings.Split(out, "\n"); code != 0 || !strings.Contains(lines[0], `"value":11086300,`) || !strings.Contains(lines[1], `"value":12000000,`) {
		t.Errorf("exit %d\n%s%s", code, out, errOut)
	}
	if code, out, _ := runLaw(t, "", "check", file); code != 0 || !strings.Contains(out, "tidak ada kesalahan") {
		t.Errorf("exit %d %s", code, out)
	}
}

func TestLawCheckPointsAtTheFault(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bad.yaml")
	if err := os.WriteFile(file, []byte(strings.Replace(raisedCeiling, "value: 12000000", "value: 12.000.000", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, _ := runLaw(t, "", "check", file)
	if code != 1 || !strings.HasPrefix(out, "bad.yaml:10:16: ") {
		t.Errorf("exit %d: %s", code, out)
	}
	if code, _, _ := runLaw(t, "", "check", filepath.Join(t.TempDir(), "none.yaml")); code != 2 {
		t.Errorf("no such file: exit %d", code)
	}
}
