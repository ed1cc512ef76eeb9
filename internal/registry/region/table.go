package region

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/payung-id/payung/period"
)

//go:embed data/regions.csv
var regionsFile []byte

//go:embed data/villages.csv
var villagesFile []byte

//go:embed data/retired.csv
var retiredFile []byte

// Table finds regions by code. It is read-only and may be shared.
type Table struct {
	upper   *level
	village func() *level
}

// level is a set of rows with its two indexes, both by digits without dots.
type level struct {
	rows     []Region
	byCode   map[string]int
	children map[string][]Region
}

// Standard returns the table that the program carries. Broken embedded data panics: no test passes with it.
var Standard = sync.OnceValue(func() *Table {
	upper := newLevel()
	upper.read(regionsFile)
	upper.read(retiredFile)
	return &Table{upper: upper, village: sync.OnceValue(func() *level {
		l := newLevel()
		l.read(villagesFile)
		return l
	})}
})

// Find returns the region of a code in force or retired. Dots may be missing.
func (t *Table) Find(code string) (Region, bool) {
	d := digits(code)
	l := t.upper
	if len(d) == 10 {
		l = t.village()
	}
	i, ok := l.byCode[d]
	if !ok {
		return Region{}, false
	}
	return l.rows[i], true
}

// Name returns the name of a code, "" where it is not known.
func (t *Table) Name(code string) string {
	r, _ := t.Find(code)
	return r.Name
}

// Current returns the region in force that a code stands for today: itself, or the successor of a retired one.
func (t *Table) Current(code string) (Region, bool) {
	r, ok := t.Find(code)
	if ok && r.Retired() {
		return t.Find(r.Successor)
	}
	return r, ok
}

// Children returns the regions in force one level below a code, sorted by code; "" gives the provinces.
func (t *Table) Children(code string) []Region {
	d := digits(code)
	if len(d) == 6 {
		return t.village().children[d]
	}
	return t.upper.children[d]
}

// KnownRegency tells whether the first four digits of a NIK ("3311") are a regency or city in force or retired.
func (t *Table) KnownRegency(four string) bool {
	_, ok := t.upper.byCode[four]
	return ok && len(four) == 4
}

// KnownDistrict tells whether the first six digits of a NIK ("331101") are a district in force, or any district of a
// retired regency, whose districts are not listed one by one. A false answer is a reason to look, never to reject.
func (t *Table) KnownDistrict(six string) bool {
	if len(six) != 6 {
		return false
	}
	if _, ok := t.upper.byCode[six]; ok {
		return true
	}
	i, ok := t.upper.byCode[six[:4]]
	return ok && t.upper.rows[i].Retired()
}

// Retired returns the retired codes, sorted by code.
func (t *Table) Retired() []Region {
	var out []Region
	for _, r := range t.upper.rows {
		if r.Retired() {
			out = append(out, r)
		}
	}
	return out
}

func newLevel() *level {
	return &level{byCode: map[string]int{}, children: map[string][]Region{}}
}

// read adds the rows of an embedded file; files are sorted by code, so children come out sorted.
func (l *level) read(file []byte) {
	decree := defaultDecree(file)
	r := csv.NewReader(bytes.NewReader(file))
	r.Comment = '#'
	r.ReuseRecord = true
	head, err := r.Read()
	if err != nil {
		panic(fmt.Sprintf("region: embedded data: %v", err))
	}
	at := map[string]int{}
	for i, name := range head {
		at[name] = i
	}
	optional := func(name string) int {
		if i, ok := at[name]; ok {
			return i
		}
		return -1
	}
	code, name, from, to := at["code"], at["name"], optional("from"), optional("to")
	act, successor, confidence := optional("decree"), optional("successor"), optional("confidence")
	for {
		fields, err := r.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			panic(fmt.Sprintf("region: embedded data: %v", err))
		}
		get := func(i int) string {
			if i < 0 {
				return ""
			}
			return fields[i]
		}
		l.add(Region{
			Code: fields[code], Name: fields[name], Kind: kindOf(fields[code]), From: date(get(from)), To: date(get(to)),
			Decree: or(get(act), decree), Successor: get(successor), Confidence: or(get(confidence), "H"),
		})
	}
}

func (l *level) add(r Region) {
	d := digits(r.Code)
	if _, twice := l.byCode[d]; twice {
		panic("region: embedded data: twice " + r.Code)
	}
	l.byCode[d] = len(l.rows)
	l.rows = append(l.rows, r)
	if !r.Retired() {
		up := digits(r.Parent())
		l.children[up] = append(l.children[up], r)
	}
}

// defaultDecree reads the "# decree:" line of a file's head.
func defaultDecree(file []byte) string {
	for line := range strings.Lines(string(file[:min(len(file), 1000)])) {
		if d, ok := strings.CutPrefix(line, "# decree: "); ok {
			return strings.TrimSpace(d)
		}
	}
	return ""
}

func date(s string) period.Date {
	if s == "" {
		return 0
	}
	d, err := period.ParseDate(s)
	if err != nil {
		panic("region: embedded data: " + err.Error())
	}
	return d
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
