package sample

import (
	"bufio"
	"os"
	"path/filepath"
	"testing"
)

func TestProvinceHasItsNumbers(t *testing.T) {
	if testing.Short() {
		t.Skip("invents 1.2 million people and writes 250 MB")
	}
	dir, r := written(t, Provinsi, 1)
	if r.Months[0].Workers != 417_396 || r.Listed != 1_000_000 || len(r.Months) != 1 {
		t.Errorf("%d workers, %d on the list", r.Months[0].Workers, r.Listed)
	}
	if r.Rosters < 2_300 || r.Rosters > 3_000 {
		t.Errorf("%d roster files", r.Rosters)
	}
	if n := lines(t, filepath.Join(dir, "participants", "daftar-peserta-2026-11-10.csv")); n != 1_000_001 {
		t.Errorf("the list has %d lines", n)
	}
	if n := lines(t, filepath.Join(dir, "answer-key", "facts.csv")); n != 417_397 {
		t.Errorf("the facts have %d lines", n)
	}
	for f, code := range codes {
		if code != "" && r.Planted[code] == 0 {
			t.Errorf("no row has %s (%d)", code, f)
		}
	}
}

func lines(t *testing.T, path string) int {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	n := 0
	for s := bufio.NewScanner(f); s.Scan(); {
		n++
	}
	return n
}
