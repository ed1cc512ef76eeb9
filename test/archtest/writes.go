package archtest

import (
	"fmt"
	"go/ast"
)

// writers may open transactions that write; everybody else goes through trust/change, which adds permission and trail.
var writers = []struct{ dir, why string }{
	{"internal/trust/change", "it is the door"},
	{"internal/trust/access", "signing in and out happens before anybody has a permission"},
	{"internal/trust/audit", "seals close the trail by themselves: nobody asks for them, and the trail of seals is the seals"},
	{"internal/platform", "it has no domain word"},
	{"internal/programme/coverage", "facts are computed from what was changed, not entered; a job replays them"},
}

// transactions finds calls of db.DB.Write outside those packages.
func transactions(t *tree) (all []finding) {
	for _, p := range t.pkgs {
		if mayWrite(p.dir) {
			continue
		}
		for _, f := range p.files {
			if f.test {
				continue
			}
			ast.Inspect(f.ast, func(n ast.Node) bool {
				if c, ok := n.(*ast.CallExpr); ok && opensWrite(c) {
					all = append(all, finding{t.at(n), fmt.Sprintf("%s opens a transaction that writes: go through trust/change", p.dir)})
				}
				return true
			})
		}
	}
	return sorted(all)
}

func mayWrite(dir string) bool {
	for _, w := range writers {
		if within(dir, w.dir) {
			return true
		}
	}
	return !within(dir, "internal") && !within(dir, "cmd")
}

// opensWrite knows a call of Write by its second argument: a function of a *db.Tx that returns an error.
func opensWrite(c *ast.CallExpr) bool {
	s, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != "Write" || len(c.Args) != 2 {
		return false
	}
	switch fn := c.Args[1].(type) {
	case *ast.FuncLit:
		return len(fn.Type.Params.List) == 1 && isTx(fn.Type.Params.List[0].Type)
	case *ast.Ident, *ast.SelectorExpr: // a function by name: of the two-argument Writes only db's takes ctx first
		first, ok := c.Args[0].(*ast.Ident)
		return ok && first.Name == "ctx"
	}
	return false
}

func isTx(e ast.Expr) bool {
	star, ok := e.(*ast.StarExpr)
	if !ok {
		return false
	}
	s, ok := star.X.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "Tx"
}
