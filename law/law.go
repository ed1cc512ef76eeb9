package law

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/period"
)

//go:embed pack/*.yaml
var packs embed.FS

// Law is a set of packs, ready to answer. It is immutable and safe for use by many goroutines.
type Law struct {
	version string
	layers  []*layer // the last one wins
	rules   sync.Map // period.Date -> *Rules
	months  sync.Map // period.Month -> *Rules
}

// layer is what one Load brought: the shipped packs, or a user's pack above them.
type layer struct {
	series     map[string]*pack.Series
	tables     map[string][]*pack.Table
	reliefs    []*pack.Relief
	wages      map[string][]*pack.MinimumWage
	holidays   map[int]map[period.Date]holiday
	businesses []business
}

type holiday struct {
	pack.Holiday
	evidence *pack.Evidence
}

// Source is the text of a pack file with its name.
type Source struct {
	Name string
	Text []byte
}

// ProblemsError says that packs cannot be used, with the place of every fault.
type ProblemsError []pack.Problem

func (e ProblemsError) Error() string {
	if len(e) == 1 {
		return e[0].Error()
	}
	return fmt.Sprintf("%s (dan %d kesalahan lain)", e[0].Error(), len(e)-1)
}

var shipped = sync.OnceValue(func() *Law {
	l, err := load(nil, shippedSources())
	if err != nil {
		panic(fmt.Errorf("law: the shipped packs: %w", err)) // held by a test
	}
	return l
})

// Shipped returns the law as the packs of this program state it.
func Shipped() *Law { return shipped() }

// With returns a law in which the given packs lie above this one: for the days that they cover, their values win; a
// relief or a year of holidays replaces the one of the same name. Faults come as a ProblemsError.
func (l *Law) With(sources ...Source) (*Law, error) { return load(l, sources) }

// Check lints pack files as a set and returns their faults, none where all is well.
func Check(sources ...Source) []pack.Problem {
	_, err := load(nil, sources)
	var problems ProblemsError
	errors.As(err, &problems)
	return problems
}

func shippedSources() []Source {
	names, err := fs.Glob(packs, "pack/*.yaml")
	if err != nil {
		panic(err)
	}
	var out []Source
	for _, n := range names {
		text, err := packs.ReadFile(n)
		if err != nil {
			panic(err)
		}
		out = append(out, Source{Name: path.Base(n), Text: text})
	}
	return out
}

func load(under *Law, sources []Source) (*Law, error) {
	top, problems := readLayer(sources)
	if len(problems) > 0 {
		return nil, ProblemsError(problems)
	}
	l := &Law{}
	digest := sha256.New()
	var edition period.Date
	if under != nil {
		l.layers = append(l.layers, under.layers...)
		digest.Write([]byte(under.version))
	}
	for _, s := range sources {
		digest.Write([]byte(s.Name))
		digest.Write(s.Text)
	}
	for _, d := range top.editions {
		edition = max(edition, d)
	}
	l.layers = append(l.layers, &top.layer)
	if problems := append(l.strangers(under, &top.layer), l.overlaps(&top.layer)...); len(problems) > 0 {
		return nil, ProblemsError(problems)
	}
	l.version = edition.String() + "+" + hex.EncodeToString(digest.Sum(nil))[:8]
	return l, nil
}

type reading struct {
	layer
	editions []period.Date
}

func readLayer(sources []Source) (*reading, []pack.Problem) {
	r := &reading{layer: layer{
		series: map[string]*pack.Series{}, tables: map[string][]*pack.Table{},
		wages: map[string][]*pack.MinimumWage{}, holidays: map[int]map[period.Date]holiday{},
	}}
	var problems []pack.Problem
	for _, s := range sources {
		f, bad := pack.Parse(s.Name, s.Text)
		problems = append(problems, bad...)
		if len(bad) > 0 {
			continue
		}
		r.editions = append(r.editions, f.Edition)
		problems = append(problems, r.add(f)...)
	}
	return r, problems
}

func (r *reading) add(f *pack.File) []pack.Problem {
	var problems []pack.Problem
	clash := func(at pack.Place, what string) {
		problems = append(problems, fault(at, "%s sudah ada; satu nama hanya boleh di satu tempat", what))
	}
	for _, s := range f.Parameters {
		if r.series[s.Name] != nil {
			clash(s.Place, s.Name)
		}
		r.series[s.Name] = s
	}
	for _, t := range f.Tables {
		if all := r.tables[t.Name]; len(all) > 0 && all[0].Place.File != t.Place.File {
			clash(t.Place, t.Name)
		}
		r.tables[t.Name] = append(r.tables[t.Name], t)
	}
	for _, x := range f.Reliefs {
		if slices.ContainsFunc(r.reliefs, func(y *pack.Relief) bool { return x.Name == y.Name }) {
			clash(x.Place, x.Name)
		}
	}
	r.reliefs = append(r.reliefs, f.Reliefs...)
	for _, b := range f.Businesses {
		r.businesses = append(r.businesses, newBusiness(b))
	}
	for _, y := range f.Holidays {
		days := r.holidays[y.Year]
		if days == nil {
			days = map[period.Date]holiday{}
			r.holidays[y.Year] = days
		}
		for _, d := range y.Days {
			if _, twice := days[d.Day]; twice {
				clash(d.Place, d.Day.String())
			}
			days[d.Day] = holiday{d, &y.Evidence}
		}
	}
	for _, w := range f.MinimumWages {
		for _, other := range r.wages[w.Region] {
			if (other.To == 0 || w.From <= other.To) && (w.To == 0 || other.From <= w.To) {
				clash(w.Place, "Upah minimum "+w.Region)
			}
		}
		r.wages[w.Region] = append(r.wages[w.Region], w)
	}
	return problems
}

// Version names the packs and their content: edition date, "+", digest.
func (l *Law) Version() string { return l.version }

// value returns the version of a parameter in force on a day, or nil.
func (l *Law) value(name string, day period.Date) *pack.Value {
	for i := len(l.layers) - 1; i >= 0; i-- {
		if s := l.layers[i].series[name]; s != nil {
			if v := s.At(day); v != nil {
				return v
			}
		}
	}
	return nil
}

// known tells whether any layer has the parameter.
func (l *Law) known(name string) bool {
	for _, y := range l.layers {
		if y.series[name] != nil {
			return true
		}
	}
	return false
}

// Parameter returns the version of a parameter in force on a day; for values that go by contribution month, the month of
// that day. The error names the field "name" where there is no such parameter, "date" where it was not in force.
func (l *Law) Parameter(name string, day period.Date) (*pack.Value, error) {
	if !l.known(name) {
		return nil, refuse("name", "Parameter %q tidak dikenal; lihat daftar nama dengan: payung law list.", name)
	}
	v := l.value(name, day)
	if v == nil {
		return nil, l.missing("date", name, day, day.String())
	}
	return v, nil
}

// Parameters lists the parameters by name; the versions of the topmost layer stand for a name that several have.
func (l *Law) Parameters() []*pack.Series {
	byName := map[string]*pack.Series{}
	for _, y := range l.layers {
		maps.Copy(byName, y.series)
	}
	return slices.SortedFunc(maps.Values(byName), func(a, b *pack.Series) int { return strings.Compare(a.Name, b.Name) })
}
