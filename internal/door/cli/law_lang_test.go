package cli

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
)

// TestLawSpeaksEnglish holds every sentence of the law packages, which know nothing of catalogues, against the catalogue.
func TestLawSpeaksEnglish(t *testing.T) {
	verbs := regexp.MustCompile(`%.`)
	sentences := lawSentences(t)
	if len(sentences) < 100 {
		t.Fatalf("only %d sentences found: does the search still know how they are written?", len(sentences))
	}
	for _, s := range sentences {
		en, ok := lang.English()[s]
		switch {
		case s == "%s":
		case !ok:
			t.Errorf("no English for %q", s)
		case !slices.Equal(verbs.FindAllString(s, -1), verbs.FindAllString(en, -1)):
			t.Errorf("%q and %q take different arguments", s, en)
		}
	}
}

// lawSentences finds the formats given to refuse, say and the like.
func lawSentences(t *testing.T) []string {
	position := map[string]int{"fault": 1, "refuse": 1, "New": 1, "say": 0, "Msg": 0}
	var out []string
	for _, pattern := range []string{"../../../law/*.go", "../../../law/*/*.go", "law*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				var text ast.Expr
				switch x := n.(type) {
				case *ast.CallExpr:
					called := ""
					switch f := x.Fun.(type) {
					case *ast.Ident:
						called = f.Name
					case *ast.SelectorExpr:
						called = f.Sel.Name
					}
					if at, ok := position[called]; ok && len(x.Args) > at {
						text = x.Args[at]
					}
				case *ast.KeyValueExpr:
					if key, ok := x.Key.(*ast.Ident); ok && key.Name == "Format" {
						text = x.Value
					}
				}
				if b, ok := text.(*ast.BasicLit); ok && b.Kind == token.STRING {
					s, err := strconv.Unquote(b.Value)
					if err != nil {
						t.Fatal(err)
					}
					out = append(out, s)
				}
				return true
			})
		}
	}
	return out
}
