package archtest

import (
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rules are held on this tree and controlled on testdata/<name>.
var rules = map[string]func(*tree) ([]finding, error){
	"imports":      plain(importDirections),
	"names":        plain(packageNames),
	"tables":       tableOwners,
	"transactions": plain(transactions),
	"floats":       plain(floats),
	"routes":       plain(routes),
}

func plain(rule func(*tree) []finding) func(*tree) ([]finding, error) {
	return func(t *tree) ([]finding, error) { return rule(t), nil }
}

func TestThisHouseKeepsItsRules(t *testing.T) {
	house, err := parse(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	if len(house.pkgs) < 20 {
		t.Fatalf("only %d packages found: the rules would prove nothing", len(house.pkgs))
	}
	for name, rule := range rules {
		t.Run(name, func(t *testing.T) {
			found, err := rule(house)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				t.Error(f)
			}
		})
	}
}

// Every line of testdata that breaks a rule says so with // want "part of the finding" (in SQL: -- want); a breach of a
// whole folder is listed in its file WANT. Nothing else may be found.
func TestEachRuleFindsWhatBreaksItAndNothingElse(t *testing.T) {
	for name, rule := range rules {
		t.Run(name, func(t *testing.T) {
			root := filepath.Join("testdata", name)
			broken, err := parse(root)
			if err != nil {
				t.Fatal(err)
			}
			found, err := rule(broken)
			if err != nil {
				t.Fatal(err)
			}
			want := wanted(t, root)
			if len(want) == 0 {
				t.Fatal("nothing is broken here: the rule is not controlled")
			}
			var got []string
			for _, f := range found {
				got = append(got, f.String())
			}
			for _, w := range want {
				i := match(got, w)
				if i < 0 {
					t.Errorf("not found: %s … %s", w.where, w.what)
					continue
				}
				got = append(got[:i], got[i+1:]...)
			}
			if diff := cmp.Diff([]string{}, append([]string{}, got...)); diff != "" {
				t.Errorf("found too much:\n%s", diff)
			}
		})
	}
}

func match(got []string, w finding) int {
	for i, g := range got {
		if strings.HasPrefix(g, w.where+": ") && strings.Contains(g, w.what) {
			return i
		}
	}
	return -1
}

func wanted(t *testing.T, root string) (all []finding) {
	t.Helper()
	tree, err := parse(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range tree.pkgs {
		for _, f := range p.files {
			for _, group := range f.ast.Comments {
				for _, c := range group.List {
					if text, ok := strings.CutPrefix(c.Text, "// want "); ok {
						all = append(all, finding{tree.at(c), strings.Trim(text, `"`)})
					}
				}
			}
		}
	}
	b, err := os.ReadFile(filepath.Join(root, "WANT"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		where, what, _ := strings.Cut(strings.TrimSpace(line), ": ")
		all = append(all, finding{where, what})
	}
	return all
}

// TestTableOwners prints who owns which table, for those who read the house: go test -v -run Owners ./test/archtest.
func TestTableOwners(t *testing.T) {
	house, err := parse(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	writers, _, err := writersOf(house)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for table, by := range writers {
		for dir := range by {
			lines = append(lines, table+"\t"+dir)
		}
	}
	sort.Strings(lines)
	if len(lines) == 0 {
		t.Error("no table is written by anybody")
	}
	t.Log("\n" + strings.Join(lines, "\n"))
}
