package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// run runs one command line and returns its exit code and what it wrote.
func runCLI(t *testing.T, in string, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	code = Main(args, strings.NewReader(in), &o, &e)
	return code, o.String(), e.String()
}

var secretKey = regexp.MustCompile(`AGE-SECRET-KEY-1[A-Z0-9]+`)

// The whole way of a backup and of an audit by the commands alone, as the runbook has it.
func TestBackupRestoreAndAuditByTheCommandLine(t *testing.T) {
	data, away := t.TempDir(), t.TempDir()
	units := filepath.Join(away, "units.csv")
	if err := os.WriteFile(units, []byte("kode,nama,jenis,kode_wilayah\nA-1,Dinas Satu,opd,33.11\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, e := runCLI(t, "", "import", "units", units, "--data", data); code != 0 {
		t.Fatalf("import: %d %s", code, e)
	}
	file := filepath.Join(away, "cadangan.age")
	code, _, e := runCLI(t, "", "backup", file, "--data", data)
	key := secretKey.FindString(e)
	if code != 0 || key == "" || !strings.Contains(e, "belum dipastikan") {
		t.Fatalf("first backup: %d %s", code, e)
	}
	if code, _, e := runCLI(t, "AGE-SECRET-KEY-1QQQ\n", "recovery", "confirm", "--data", data); code != 1 {
		t.Errorf("confirmed with another key: %d %s", code, e)
	}
	if code, _, e := runCLI(t, "  "+strings.ToLower(key)+"\n", "recovery", "confirm", "--data", data); code != 0 {
		t.Errorf("confirm: %d %s", code, e)
	}
	if code, _, e := runCLI(t, "", "backup", file, "--data", data); code != 0 || secretKey.MatchString(e) || strings.Contains(e, "Perhatian") {
		t.Errorf("second backup: %d %s", code, e)
	}
	into := filepath.Join(away, "pulih")
	if code, _, e := runCLI(t, key, "restore", file, "--identity", "-", "--data", into); code != 0 || !strings.Contains(e, "tombstones") {
		t.Fatalf("restore: %d %s", code, e)
	}
	if code, _, _ := runCLI(t, key, "restore", file, "--identity", "-", "--data", into); code != 1 {
		t.Errorf("restored over what is there: %d", code)
	}
	if code, out, e := runCLI(t, "", "verify", "--data", into); code != 0 {
		t.Errorf("verify after the restore: %d %s %s", code, out, e)
	}
	newer := filepath.Join(away, "tombstones")
	if err := os.WriteFile(newer, []byte("seseorang\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, _ := runCLI(t, key, "restore", file, "--identity", "-", "--data", filepath.Join(away, "lain"), "--tombstones", newer); code != 1 {
		t.Errorf("restored without the erasures that it was told of: %d", code)
	}
	trail := filepath.Join(away, "jejak.jsonl")
	code, _, e = runCLI(t, "", "audit", "export", "--out", trail, "--region", "-", "--data", into)
	if code != 0 {
		t.Fatalf("export the trail: %d %s", code, e)
	}
	if code, out, e := runCLI(t, "", "audit", "verify", trail); code != 0 {
		t.Errorf("check the trail: %d %s %s", code, out, e)
	}
	b, err := os.ReadFile(trail)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(b, []byte(`"operator"`), []byte(`"bendahara"`), 1)
	if bytes.Equal(b, changed) {
		t.Fatalf("nothing to change in the trail:\n%s", b)
	}
	if err := os.WriteFile(trail, changed, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, _ := runCLI(t, "", "audit", "verify", trail); code != 1 || !strings.Contains(out, "entry") {
		t.Errorf("a changed trail: %d %s", code, out)
	}
}
