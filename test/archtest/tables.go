package archtest

import (
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

var (
	createTable = regexp.MustCompile(`CREATE TABLE (?:IF NOT EXISTS )?(\w+)`)
	writeTable  = regexp.MustCompile(`(?i)\b(?:INSERT\s+INTO|DELETE\s+FROM|UPDATE)\s+(` + unknown + `|\w+)`)
	inComment   = regexp.MustCompile(`(?m)--.*$`)
)

// owners are tables that their package creates by itself, outside the migrations.
var owners = map[string]string{"schema_version": "internal/platform/db"}

// writersOf returns, for each table of the migrations, the packages that write it, with one place each.
func writersOf(t *tree) (writers map[string]map[string]string, all []finding, err error) {
	names, err := filepath.Glob(filepath.Join(t.root, "migrations", "*.sql"))
	if err != nil {
		return nil, nil, err
	}
	writers = map[string]map[string]string{}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, nil, err
		}
		for _, m := range createTable.FindAllStringSubmatch(inComment.ReplaceAllString(string(b), ""), -1) {
			writers[m[1]] = map[string]string{}
		}
	}
	for table := range owners {
		writers[table] = map[string]string{}
	}
	for _, p := range t.pkgs {
		for _, f := range p.files {
			if f.test {
				continue
			}
			for _, w := range p.writes(f) {
				switch {
				case w.table == unknown:
					if !within(p.dir, "internal/platform/db") { // Bulk itself
						all = append(all, finding{t.at(w.node), "writes a table that is named at run time: nobody can see which"})
					}
				case writers[w.table] == nil:
					all = append(all, finding{t.at(w.node), fmt.Sprintf("writes %s, which no migration creates", w.table)})
				case writers[w.table][p.dir] == "":
					writers[w.table][p.dir] = t.at(w.node)
				}
			}
		}
	}
	return writers, all, nil
}

// tableOwners finds tables that several packages write, or none.
func tableOwners(t *tree) ([]finding, error) {
	writers, all, err := writersOf(t)
	if err != nil {
		return nil, err
	}
	for table, by := range writers {
		if len(by) == 1 {
			continue
		}
		if len(by) == 0 {
			all = append(all, finding{"migrations", fmt.Sprintf("table %s: nobody writes it", table)})
			continue
		}
		var places []string
		for dir, at := range by {
			places = append(places, dir+" ("+at+")")
		}
		sort.Strings(places)
		all = append(all, finding{"migrations", fmt.Sprintf("table %s is written by %d packages: %s", table, len(places), strings.Join(places, ", "))})
	}
	return sorted(all), nil
}

type tableWrite struct {
	table string
	node  ast.Node
}

// writes finds the tables that a file's statements and bulk loads write.
func (p *pkg) writes(f file) (all []tableWrite) {
	p.eachText(f, func(n ast.Node, text string, _ bool) {
		for _, m := range writeTable.FindAllStringSubmatch(inComment.ReplaceAllString(text, ""), -1) {
			if m[1] == strings.ToUpper(m[1]) && m[1] != unknown { // DO UPDATE SET, FOR UPDATE SKIP
				continue
			}
			if !statement(text) {
				continue // prose
			}
			all = append(all, tableWrite{m[1], n})
		}
	})
	consts := p.constants()
	for _, d := range f.ast.Decls {
		fn, _ := d.(*ast.FuncDecl)
		ast.Inspect(d, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			at, carries := carriers[called(c)]
			if !carries || len(c.Args) <= at {
				return true
			}
			table, whole, _ := fold(c.Args[at], consts)
			if !whole {
				table = unknown
			}
			if _, inside := carriers[nameOf(fn)]; table == unknown && inside {
				return true // its callers are looked at
			}
			all = append(all, tableWrite{table, n})
			return true
		})
	}
	return all
}

// carriers are functions that write the table named by one of their arguments, for their caller.
var carriers = map[string]int{"Bulk": 1, "StageRows": 2}

func called(c *ast.CallExpr) string {
	switch fn := c.Fun.(type) {
	case *ast.SelectorExpr:
		return fn.Sel.Name
	case *ast.Ident:
		return fn.Name
	}
	return ""
}

func nameOf(fn *ast.FuncDecl) string {
	if fn == nil {
		return ""
	}
	return fn.Name.Name
}

var statementStart = regexp.MustCompile(`(?i)^\s*(INSERT|UPDATE|DELETE|WITH|SELECT)\s`)

// statement tells SQL from prose that speaks of it.
func statement(text string) bool { return statementStart.MatchString(text) }
