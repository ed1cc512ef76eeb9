package archtest

import (
	"fmt"
	"go/ast"
)

// exact are the folders that count money: no float, not even on the way.
var exact = []string{
	"money", "law", "internal/programme/coverage", "internal/programme/billing", "internal/programme/budget", "internal/programme/contract",
	"internal/programme/claim", "internal/programme/sponsorship",
}

// inexact are files in them that count something else.
var inexact = map[string]string{
	"law/class.go": "scores how alike two words are, to find the class of a business",
}

// floats finds floating-point types and literals in those folders.
func floats(t *tree) (all []finding) {
	for _, p := range t.pkgs {
		if !counts(p.dir) {
			continue
		}
		for _, f := range p.files {
			if _, excused := inexact[f.path]; excused || f.test {
				continue
			}
			ast.Inspect(f.ast, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.Ident:
					if n.Name == "float64" || n.Name == "float32" {
						all = append(all, finding{t.at(n), fmt.Sprintf("%s near money: use money.Rupiah, money.Milli, money.Rate", n.Name)})
					}
				case *ast.BasicLit:
					if n.Kind.String() == "FLOAT" {
						all = append(all, finding{t.at(n), fmt.Sprintf("%s near money: write it as a whole number or a text", n.Value)})
					}
				case *ast.SelectorExpr:
					if x, ok := n.X.(*ast.Ident); ok && x.Name == "strconv" && n.Sel.Name == "ParseFloat" {
						all = append(all, finding{t.at(n), "strconv.ParseFloat near money: use money.ParseMilli, money.ParseRate"})
					}
				}
				return true
			})
		}
	}
	return sorted(all)
}

func counts(dir string) bool {
	for _, f := range exact {
		if within(dir, f) {
			return true
		}
	}
	return false
}
