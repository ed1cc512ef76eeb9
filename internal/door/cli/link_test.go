package cli

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// inFolder writes files into a folder of the test and returns how to name them.
func inFolder(t *testing.T, files map[string]string) func(name string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return func(name string) string { return filepath.Join(dir, name) }
}

const (
	rosterCSV = "id,nik,name,birth_date,region_code\n" +
		"r2,3515012304809321,\"SOEHARTINI, S.Pd\",23/04/1980,35.15\n" +
		"r10,3515016304859001,Moh. Yusuf,1985-04-23,35.15\n" +
		"r1,,SUKARNO,1990-05-20,35.15\n"
	listCSV = "id,nik,name,birth_date\n" +
		"p1,3515012304809321,SUHARTINI,1980-04-23\n" +
		"p2,3515016304859001,MUHAMMAD YUSUF,1985-04-23\n" +
		"p3,3515010101709009,BAMBANG,1970-01-01\n"
)

func runLink(t *testing.T, args ...string) (code int, errText string) {
	t.Helper()
	var out, errOut bytes.Buffer
	code = Main(append([]string{"link"}, args...), strings.NewReader(""), &out, &errOut)
	if out.Len() > 0 {
		t.Errorf("stdout is for data: %s", out.String())
	}
	return code, errOut.String()
}

func rowsOf(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // only read
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestLinkAnswersAsPromised(t *testing.T) {
	at := inFolder(t, map[string]string{"a.csv": rosterCSV, "b.csv": listCSV})
	code, said := runLink(t, "--left", at("a.csv"), "--right", at("b.csv"), "--out", at("l.csv"), "--stats", at("s.json"), "--explain")
	if code != 0 || said != "" {
		t.Fatalf("exit %d: %s", code, said)
	}
	rows := rowsOf(t, at("l.csv"))
	var short [][]string
	for _, r := range rows {
		short = append(short, []string{r[0], r[1]})
	}
	if diff := cmp.Diff([][]string{{"left_id", "right_id"}, {"r10", "p2"}, {"r2", "p1"}}, short); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"left_id", "right_id", "probability", "weight", "verdict", "evidence"}, rows[0]); diff != "" {
		t.Error(diff)
	}
	var why explanation
	if err := json.Unmarshal([]byte(rows[2][5]), &why); err != nil {
		t.Fatal(err)
	}
	if want := "tanggal lahir sama; NIK sama; nama sama bunyi"; why.ID != want {
		t.Errorf("said %q, want %q", why.ID, want)
	}
	b, err := os.ReadFile(at("s.json"))
	if err != nil {
		t.Fatal(err)
	}
	var stats map[string]any
	if err := json.Unmarshal(b, &stats); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"left_rows", "right_rows", "candidate_pairs", "seconds", "cpu_seconds", "peak_bytes", "lambda", "m", "u", "expected_false_links"} {
		if _, ok := stats[name]; !ok {
			t.Errorf("stats lack %s", name)
		}
	}
}

func TestLinkWithinOneFile(t *testing.T) {
	at := inFolder(t, map[string]string{"a.csv": rosterCSV + "r3,3515012304809321,SUHARTINI,1980-04-23,35.15\n"})
	if code, said := runLink(t, "--dedupe", at("a.csv"), "--out", at("p.csv")); code != 0 {
		t.Fatalf("exit %d: %s", code, said)
	}
	if rows := rowsOf(t, at("p.csv")); len(rows) != 2 || rows[1][0] != "r2" || rows[1][1] != "r3" {
		t.Errorf("%v", rows)
	}
}

func TestLinkSaysWhatIsWrong(t *testing.T) {
	at := inFolder(t, map[string]string{
		"a.csv": rosterCSV, "b.csv": listCSV, "empty.csv": "", "twice.csv": rosterCSV + "r1,,X,,\n", "other.csv": "a,b\n1,2\n",
		"bad.yaml": "fields: [{name: x, compare: nam}]", "good.yaml": "fields: [{name: name, compare: name}]\nkeys: [name.sound]",
	})
	l, r, out := at("a.csv"), at("b.csv"), at("l.csv")
	for _, c := range []struct {
		what string
		args []string
		code int
		says string
	}{
		{"one side missing", []string{"--left", l, "--out", out}, 2, "--right"},
		{"both ways", []string{"--left", l, "--right", r, "--dedupe", l, "--out", out}, 2, "tidak keduanya"},
		{"no output", []string{"--left", l, "--right", r}, 2, "--out"},
		{"no such file", []string{"--left", at("tiada.csv"), "--right", r, "--out", out}, 2, "tidak ada"},
		{"no such folder", []string{"--left", l, "--right", r, "--out", at("x/y.csv")}, 2, "tidak dapat ditulis"},
		{"threshold", []string{"--left", l, "--right", r, "--out", out, "--threshold", "2"}, 2, "--threshold"},
		{"empty", []string{"--left", at("empty.csv"), "--right", r, "--out", out}, 1, "kosong"},
		{"an id twice", []string{"--left", at("twice.csv"), "--right", r, "--out", out}, 1, "baris 4"},
		{"no id column", []string{"--left", l, "--left-id", "nomor", "--right", r, "--out", out}, 1, "nomor"},
		{"other columns", []string{"--left", l, "--right", at("other.csv"), "--out", out}, 1, "birth_date"},
		{"a bad model", []string{"--left", l, "--right", r, "--out", out, "--model", at("bad.yaml")}, 1, "“nam”"},
		{"a model of one's own", []string{"--left", l, "--right", r, "--out", out, "--model", at("good.yaml"), "--one-to-one=false"}, 0, ""},
	} {
		if code, said := runLink(t, c.args...); code != c.code || !strings.Contains(said, c.says) {
			t.Errorf("%s: exit %d: %s", c.what, code, said)
		}
	}
}
