package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// fault is one planted fault.
type fault struct {
	dir   string // of its package
	place string // "law/due.go:12:7"
	what  string
}

// edit inserts text at an offset, or puts it in place of some bytes.
type edit struct {
	at, until int
	text      string
	order     int // among edits at one offset
}

// planter walks over one file.
type planter struct {
	set    *token.FileSet
	rel    string
	dir    string
	skip   map[string]bool
	edits  []edit
	faults *[]fault
	order  int
}

// plant writes every source file of the packages anew, with its faults behind switches, and returns them; the index of a
// fault is its switch. Faults on lines that do not compile are left out.
func plant(module, work string, dirs []string, skip map[string]bool) ([]fault, error) {
	var all []fault
	for _, dir := range dirs {
		entries, err := os.ReadDir(filepath.Join(module, dir))
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", dir, err)
		}
		for _, e := range entries {
			if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") || e.Name() == "doc.go" {
				continue
			}
			if err := plantFile(module, work, dir, e.Name(), skip, &all); err != nil {
				return nil, err
			}
		}
	}
	folder := filepath.Join(work, dirs[0], "internal", "mutant")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("write switches: %w", err)
	}
	return all, os.WriteFile(filepath.Join(folder, "mutant.go"), []byte(switches), 0o600)
}

func plantFile(module, work, dir, name string, skip map[string]bool, all *[]fault) error {
	text, err := os.ReadFile(filepath.Join(module, dir, name))
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	p := planter{set: token.NewFileSet(), rel: path.Join(dir, name), dir: dir, skip: skip, faults: all}
	file, err := parser.ParseFile(p.set, name, text, parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("parse %s: %w", name, err)
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
			ast.Inspect(f.Body, p.visit)
		}
	}
	out := p.apply(text)
	if len(p.edits) > 0 {
		const imported = "\nimport \"github.com/payung-id/payung/law/internal/mutant\"\n"
		end := p.offset(file.Name.End())
		out = append(append(slices.Clone(out[:end]), strings.ReplaceAll(imported, "\n", ";")...), out[end:]...)
	}
	return os.WriteFile(filepath.Join(work, dir, name), out, 0o600)
}

func (p *planter) offset(at token.Pos) int { return p.set.Position(at).Offset }

// add books a fault and returns its switch; false where it does not compile.
func (p *planter) add(at token.Pos, what string) (string, bool) {
	where := p.set.Position(at)
	if p.skip[fmt.Sprintf("%s:%d", p.rel, where.Line)] {
		return "", false
	}
	*p.faults = append(*p.faults, fault{p.dir, fmt.Sprintf("%s:%d:%d", p.rel, where.Line, where.Column), what})
	return fmt.Sprint(len(*p.faults) - 1), true
}

func (p *planter) insert(at token.Pos, text string) { p.replace(at, at, text) }

func (p *planter) replace(from, until token.Pos, text string) {
	p.order++
	p.edits = append(p.edits, edit{p.offset(from), p.offset(until), text, p.order})
}

// around puts an expression between two texts; the outer of two pairs is put first.
func (p *planter) around(e ast.Node, before, after string) {
	p.insert(e.Pos(), before)
	p.order++
	p.edits = append(p.edits, edit{p.offset(e.End()), p.offset(e.End()), after, -p.order})
}

func (p *planter) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.GenDecl:
		return n.Tok != token.CONST
	case *ast.BinaryExpr:
		p.binary(n)
	case *ast.IfStmt:
		if _, binary := ast.Unparen(n.Cond).(*ast.BinaryExpr); !binary {
			if id, ok := p.add(n.Cond.Pos(), "condition turned round"); ok {
				p.around(n.Cond, "mutant.B("+id+", ", ")")
			}
		}
	case *ast.BlockStmt:
		p.statements(n.List)
	case *ast.CaseClause:
		p.statements(n.Body)
	}
	return true
}

// statements plants the leaving out of assignments, calls and counts.
func (p *planter) statements(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.AssignStmt:
			if s.Tok == token.DEFINE {
				continue
			}
		case *ast.ExprStmt, *ast.IncDecStmt:
		default:
			continue
		}
		if id, ok := p.add(s.Pos(), "statement left out"); ok {
			p.around(s, "if !mutant.On("+id+") { ", " }")
		}
	}
}

func (p *planter) binary(n *ast.BinaryExpr) {
	call := map[token.Token]string{
		token.LSS: "Lt", token.LEQ: "Le", token.GTR: "Gt", token.GEQ: "Ge", token.ADD: "Add", token.SUB: "Sub", token.MUL: "Mul", token.QUO: "Quo",
	}[n.Op]
	switch n.Op {
	case token.EQL, token.NEQ:
		if id, ok := p.add(n.OpPos, n.Op.String()+" turned round"); ok {
			p.around(n, "mutant.B("+id+", ", ")")
		}
	case token.LAND, token.LOR:
		name := map[token.Token]string{token.LAND: "And", token.LOR: "Or"}[n.Op]
		if id, ok := p.add(n.OpPos, n.Op.String()+" exchanged"); ok {
			p.around(n, "mutant."+name+"("+id+", ", ")})")
			p.replace(n.OpPos, n.OpPos+2, ", func() bool { return (") // the bracket keeps a line break after return harmless
		}
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		if _, ok := p.add(n.OpPos, n.Op.String()+" moved at its border"); ok {
			id, _ := p.add(n.OpPos, n.Op.String()+" turned round")
			p.around(n, "mutant."+call+"("+id+", ", ")")
			p.replace(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), ",")
		}
	case token.ADD, token.SUB, token.MUL, token.QUO:
		if id, ok := p.add(n.OpPos, n.Op.String()+" exchanged"); ok {
			p.around(n, "mutant."+call+"("+id+", ", ")")
			p.replace(n.OpPos, n.OpPos+1, ",")
		}
	}
}

// apply works the edits into the text. At one offset what ends comes before what begins; of two that end, the inner first;
// of two that begin, the outer first.
func (p *planter) apply(text []byte) []byte {
	slices.SortFunc(p.edits, func(a, b edit) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.order, b.order)) })
	var out []byte
	at := 0
	for _, e := range p.edits {
		out = append(append(out, text[at:e.at]...), e.text...)
		at = e.until
	}
	return append(out, text[at:]...)
}

// sources leaves out of the copy what no test of a library needs.
type sources struct{ fs.FS }

func (s sources) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(s.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		return e.Name() == ".git" || e.Name() == "node_modules" || e.Name() == "bin" || (name == "." && e.Name() == "internal")
	}), err
}

const switches = `// Package mutant switches planted faults on.
package mutant

import (
	"cmp"
	"os"
	"reflect"
	"strconv"
)

var (
	active = read()
	marks  = open()
	marked = map[int]bool{}
)

func read() int {
	n, err := strconv.Atoi(os.Getenv("MUTANT"))
	if err != nil {
		return -1
	}
	return n
}

func open() *os.File {
	f, _ := os.OpenFile(os.Getenv("MUTANT_MARKS"), os.O_WRONLY, 0)
	return f
}

// On tells whether a fault is switched on.
func On(id int) bool {
	if marks != nil && !marked[id] {
		marked[id] = true
		marks.WriteAt([]byte{1}, int64(id))
	}
	return id == active
}

func B(id int, x bool) bool { return x != On(id) }

func And(id int, x bool, y func() bool) bool {
	if On(id) {
		return x || y()
	}
	return x && y()
}

func Or(id int, x bool, y func() bool) bool {
	if On(id) {
		return x && y()
	}
	return x || y()
}

func Lt[T cmp.Ordered](id int, x, y T) bool {
	if On(id-1) {
		return x <= y
	}
	return B(id, x < y)
}

func Le[T cmp.Ordered](id int, x, y T) bool {
	if On(id-1) {
		return x < y
	}
	return B(id, x <= y)
}

func Gt[T cmp.Ordered](id int, x, y T) bool {
	if On(id-1) {
		return x >= y
	}
	return B(id, x > y)
}

func Ge[T cmp.Ordered](id int, x, y T) bool {
	if On(id-1) {
		return x > y
	}
	return B(id, x >= y)
}

func Add[T cmp.Ordered](id int, x, y T) T {
	if On(id) {
		if a, b := reflect.ValueOf(&x).Elem(), reflect.ValueOf(y); a.CanInt() {
			a.SetInt(a.Int() - b.Int())
			return x
		} else if a.CanUint() {
			a.SetUint(a.Uint() - b.Uint())
			return x
		}
		return y
	}
	return x + y
}

type number interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64
}

func Sub[T number](id int, x, y T) T {
	if On(id) {
		return x + y
	}
	return x - y
}

func Mul[T number](id int, x, y T) T {
	if On(id) {
		return x / y
	}
	return x * y
}

func Quo[T number](id int, x, y T) T {
	if On(id) {
		return x * y
	}
	return x / y
}
`
