package archtest

import "fmt"

// empty are names that say nothing about what a package owns.
var empty = map[string]bool{
	"util": true, "utils": true, "common": true, "helper": true, "helpers": true, "model": true, "models": true, "type": true, "types": true,
	"misc": true, "shared": true, "base": true, "lib": true, "core": true,
}

// packageNames finds packages whose name says nothing, and packages without a doc.go.
func packageNames(t *tree) (all []finding) {
	for _, p := range t.pkgs {
		if empty[p.name] {
			all = append(all, finding{p.dir, fmt.Sprintf("package %s: name it after what it owns", p.name)})
		}
		if !documented(p) {
			all = append(all, finding{p.dir, "no package comment: say in doc.go what it owns, its tables, its invariants"})
		}
	}
	return sorted(all)
}

func documented(p *pkg) bool {
	source := false
	for _, f := range p.files {
		if f.test {
			continue
		}
		source = true
		if f.ast.Doc != nil {
			return true
		}
	}
	return !source // a folder of tests alone
}
