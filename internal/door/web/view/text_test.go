package view

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"
	"unicode"

	templ "github.com/a-h/templ/parser/v2"

	"github.com/payung-id/payung/internal/kit/lang"
)

// shown are attributes whose words people read or hear.
var shown = map[string]bool{"aria-label": true, "title": true, "placeholder": true, "alt": true, "aria-description": true, "aria-roledescription": true, "label": true}

// defects lists the words of a template that did not go through T, and uses of unescaped text.
func defects(name, source string) ([]string, error) {
	file, err := templ.ParseString(source)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var found []string
	note := func(pos templ.Range, what string) {
		found = append(found, fmt.Sprintf("%s:%d: %s", name, pos.From.Line+1, what))
	}
	if strings.Contains(source, "templ.Raw") {
		found = append(found, name+": templ.Raw is banned")
	}
	var attributes func([]templ.Attribute)
	attributes = func(list []templ.Attribute) {
		for _, a := range list {
			switch a := a.(type) {
			case *templ.ConstantAttribute:
				key := a.Key.String()
				if shown[key] && words(a.Value) {
					note(place(a.Key), fmt.Sprintf("literal %s=%q", key, a.Value))
				}
				if key == "style" || strings.HasPrefix(key, "on") {
					note(place(a.Key), "inline "+key)
				}
			case *templ.ExpressionAttribute:
				if key := a.Key.String(); key == "style" || strings.HasPrefix(key, "on") {
					note(a.Expression.Range, "inline "+key)
				} else if shown[key] {
					for _, s := range literals(a.Expression.Value) {
						if words(s) {
							note(a.Expression.Range, fmt.Sprintf("literal %q in %s", s, key))
						}
					}
				}
			case *templ.ConditionalAttribute:
				attributes(a.Then)
				attributes(a.Else)
			}
		}
	}
	var walk func([]templ.Node)
	walk = func(nodes []templ.Node) {
		for _, n := range nodes {
			switch n := n.(type) {
			case *templ.Text:
				if words(n.Value) {
					note(n.Range, fmt.Sprintf("literal text %q", strings.TrimSpace(n.Value)))
				}
			case *templ.Element:
				attributes(n.Attributes)
				if translate(n) {
					walk(n.Children)
				}
			case *templ.RawElement:
				if n.Name == "style" || (n.Name == "script" && words(n.Contents)) {
					note(n.Range, "inline "+n.Name)
				}
			case *templ.ScriptElement:
				if len(n.Contents) > 0 {
					note(n.Range, "inline script")
				}
			case *templ.StringExpression:
				for _, s := range literals(n.Expression.Value) {
					if words(s) && !untranslated[s] {
						note(n.Expression.Range, fmt.Sprintf("literal %q", s))
					}
				}
			case *templ.IfExpression:
				walk(n.Then)
				for _, e := range n.ElseIfs {
					walk(e.Then)
				}
				walk(n.Else)
			case *templ.ForExpression:
				walk(n.Children)
			case *templ.SwitchExpression:
				for _, c := range n.Cases {
					walk(c.Children)
				}
			case *templ.TemplElementExpression:
				walk(n.Children)
			}
		}
	}
	for _, n := range file.Nodes {
		if t, ok := n.(*templ.HTMLTemplate); ok {
			walk(t.Children)
		}
	}
	return found, nil
}

// place is where an attribute stands.
func place(k templ.AttributeKey) templ.Range {
	if c, ok := k.(templ.ConstantAttributeKey); ok {
		return c.NameRange
	}
	return templ.Range{}
}

// untranslated are names that are the same in every language.
var untranslated = map[string]bool{" · Payung": true, "XLSX": true}

// translate is false inside an element that says translate="no": names of languages and of the product.
func translate(n *templ.Element) bool {
	for _, a := range n.Attributes {
		if c, ok := a.(*templ.ConstantAttribute); ok && c.Key.String() == "translate" && c.Value == "no" {
			return false
		}
	}
	return true
}

// words tells whether a text holds a letter.
func words(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// literals returns the strings of a Go expression that are shown as they are: not the arguments of calls, and not keys.
func literals(expression string) []string {
	e, err := parser.ParseExpr(expression)
	if err != nil {
		return nil
	}
	var out []string
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr, *ast.IndexExpr:
			return false
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				if s, err := strconv.Unquote(n.Value); err == nil {
					out = append(out, s)
				}
			}
		}
		return true
	})
	return out
}

func TestEveryWordOfATemplateGoesThroughT(t *testing.T) {
	files, err := filepath.Glob("*.templ")
	if err != nil || len(files) == 0 {
		t.Fatalf("no templates found: %v", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		found, err := defects(name, string(b))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			t.Error(f)
		}
	}
}

func TestLiteralTextIsFound(t *testing.T) {
	for what, source := range map[string]string{
		"text":             "templ a() {\n<p>Halo</p>\n}",
		"text in a branch": "templ a(x bool) {\nif x {\n<p><b>Halo</b></p>\n}\n}",
		"attribute":        "templ a() {\n<p aria-label=\"Halo\"></p>\n}",
		"in an expression": "templ a() {\n<p>{ \"Halo \" + x }</p>\n}",
		"style":            "templ a() {\n<p style=\"width:1%\"></p>\n}",
		"handler":          "templ a() {\n<p onclick=\"x()\"></p>\n}",
		"raw":              "templ a() {\n@templ.Raw(x)\n}",
		"in a component":   "templ a() {\n@b() {\n<p>Halo</p>\n}\n}",
	} {
		if found, err := defects(what, "package x\n\n"+source+"\n"); err != nil || len(found) == 0 {
			t.Errorf("%s: not found (%v)", what, err)
		}
	}
	if found, err := defects("good", "package x\n\ntempl a(p Page) {\n<p title={ p.T(\"Halo\") }>{ p.T(\"Halo %s\", x) } · 1</p>\n}\n"); err != nil || len(found) != 0 {
		t.Errorf("good text was refused: %v %v", found, err)
	}
}

// keys returns the Indonesian texts that the package says, with one place of each.
func keys(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	set := token.NewFileSet()
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || (sel.Sel.Name != "T" && sel.Sel.Name != "Msg") {
				return true
			}
			if lit, ok := call.Args[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
				s, err := strconv.Unquote(lit.Value)
				if err == nil {
					out[s] = set.Position(lit.Pos()).String()
				}
			}
			return true
		})
	}
	return out
}

var verb = regexp.MustCompile(`%(\[\d+\])?[sdv]`)

func TestEveryTextHasItsEnglish(t *testing.T) {
	all := keys(t)
	if len(all) < 100 {
		t.Fatalf("only %d texts found: the search is broken", len(all))
	}
	english := lang.English()
	var missing []string
	for k, where := range all {
		en, ok := english[k]
		if !ok || strings.TrimSpace(en) == "" {
			missing = append(missing, fmt.Sprintf("%s: %q", where, k))
			continue
		}
		if a, b := len(verb.FindAllString(k, -1)), len(verb.FindAllString(en, -1)); a != b {
			t.Errorf("%s: %q has %d values, its English %q has %d", where, k, a, en, b)
		}
		if a, b := strings.Count(k, "**"), strings.Count(en, "**"); a != b {
			t.Errorf("%s: %q and its English %q differ in bold pieces", where, k, en)
		}
	}
	sort.Strings(missing)
	for _, m := range missing {
		t.Errorf("no English: %s", m)
	}
	if os.Getenv("SHOW_KEYS") != "" {
		for k := range all {
			fmt.Printf("KEY %q\n", k)
		}
	}
}
