package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDemoWritesFilesAndSaysWhere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "contoh")
	var out, errOut bytes.Buffer
	if code := Main([]string{"demo", "--out", dir, "--size", "desa", "--seed", "4"}, nil, &out, &errOut); code != 0 {
		t.Fatalf("exit %d: %s", code, errOut.String())
	}
	var said struct {
		Out    string `json:"out"`
		Months []struct {
			Month   string `json:"month"`
			Workers int    `json:"workers"`
		} `json:"months"`
	}
	if err := json.Unmarshal(out.Bytes(), &said); err != nil {
		t.Fatal(err)
	}
	if said.Out != dir || len(said.Months) != 2 || said.Months[1].Workers != 90 {
		t.Errorf("%+v", said)
	}
	if errOut.Len() != 0 {
		t.Errorf("progress where nobody looks: %q", errOut.String())
	}
	var manifest []map[string]string
	b, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &manifest); err != nil || len(manifest) < 10 || manifest[0]["kind"] != "units" || manifest[len(manifest)-1]["kind"] != "declared" {
		t.Errorf("manifest: %v, %v", manifest, err)
	}
}

func TestDemoTellsProgressWhenAsked(t *testing.T) {
	var out, errOut bytes.Buffer
	if code := Main([]string{"demo", "--out", t.TempDir(), "--size", "desa", "--progress"}, nil, &out, &errOut); code != 0 {
		t.Fatal(errOut.String())
	}
	if !strings.Contains(errOut.String(), "berkas ditulis") {
		t.Errorf("%q", errOut.String())
	}
}

func TestDemoRefusesWrongCalls(t *testing.T) {
	blocked := filepath.Join(t.TempDir(), "berkas")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[int][]string{
		2: {"demo", "--out", t.TempDir(), "--size", "benua"},
		3: {"demo", "--out", blocked, "--size", "desa"},
	} {
		var out, errOut bytes.Buffer
		if code := Main(args, nil, &out, &errOut); code != want {
			t.Errorf("%v: exit %d, want %d: %s", args, code, want, errOut.String())
		}
	}
}
