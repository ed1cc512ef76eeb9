package pack

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBrokenCorpus holds the reader alone to the corpus that the law holds it to: what it finds, it finds at the same place
// and in the same words. Faults that show only beside other packs are the law's to find.
func TestBrokenCorpus(t *testing.T) {
	golden, err := os.ReadFile("../testdata/broken.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for line := range strings.Lines(string(golden)) {
		want[strings.TrimSpace(line)] = true
	}
	files, err := filepath.Glob("../testdata/broken/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, problems := Parse(filepath.Base(file), text)
		if len(problems) > 0 {
			found++
		}
		for _, p := range problems {
			if !want[p.Error()] {
				t.Errorf("not in the golden file: %s", p)
			}
		}
	}
	if found < 115 || found > len(files)-5 {
		t.Errorf("%d of %d broken packs refused by the reader alone", found, len(files))
	}
}
