package archtest

import "fmt"

// order is the way down the house: a folder imports only from those before it, or from itself.
var order = []string{
	"migrations", "docs/guide",
	"internal/kit", "internal/format", "internal/platform", "internal/trust", "internal/registry", "internal/programme",
	"internal/insight", "internal/sample", "internal/app", "internal/door",
	"cmd", "test", "bench",
}

// public are the libraries that other programs may import: each imports only those before it, and nothing of ours else.
var public = []string{"money", "period", "nik", "law", "linkage"}

// narrow lists folders that may import less of ours than their place allows.
var narrow = map[string][]string{
	"internal/sample": {"money", "period", "nik", "internal/kit", "internal/registry/region", "internal/format/sheetwrite"},
	// A page is a struct shown: it gets no service and asks nothing.
	"internal/door/web/view": {"money", "period", "nik", "internal/kit", "internal/format", "internal/door/web/assets"},
	"cmd":                    {"internal/door/cli"},
	// What measures the product shares no code with it: a yardstick cut from the cloth proves nothing. Only the look-up of
	// one person has no command to measure it by.
	"bench/linkgen":  {},
	"bench/score":    {},
	"bench/worst":    {},
	"bench/linkeval": {"bench/score"},
	"bench/linkrun":  {"bench/score"},
	"bench/lookup":   {"bench/score", "linkage"},
}

// apart lists folders whose packages a package must not import, though both lie in the same one.
var apart = []struct{ who, from, why string }{
	{"internal/programme/coverage", "internal/programme", "owners push their facts to coverage; it pulls from none of them"},
}

// engines may be imported where the database is.
var engines = map[string]bool{
	"database/sql": true, "database/sql/driver": true, "modernc.org/sqlite": true,
	"github.com/jackc/pgx/v5": true, "github.com/jackc/pgx/v5/stdlib": true, "github.com/jackc/pgx/v5/pgconn": true, "github.com/jackc/pgx/v5/pgxpool": true,
}

// importDirections finds imports that go up the house.
func importDirections(t *tree) (all []finding) {
	for _, p := range t.pkgs {
		for _, f := range p.files {
			for imported, n := range f.imports() {
				if engines[imported] && !within(p.dir, "internal/platform/db") {
					all = append(all, finding{t.at(n), fmt.Sprintf("imports %s: only internal/platform/db knows the database", imported)})
				}
				if !t.ours(imported) || f.test && testMay(imported) {
					continue
				}
				if why := forbidden(p.dir, imported); why != "" {
					all = append(all, finding{t.at(n), fmt.Sprintf("%s imports %s: %s", p.dir, imported, why)})
				}
			}
		}
	}
	return sorted(all)
}

// testMay lists what the tests of any package of internal may use beyond its place.
func testMay(imported string) bool {
	return within(imported, "internal/platform/db/dbtest") || within(imported, "migrations")
}

func forbidden(dir, imported string) string {
	if within(dir, imported) || within(imported, dir) {
		return ""
	}
	for who, from := range narrow {
		if !within(dir, who) || within(imported, who) {
			continue
		}
		for _, allowed := range from {
			if within(imported, allowed) {
				return ""
			}
		}
		return fmt.Sprintf("%s may import only %v of ours", who, from)
	}
	for _, a := range apart {
		if within(dir, a.who) && within(imported, a.from) && !within(imported, a.who) {
			return a.why
		}
	}
	from, to := place(dir), place(imported)
	switch {
	case from < 0:
		return "this folder has no place in the plan of the house"
	case to < 0:
		return "that folder has no place in the plan of the house"
	case from < len(public) && to > from:
		return "a public library imports only those before it: money, period, nik, law, linkage"
	case to > from:
		return "a folder imports only from those above it"
	}
	return ""
}

// place is the row of a folder in the plan, -1 without one. The public libraries come first.
func place(dir string) int {
	for i, f := range public {
		if within(dir, f) {
			return i
		}
	}
	for i, f := range order {
		if within(dir, f) {
			return len(public) + i
		}
	}
	return -1
}
