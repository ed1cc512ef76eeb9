package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
)

// open lists folders whose addresses need not say who may ask, with the reason.
var open = []struct{ dir, why string }{
	{"internal/door/web/gallery", "it shows fixtures to whoever builds the pages, and is no part of the program"},
}

// routes finds addresses of the doors that name neither a permission nor that they are public: a pattern that is given to
// a mux without standing in a Route, a Route that says nothing of who may ask, an empty permission.
func routes(t *tree) (all []finding) {
	for _, p := range t.pkgs {
		if !within(p.dir, "internal/door") || slices.ContainsFunc(open, func(o struct{ dir, why string }) bool { return within(p.dir, o.dir) }) {
			continue
		}
		listed := map[string]bool{}
		var given []patternGiven
		for _, f := range p.files {
			if f.test {
				continue
			}
			ast.Inspect(f.ast, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CompositeLit:
					if isRoute(n) {
						all = append(all, routeFaults(t, n, listed)...)
					}
				case *ast.CallExpr:
					if g, ok := patternOf(n); ok {
						given = append(given, g)
					}
					if emptyPermission(n) {
						all = append(all, finding{t.at(n), "a route needs a permission that is empty"})
					}
				}
				return true
			})
		}
		for _, g := range given {
			if !listed[g.pattern] {
				all = append(all, finding{t.at(g.at), fmt.Sprintf("%s is answered, but no Route says who may ask", g.pattern)})
			}
		}
	}
	return sorted(all)
}

type patternGiven struct {
	pattern string
	at      ast.Node
}

func isRoute(c *ast.CompositeLit) bool {
	id, ok := c.Type.(*ast.Ident)
	return ok && id.Name == "Route"
}

// routeFaults notes the pattern of a Route, and finds one that says nothing of who may ask.
func routeFaults(t *tree, c *ast.CompositeLit, listed map[string]bool) (out []finding) {
	pattern, says := "", false
	for _, e := range c.Elts {
		pair, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return []finding{{t.at(c), "a Route without the names of its fields"}}
		}
		switch key, _ := pair.Key.(*ast.Ident); key.Name {
		case "Pattern":
			pattern, _ = textOf(pair.Value)
		case "Permission":
			s, literal := textOf(pair.Value)
			says = says || !literal || s != ""
		case "Public", "Signed":
			id, _ := pair.Value.(*ast.Ident)
			says = says || id != nil && id.Name == "true"
		}
	}
	if pattern != "" {
		listed[pattern] = true
	}
	if !says && len(c.Elts) > 0 {
		return []finding{{t.at(c), "a Route names neither a permission nor that it is public"}}
	}
	return nil
}

// patternOf returns the pattern that a mux is given as a literal.
func patternOf(c *ast.CallExpr) (patternGiven, bool) {
	s, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != "Handle" && s.Sel.Name != "HandleFunc" || len(c.Args) != 2 {
		return patternGiven{}, false
	}
	pattern, ok := textOf(c.Args[0])
	return patternGiven{pattern, c}, ok
}

// emptyPermission knows need("", …).
func emptyPermission(c *ast.CallExpr) bool {
	s, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != "need" || len(c.Args) == 0 {
		return false
	}
	text, literal := textOf(c.Args[0])
	return literal && text == ""
}

func textOf(e ast.Expr) (string, bool) {
	b, ok := e.(*ast.BasicLit)
	if !ok || b.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(b.Value)
	return s, err == nil
}
