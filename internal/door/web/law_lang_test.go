package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/law"
)

// TestThePagesOfTheLawSpeakEnglish holds every sentence of these files against the catalogue.
func TestThePagesOfTheLawSpeakEnglish(t *testing.T) {
	verbs := regexp.MustCompile(`%[a-z]`)
	files, err := filepath.Glob("law*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			f, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || f.Sel.Name != "Msg" && f.Sel.Name != "T" && f.Sel.Name != "New" {
				return true
			}
			for _, arg := range call.Args[:min(2, len(call.Args))] {
				b, ok := arg.(*ast.BasicLit)
				if !ok || b.Kind != token.STRING {
					continue
				}
				s, err := strconv.Unquote(b.Value)
				if err != nil {
					t.Fatal(err)
				}
				found++
				if en, ok := lang.English()[s]; !ok {
					t.Errorf("no English: %q", s)
				} else if a, b := verbs.FindAllString(s, -1), verbs.FindAllString(en, -1); !slices.Equal(a, b) {
					t.Errorf("%q and %q take different values", s, en)
				}
				break
			}
			return true
		})
	}
	if found < 100 {
		t.Errorf("only %d sentences found: the search is broken", found)
	}
}

// The packs are written in Indonesian; a pack of a user may stay so, ours has its English.
func TestEveryTitleOfTheLawHasItsEnglish(t *testing.T) {
	titles := 0
	say := func(title string) {
		titles++
		if lang.English()[title] == "" {
			t.Errorf("no English: %q", title)
		}
	}
	for _, h := range law.Shipped().Histories() {
		say(h.Title)
	}
	for _, h := range law.Shipped().Tables() {
		say(h.Title)
	}
	if titles < 90 {
		t.Errorf("only %d titles", titles)
	}
}
