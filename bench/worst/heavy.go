package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// heavy are inputs that ask for a quadratic accident: 100,000 against 100,000 rows have ten thousand million pairs.
func heavy() (all []torment) {
	good := []int{0}
	either := []int{0, 1, 2}
	const n = 100000
	add := func(t torment) { all = append(all, t) }
	add(torment{name: "all rows equal", write: rows(n, n, func(int) string { return ani }), exits: either, cpu: 60, peak: 1000, loath: ",match"})
	add(torment{name: "same date and name", write: rows(n, n, func(i int) string { return nik(i) + ",SITI AMINAH,1985-03-10,P" }), exits: good, cpu: 60, peak: 1000, wants: "A99999,B99999"})
	add(torment{name: "same date and name, no number", write: rows(n, n, func(int) string { return ",SITI AMINAH,1985-03-10,P" }), exits: either, cpu: 60, peak: 1000, loath: ",match"})
	add(torment{name: "same date, other names", write: rows(n, n, func(i int) string { return "," + letters(i*7919) + ",1980-01-01,L" }), exits: good, cpu: 120, peak: 1000})
	add(torment{name: "same name, other dates", write: rows(n, n, func(i int) string { return ",SITI," + date(i) + ",P" }), exits: good, cpu: 60, peak: 1000})
	add(torment{name: "one shared word, same date", write: rows(n, n, func(i int) string { return ",SITI " + letters(i*7919) + ",1980-01-01,P" }), exits: good, cpu: 120, peak: 1000})
	add(torment{name: "same sound, same date", write: rows(n, n, func(i int) string { return "," + spelled(i) + ",1980-01-01,L" }), exits: either, cpu: 120, peak: 1000})
	add(torment{name: "one number for all", write: rows(n, n, func(i int) string { return "3501015003859001," + letters(i*7919) + "," + date(i) + ",L" }), exits: either, cpu: 60, peak: 1000})
	add(torment{name: "same twelve digits", write: rows(9000, 9000, func(i int) string { return fmt.Sprintf("350101500385%04d,%s,%s,P", i, letters(i*7919), date(i)) }), exits: good, cpu: 60, peak: 1000})
	add(torment{name: "dates that swap into each other", write: rows(n, n, func(i int) string { return fmt.Sprintf(",%s,1980-%02d-%02d,L", letters(i*7919), 1+i%2, 2-i%2) }), exits: good, cpu: 120, peak: 1000})
	add(torment{name: "every name one letter from the next", write: rows(n, n, func(i int) string { return ",SURYA" + letters(i % 60)[:2] + "NI,1980-01-01,L" }), exits: either, cpu: 120, peak: 1000})
	add(torment{name: "500 words in every name", write: rows(2000, 2000, func(i int) string {
		return "," + strings.TrimSpace(strings.Repeat(letters(i*7919)+" ", 500)) + "," + date(i) + ",L"
	}), exits: either, cpu: 60, peak: 1000})
	add(torment{name: "each row alone", write: rows(n, n, func(i int) string { return nik(i*2) + "," + letters(i*7919) + "," + date(i) + ",L" }), exits: good, cpu: 60, peak: 1000})
	add(torment{name: "many to one, all equal", write: rows(n, 10, func(int) string { return ani }), more: []string{"--one-to-one=false"}, exits: either, cpu: 60, peak: 1000})
	add(torment{name: "many to many, all equal", write: rows(20000, 20000, func(int) string { return ani }), more: []string{"--one-to-one=false"}, exits: either, cpu: 60, peak: 1500})
	dedupe := []string{"--dedupe", "{}/a.csv", "--out", "{}/links.csv"}
	add(torment{name: "duplicates, all equal", write: rows(n, 1, func(int) string { return ani }), args: dedupe, exits: either, cpu: 60, peak: 1500})
	add(torment{name: "duplicates, one date and name", write: rows(n, 1, func(i int) string { return nik(i) + ",SITI AMINAH,1985-03-10,P" }), args: dedupe, exits: either, cpu: 60, peak: 1500})
	add(torment{name: "duplicates, one name", write: rows(n, 1, func(i int) string { return ",SITI," + date(i) + ",P" }), args: dedupe, exits: either, cpu: 60, peak: 1500})
	add(torment{name: "output over an input", write: both(header+"A1,"+ani+"\n", header+"B1,"+ani+"\n"), args: []string{"--left", "{}/a.csv", "--right", "{}/b.csv", "--out", "{}/a.csv"}, exits: []int{1, 2}, cpu: 2, peak: 100})
	for _, value := range []string{"NaN", "-1", "2", "+Inf"} {
		add(torment{name: "threshold " + value, write: both(header+"A1,"+ani+"\n", header+"B1,"+ani+"\n"), more: []string{"--threshold=" + value}, exits: []int{1, 2}, cpu: 2, peak: 100})
	}
	for name, text := range models {
		add(torment{name: "model " + name, write: withModel(text), more: []string{"--model", "{}/model.yaml"}, exits: []int{1, 2}, cpu: 5, peak: 200})
	}
	return all
}

// models are files that are no model.
var models = map[string]string{
	"empty":          "",
	"of one number":  "42\n",
	"unknown field":  "fields:\n  - column: name\n    kompare: name\n",
	"no comparator":  "fields:\n  - column: name\n    compare: telepathy\n",
	"cut off":        "fields: [ { column: name, compare",
	"of laughs":      "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\nfields: *g\n",
	"nested deeply":  strings.Repeat("[", 20000),
	"binary":         "\x00\x01\x02\xff",
	"not a number m": "fields:\n  - column: name\n    compare: name\n    m: .nan\n",
}

func withModel(text string) func(string) error {
	return func(folder string) error {
		if err := both(header+"A1,"+ani+"\n", header+"B1,"+ani+"\n")(folder); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(folder, "model.yaml"), []byte(text), 0o644)
	}
}

// spelled writes one long name in many ways that sound alike.
func spelled(i int) string {
	var b strings.Builder
	for _, ways := range [][]string{{"KH", "H", "CH"}, {"O", "U"}, {"I", "Y"}, {"R", "RR"}, {"U", "O", "OE"}, {"L", "LL"}, {" "}, {"Z", "S", "DZ"}, {"AI", "AE", "E"}, {"N", "NN"}, {"U", "OE"}, {"DD", "D"}, {"I", "Y"}, {"N", "NN"}} {
		b.WriteString(ways[i%len(ways)])
		i /= len(ways)
	}
	return b.String()
}
