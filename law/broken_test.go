package law

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew; read the difference")

// TestEachKindOfFaultIsNamedWithItsPlace holds a corpus of broken packs, one fault a file, against the message, line and
// column of each in testdata/broken.txt. The sound files that they were made from must load: else the faults prove nothing.
func TestEachKindOfFaultIsNamedWithItsPlace(t *testing.T) {
	for _, file := range glob(t, "testdata/sound/*.yaml") {
		if _, err := Shipped().With(Source{filepath.Base(file), read(t, file)}); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
	var got strings.Builder
	files := glob(t, "testdata/broken/*.yaml")
	for _, file := range files {
		_, err := Shipped().With(Source{filepath.Base(file), read(t, file)})
		var problems ProblemsError
		if !errors.As(err, &problems) {
			t.Errorf("%s: no fault found (%v)", file, err)
		}
		for _, p := range problems {
			if p.Line < 1 || p.Column < 1 {
				t.Errorf("%s has no place", p)
			}
			got.WriteString(p.Error() + "\n")
		}
	}
	if len(files) < 40 {
		t.Fatalf("only %d broken packs", len(files))
	}
	golden := "testdata/broken.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(strings.Split(string(read(t, golden)), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Error(diff)
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no files (%v)", pattern, err)
	}
	return files
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
