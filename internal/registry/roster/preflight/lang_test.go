package preflight

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

// TestEverySentenceHasItsEnglish holds the sentences of reading and checking against the catalogue.
func TestEverySentenceHasItsEnglish(t *testing.T) {
	all := sentences(t)
	if len(all) < 120 {
		t.Fatalf("only %d sentences found: does the search still know how they are written?", len(all))
	}
	verbs := regexp.MustCompile(`%[a-z]`)
	for _, s := range all {
		en, ok := lang.English()[s]
		switch {
		case !ok:
			t.Errorf("no English for %q", s)
		case !slices.Equal(verbs.FindAllString(s, -1), verbs.FindAllString(en, -1)):
			t.Errorf("%q and %q take different arguments", s, en)
		}
	}
}

// sentences finds the formats that are given to Msg, T, NewFault and the like, and the constants and tables of sentences.
func sentences(t *testing.T) []string {
	position := map[string]int{"Msg": 0, "notSpreadsheet": 0, "T": 1, "NewFault": 1, "New": 1}
	var out []string
	for _, pattern := range []string{"*.go", "../../../format/sheetread/*.go", "../../intake/layout/*.go", "../../../door/cli/roster.go"} {
		files, err := filepath.Glob(pattern)
		check(t, err)
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			check(t, err)
			ast.Inspect(file, func(n ast.Node) bool {
				switch x := n.(type) {
				case *ast.CallExpr:
					called := ""
					switch f := x.Fun.(type) {
					case *ast.Ident:
						called = f.Name
					case *ast.SelectorExpr:
						called = f.Sel.Name
					}
					if i, ok := position[called]; ok && len(x.Args) > i {
						out = appendText(out, x.Args[i])
					}
				case *ast.ValueSpec:
					for i, id := range x.Names {
						if len(x.Values) > i && (strings.HasPrefix(id.Name, "why") || id.Name == "titles") {
							out = appendTexts(out, x.Values[i])
						}
					}
				case *ast.CompositeLit:
					if len(x.Elts) == 2 && x.Type == nil { // {magic, name} of foreign files
						if name == "../../../format/sheetread/open.go" {
							out = appendText(out, x.Elts[1])
						}
					}
				}
				return true
			})
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func appendText(out []string, e ast.Expr) []string {
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		if s, err := strconv.Unquote(lit.Value); err == nil {
			return append(out, s)
		}
	}
	return out
}

func appendTexts(out []string, e ast.Expr) []string {
	if table, ok := e.(*ast.CompositeLit); ok {
		for _, x := range table.Elts {
			if kv, ok := x.(*ast.KeyValueExpr); ok {
				out = appendText(out, kv.Value)
			}
		}
		return out
	}
	return appendText(out, e)
}
