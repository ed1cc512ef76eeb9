package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRosterCheck(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := write("baik.csv", "Nama;NIK;Tgl Lahir;L/P;Upah\nSiti Nurhayati;3311016005909002;20-05-1990;P;2500000\n")
	bad := write("rusak.csv", "Nama;NIK;Tgl Lahir;L/P;Upah\nSiti Nurhayati;331101600590900;20-05-1990;P;2500000\n")
	pdf := write("daftar.xlsx", "%PDF-1.7")
	cases := []struct {
		what string
		args []string
		code int
		out  string
		err  string
	}{
		{"a good list", []string{good}, 0, "1 baris dibaca", ""},
		{"a rejected row", []string{bad}, 1, "sel B2", ""},
		{"the proposal", []string{bad, "--json"}, 1, `"code":"NIK_LENGTH"`, ""},
		{"a file that is no workbook", []string{pdf, "--json"}, 1, `"FILE_NOT_SPREADSHEET":1`, ""},
		{"a warning by the region", []string{write("upah.csv", "Nama;NIK;Tgl Lahir;L/P;Upah\nSiti Nurhayati;3311016005909002;20-05-1990;P;500000\n"), "--region", "33.11", "--month", "2026-09"}, 0, "WAGE_BELOW_MINIMUM", ""},
		{"no such file", []string{filepath.Join(dir, "tiada.csv")}, 2, "", "tidak ada"},
		{"no such sheet", []string{good, "--sheet", "Lembar9"}, 2, "", "Lembar9"},
		{"no such region", []string{good, "--region", "99.99"}, 2, "", "99.99"},
		{"no such month", []string{good, "--month", "13"}, 2, "", "2026-09"},
	}
	for _, c := range cases {
		var out, errOut bytes.Buffer
		code := Main(append([]string{"roster", "check"}, c.args...), strings.NewReader(""), &out, &errOut)
		if code != c.code || !strings.Contains(out.String(), c.out) || !strings.Contains(errOut.String(), c.err) {
			t.Errorf("%s: exit %d\n%s\n%s", c.what, code, out.String(), errOut.String())
		}
	}
}

func TestRosterCheckAnswersAsPromised(t *testing.T) {
	dir := t.TempDir()
	file, marked := filepath.Join(dir, "a.csv"), filepath.Join(dir, "a diperiksa.xlsx")
	if err := os.WriteFile(file, []byte("DAFTAR\n\nNama;NIK;Tgl Lahir;L/P;Upah\nSiti Nurhayati, S.Pd;331101600590902;20-05-1990;P;2,5 jt\nJUMLAH;;;;2500000\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errOut bytes.Buffer
	if code := Main([]string{"roster", "check", file, "--json", "--out", marked}, strings.NewReader(""), &out, &errOut); code != 1 {
		t.Fatalf("exit %d %s", code, errOut.String())
	}
	var answer struct {
		File, SHA256 string
		Sheets       []struct {
			Name      string
			Used      bool
			HeaderRow int `json:"header_row"`
			Mapping   map[string]string
			Rows      int
		}
		Rows []struct {
			Sheet    string
			Row      int
			Status   string
			Values   map[string]string
			Findings []struct {
				Column, Code, Severity, Message string
				Repair                          struct{ Value, Why string }
			}
		}
		Skipped []struct {
			Row    int
			Reason string
		}
		Totals struct{ Rows, OK, Warn, Reject, Skipped int }
	}
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	row := answer.Rows[0]
	if answer.Sheets[0].HeaderRow != 3 || answer.Sheets[0].Mapping["nik"] != "B" || row.Row != 4 || row.Status != "reject" || row.Values["nama"] != "Siti Nurhayati" || row.Values["tanggal_lahir"] != "1990-05-20" || row.Values["upah"] != "2500000" {
		t.Errorf("%+v", answer)
	}
	if f := row.Findings[0]; f.Column != "B" || f.Code != "NIK_LENGTH" || f.Severity != "reject" || !strings.Contains(f.Message, "B4") {
		t.Errorf("%+v", f)
	}
	if len(answer.Skipped) != 3 || answer.Totals.Reject != 1 || len(answer.SHA256) != 64 {
		t.Errorf("%+v", answer)
	}
	if _, err := os.Stat(marked); err != nil {
		t.Error(err)
	}
}
