package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const header = "id,nik,name,birth_date,sex\n"

// both writes a.csv and b.csv.
func both(a, b string) func(string) error {
	return func(folder string) error {
		return errors.Join(
			os.WriteFile(filepath.Join(folder, "a.csv"), []byte(a), 0o644),
			os.WriteFile(filepath.Join(folder, "b.csv"), []byte(b), 0o644),
		)
	}
}

// rows writes n and m rows into a.csv and b.csv, each made from its number.
func rows(n, m int, row func(i int) string) func(string) error {
	return func(folder string) error {
		return errors.Join(lines(filepath.Join(folder, "a.csv"), n, "A", row), lines(filepath.Join(folder, "b.csv"), m, "B", row))
	}
}

func lines(path string, n int, side string, row func(i int) string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	w.WriteString(header)
	for i := range n {
		fmt.Fprintf(w, "%s%d,%s\n", side, i, row(i))
	}
	return errors.Join(w.Flush(), f.Close())
}

// nik makes a number of nobody: serials from 9001.
func nik(i int) string {
	return fmt.Sprintf("3501%02d%02d%02d%02d%04d", 1+i%18, 1+i/18%28, 1+i/504%12, 70+i/6048%30, 9001+i/181440)
}

func date(i int) string { return fmt.Sprintf("19%02d-%02d-%02d", 70+i/336%30, 1+i/28%12, 1+i%28) }

// letters spells a number in letters.
func letters(i int) string {
	var b []byte
	for k := 0; k < 5; k++ {
		b = append(b, "BCDGKLMNPRST"[i%12], "AEIOU"[i/12%5])
		i /= 60
	}
	return string(b)
}

const ani = "3501015003859001,SITI AMINAH,1985-03-10,P"

func torments() (all []torment) {
	good := []int{0}
	refused := []int{1, 2}
	either := []int{0, 1, 2}
	add := func(t torment) { all = append(all, t) }

	// Files that are hardly files.
	add(torment{name: "empty files", write: both("", ""), exits: refused, cpu: 2, peak: 100})
	add(torment{name: "headers only", write: both(header, header), exits: either, cpu: 2, peak: 100})
	add(torment{name: "one row each", write: both(header+"A1,"+ani+"\n", header+"B1,"+ani+"\n"), exits: good, cpu: 2, peak: 100, wants: "A1,B1"})
	add(torment{name: "one row against none", write: both(header+"A1,"+ani+"\n", header), exits: either, cpu: 2, peak: 100})
	add(torment{name: "no such file", args: []string{"--left", "{}/none.csv", "--right", "{}/none.csv", "--out", "{}/links.csv"}, exits: []int{2}, cpu: 2, peak: 100})
	add(torment{name: "a folder as file", args: []string{"--left", "{}", "--right", "{}", "--out", "{}/links.csv"}, exits: []int{1, 2, 3}, cpu: 2, peak: 100})
	add(torment{name: "no folder for the output", write: both(header+"A1,"+ani+"\n", header+"B1,"+ani+"\n"), args: []string{"--left", "{}/a.csv", "--right", "{}/b.csv", "--out", "{}/none/links.csv"}, exits: []int{1, 2, 3}, cpu: 2, peak: 100})
	add(torment{name: "not text", write: both("PK\x03\x04\x00\x00\x01\x02\xff\xfe\x00", "%PDF-1.4\x00\x01"), exits: refused, cpu: 2, peak: 100})
	add(torment{name: "unclosed quote", write: both(header+"A1,\"350\nA2,x\n", header+"B1,"+ani+"\n"), exits: either, cpu: 2, peak: 100})
	add(torment{name: "rows of other lengths", write: both(header+"A1,"+ani+",more,more\nA2\n\nA3,"+ani+"\n", header+"B1,"+ani+"\n"), exits: either, cpu: 2, peak: 100})

	// Columns.
	add(torment{name: "no known column", write: both("x,y\n1,2\n", "x,y\n1,2\n"), exits: refused, cpu: 2, peak: 100})
	add(torment{name: "no id column named", write: both(header+"A1,"+ani+"\n", header+"B1,"+ani+"\n"), more: []string{"--left-id", "nomor"}, exits: refused, cpu: 2, peak: 100})
	add(torment{name: "names only", write: both("id,name\nA1,SITI AMINAH\n", "id,name\nB1,SITI AMINAH\n"), exits: either, cpu: 2, peak: 100})
	add(torment{name: "column twice", write: both("id,name,name\nA1,SITI,BUDI\n", "id,name\nB1,SITI\n"), exits: either, cpu: 2, peak: 100})
	add(torment{name: "ids twice", write: both(header+"A1,"+ani+"\nA1,"+ani+"\n", header+"B1,"+ani+"\n"), exits: refused, cpu: 2, peak: 100})
	add(torment{name: "10,000 columns", write: both("id,name"+strings.Repeat(",c", 10000)+"\nA1,SITI"+strings.Repeat(",", 10000)+"\n", "id,name\nB1,SITI\n"), exits: either, cpu: 2, peak: 150})
	add(torment{name: "ids with commas and quotes", write: both(header+"\"A,\"\"1\"\"\","+ani+"\n", header+"B1,"+ani+"\n"), exits: good, cpu: 2, peak: 100, wants: `"A,""1""",B1`})
	add(torment{name: "semicolons", write: both("id;nik;name;birth_date\nA1;3501015003859001;SITI AMINAH;1985-03-10\n", header+"B1,"+ani+"\n"), exits: either, cpu: 2, peak: 100})

	// Cells.
	long := strings.Repeat("SITI AMINAH ", 90000)
	add(torment{name: "1 MB in a name", write: both(header+"A1,3501015003859001,"+long+",1985-03-10,P\n", header+"B1,"+ani+"\nB2,3501015003859002,"+long+",1985-03-10,P\n"), exits: either, cpu: 10, peak: 300})
	add(torment{name: "one word of 1 MB", write: both(header+"A1,,"+strings.Repeat("A", 1<<20)+",1985-03-10,P\n", header+"B1,,"+strings.Repeat("A", 1<<20)+"B,1985-03-10,P\n"), exits: either, cpu: 10, peak: 300})
	add(torment{name: "1 MB in number and date", write: both(header+"A1,"+strings.Repeat("3", 1<<20)+",SITI,"+strings.Repeat("1985-", 1<<17)+",P\n", header+"B1,"+ani+"\n"), exits: either, cpu: 10, peak: 300})
	add(torment{name: "dates that are not", write: both(header+"A1,3501015003859001,SITI AMINAH,kemarin,P\nA2,,BUDI,1985-02-31,L\nA3,,ANI,99999999999,P\nA4,,TONO,0000-00-00,L\n", header+"B1,"+ani+"\nB2,,BUDI,-1,L\n"), exits: either, cpu: 2, peak: 100, wants: "A1,B1"})
	add(torment{name: "only ids", write: rows(20000, 20000, func(int) string { return ",,," }), exits: either, cpu: 10, peak: 200, loath: ",match"})
	add(torment{name: "mixed encodings", write: both(header+"A1,3501015003859001,SITI AM\xcdNAH,1985-03-10,P\n", "\ufeff"+header+"B1,3501015003859001,SITI AMÍNAH,1985-03-10,P\n"), exits: either, cpu: 2, peak: 100, wants: "A1,B1"})
	add(torment{name: "UTF-16", write: both("\xff\xfei\x00d\x00,\x00n\x00a\x00m\x00e\x00\n\x00A\x00,\x00B\x00\n\x00", header+"B1,"+ani+"\n"), exits: either, cpu: 2, peak: 100})
	add(torment{name: "other scripts and marks", write: both(header+"A1,3501015003859001,سيتي أمينة,1985-03-10,P\nA2,,👩‍👩‍👧,1985-03-10,P\nA3,,\u200b\u200b,1985-03-10,P\n", header+"B1,3501015003859001,سيتي أمينة,1985-03-10,P\n"), exits: good, cpu: 2, peak: 100, wants: "A1,B1"})
	add(torment{name: "NUL and control characters", write: both(header+"A1,3501015003859001,SITI\x00AMINAH\x1b[2J,1985-03-10,P\n", header+"B1,"+ani+"\n"), exits: either, cpu: 2, peak: 100})
	return append(all, heavy()...)
}
