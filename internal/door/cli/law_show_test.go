package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLawShowTellsHistoryAndWhatComesNext(t *testing.T) {
	code, out, errOut := runLaw(t, "", "show", "jp.wage_ceiling", "--on", "2026-11-21")
	if code != 0 || !strings.Contains(out, "2015-07..2016-02") || !strings.Contains(out, "*  2026-03..") || !strings.Contains(out, "11086300") || !strings.Contains(out, "2027-03-01") {
		t.Errorf("exit %d\n%s%s", code, out, errOut)
	}
	code, out, _ = runLaw(t, "", "show", "--on", "2026-11-21")
	if code != 0 || !strings.Contains(out, "100 hari lagi") || !strings.Contains(out, "pp50_2025.transport") {
		t.Errorf("exit %d\n%s", code, out)
	}
	code, out, _ = runLaw(t, "", "show", "--on", "2027-04-01")
	if code != 0 || !strings.Contains(out, "terlambat 31 hari") {
		t.Errorf("an expected change that nobody put in is overdue: exit %d\n%s", code, out)
	}
	for _, name := range []string{"jakon.", "pp50_2025.other", "bpu.bracket"} {
		if code, out, _ := runLaw(t, "", "show", name); code != 0 || !strings.Contains(out, strings.TrimSuffix(name, ".")) {
			t.Errorf("%s: exit %d\n%s", name, code, out)
		}
	}
	if code, _, errOut := runLaw(t, "", "show", "jp.nothing"); code != 2 || !strings.Contains(errOut, "jp.nothing") {
		t.Errorf("exit %d %s", code, errOut)
	}
	if code, _, _ := runLaw(t, "", "show", "--on", "21-11-2026"); code != 2 {
		t.Errorf("exit %d", code)
	}
}

func TestLawDiffSaysWhatAPackChangesAndCosts(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	raised := write("usulan.yaml", raisedCeiling)
	workers := write("workers.csv", "unit,segment,wage,employer,jkk_class,programmes\nPDAM,PU,15000000,private,3,\nDinas,,1500000,,,\"JKK,JKM\"\n")
	code, out, errOut := runLaw(t, "", "diff", raised, "--workers", workers, "--from", "2026-06", "--through", "2026-07")
	// JP of 2 % and 1 % on 12,000,000 in place of 11,086,300, two months
	for _, want := range []string{"jp.wage_ceiling", "11086300", "12000000", "2026-06-01..", "+36548", "+18274", "+54822"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if code != 0 || strings.Contains(out, "Dinas  JKK  employer  1  1") {
		t.Errorf("exit %d\n%s%s", code, out, errOut)
	}
	bad := write("bad.csv", "unit,wage,employer\nX,1000000,private\n")
	if code, out, _ := runLaw(t, "", "diff", raised, "--workers", bad, "--from", "2026-06"); code != 1 || !strings.Contains(out, "baris 2 (X)") {
		t.Errorf("a private employer without a class: exit %d\n%s", code, out)
	}
	for name, text := range map[string]string{
		"header.csv": "nama,gaji\n", "wage.csv": "unit,wage\nX,1.500.000\n", "segment.csv": "segment,wage\nXX,1\n", "programme.csv": "programmes,wage\nXX,1\n",
		"employer.csv": "employer,wage\nme,1\n", "class.csv": "jkk_class,wage\nI,1\n", "empty.csv": "", "ragged.csv": "unit,wage\nX\n",
	} {
		if code, _, _ := runLaw(t, "", "diff", raised, "--workers", write(name, text)); code != 1 {
			t.Errorf("%s: exit %d", name, code)
		}
	}
	if code, out, _ := runLaw(t, "", "diff", write("same.yaml", strings.NewReplacer("12000000", "11086300").Replace(raisedCeiling))); code != 0 || !strings.Contains(out, "dasar berbeda: usulan") {
		t.Errorf("the same value on another ground: exit %d\n%s", code, out)
	}
	if code, _, _ := runLaw(t, "", "diff", raised, "--workers", workers, "--from", "2010-01"); code != 1 {
		t.Errorf("before the law: exit %d", code)
	}
}
