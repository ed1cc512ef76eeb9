package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

// module is the path that our packages' imports begin with.
const module = "github.com/payung-id/payung"

// pkg is one folder of Go files.
type pkg struct {
	dir   string // from the root, with slashes; "" is the root
	name  string
	files []file
	texts map[string]string // its string constants by name
}

type file struct {
	path string
	test bool
	ast  *ast.File
}

// tree is all parsed packages of a root.
type tree struct {
	root string
	fset *token.FileSet
	pkgs []*pkg
}

// finding is one breach of one rule.
type finding struct{ where, what string }

func (f finding) String() string { return f.where + ": " + f.what }

// skipped folders hold nothing of ours that is compiled.
var skipped = map[string]bool{"testdata": true, "node_modules": true, "bin": true, "data": true, "tools": true}

func parse(root string) (*tree, error) {
	t := &tree{root: root, fset: token.NewFileSet()}
	byDir := map[string]*pkg{}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if p != root && (strings.HasPrefix(d.Name(), ".") || skipped[d.Name()]) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(p, ".go") {
			return nil
		}
		parsed, err := parser.ParseFile(t.fset, p, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		dir := path.Dir(rel)
		if byDir[dir] == nil {
			byDir[dir] = &pkg{dir: dir}
			t.pkgs = append(t.pkgs, byDir[dir])
		}
		f := file{path: rel, test: strings.HasSuffix(rel, "_test.go"), ast: parsed}
		if !f.test || byDir[dir].name == "" {
			byDir[dir].name = strings.TrimSuffix(parsed.Name.Name, "_test")
		}
		byDir[dir].files = append(byDir[dir].files, f)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("parse %s: %w", root, err)
	}
	return t, nil
}

// at says where a node stands, as file:line from the root.
func (t *tree) at(n ast.Node) string {
	p := t.fset.Position(n.Pos())
	rel, err := filepath.Rel(t.root, p.Filename)
	if err != nil {
		rel = p.Filename
	}
	return filepath.ToSlash(rel) + ":" + strconv.Itoa(p.Line)
}

// imports returns the paths a file imports; ours are given from the root ("internal/kit/fault"), others as they are.
func (f file) imports() map[string]ast.Node {
	all := map[string]ast.Node{}
	for _, s := range f.ast.Imports {
		p, err := strconv.Unquote(s.Path.Value)
		if err != nil {
			continue // the parser has taken it, so it is a string
		}
		all[strings.TrimPrefix(p, module+"/")] = s
	}
	return all
}

// ours tells whether an import, as [file.imports] gives it, is a package of this module.
func (t *tree) ours(imported string) bool {
	st, err := os.Stat(filepath.Join(t.root, filepath.FromSlash(imported)))
	return err == nil && st.IsDir() && (strings.Contains(imported, "/") || !standard[imported])
}

// standard are one-word packages of the standard library that could be taken for folders of ours.
var standard = map[string]bool{"embed": true, "errors": true, "fmt": true, "io": true, "os": true, "sort": true, "strings": true, "testing": true, "time": true}

// within tells whether a folder is another one or lies in it.
func within(dir, folder string) bool { return dir == folder || strings.HasPrefix(dir, folder+"/") }

// eachText calls fn with every string constant of a file, with constants of the package put in where strings are joined;
// whole is false where something stands in it that is known at run time only.
func (p *pkg) eachText(f file, fn func(n ast.Node, text string, whole bool)) {
	consts := p.constants()
	ast.Inspect(f.ast, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		switch e.(type) {
		case *ast.BasicLit, *ast.BinaryExpr:
		default:
			return true
		}
		text, whole, some := fold(e, consts)
		if some {
			fn(n, text, whole)
			return false
		}
		return true
	})
}

// constants are the package's string constants by name.
func (p *pkg) constants() map[string]string {
	if p.texts != nil {
		return p.texts
	}
	all := map[string]string{}
	p.texts = all
	for range 2 { // a constant may rest on one further down
		for _, f := range p.files {
			ast.Inspect(f.ast, func(n ast.Node) bool {
				d, ok := n.(*ast.GenDecl)
				if !ok || d.Tok != token.CONST {
					return true
				}
				for _, s := range d.Specs {
					v, ok := s.(*ast.ValueSpec)
					if !ok {
						continue
					}
					for i, name := range v.Names {
						if i < len(v.Values) {
							if text, whole, some := fold(v.Values[i], all); some && whole {
								all[name.Name] = text
							}
						}
					}
				}
				return true
			})
		}
	}
	return all
}

// unknown stands in a text for what is known at run time only.
const unknown = "\x00"

func fold(e ast.Expr, consts map[string]string) (text string, whole, some bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return unknown, false, false
		}
		s, err := strconv.Unquote(e.Value)
		return s, err == nil, err == nil
	case *ast.Ident:
		if s, ok := consts[e.Name]; ok {
			return s, true, true
		}
	case *ast.ParenExpr:
		return fold(e.X, consts)
	case *ast.BinaryExpr:
		if e.Op != token.ADD {
			break
		}
		a, wa, sa := fold(e.X, consts)
		b, wb, sb := fold(e.Y, consts)
		return a + b, wa && wb, sa || sb
	}
	return unknown, false, false
}

func sorted(all []finding) []finding {
	sort.Slice(all, func(i, j int) bool { return all[i].String() < all[j].String() })
	return all
}
