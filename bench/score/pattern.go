package score

import (
	"io"
	"sort"
	"strings"
)

// Person is a row of either list, as far as it helps to understand an error.
type Person struct {
	NIK, Name, Born, Region string
}

// ReadPersons reads id, nik, name, birth_date and, where the column is there, region_code. Only rows that are wanted are
// kept.
func ReadPersons(r io.Reader, wanted map[string]bool) (map[string]Person, error) {
	all := map[string]Person{}
	err := Rows(r, func(row map[string]string) error {
		if wanted[row["id"]] {
			all[strings.Clone(row["id"])] = Person{
				strings.Clone(row["nik"]), strings.Clone(row["name"]), strings.Clone(row["birth_date"]), strings.Clone(row["region_code"]),
			}
		}
		return nil
	}, "id", "nik", "name", "birth_date")
	return all, err
}

// Pattern says in a few words how two rows compare, so that errors of one cause can be counted together. It is coarse on
// purpose and knows nothing of the rules by which a program compares.
func Pattern(a, b Person) string {
	parts := []string{nikPattern(a, b), datePattern(a.Born, b.Born), namePattern(a.Name, b.Name)}
	if a.Region != "" && len(b.NIK) == 16 {
		if strings.ReplaceAll(a.Region, ".", "") == b.NIK[:4] {
			parts = append(parts, "district =")
		} else {
			parts = append(parts, "district ≠")
		}
	}
	return strings.Join(parts, " | ")
}

func nikPattern(a, b Person) string {
	x, y := a.NIK, b.NIK
	own := ""
	if whole(x) && !ownDate(x, a.Born) {
		own += " (left's own date ≠ NIK)"
	}
	if whole(y) && !ownDate(y, b.Born) {
		own += " (right's own date ≠ NIK)"
	}
	switch {
	case !whole(x) || !whole(y):
		return "NIK missing" + own
	case x == y:
		return "NIK =" + own
	}
	var off []int
	for i := range 16 {
		if x[i] != y[i] {
			off = append(off, i)
		}
	}
	where := []string{"region", "date", "serial"}[min(off[0]/6, 2)]
	switch {
	case len(off) == 1:
		return "NIK 1 digit off in " + where + own
	case len(off) == 2 && off[1] == off[0]+1 && x[off[0]] == y[off[1]] && x[off[1]] == y[off[0]]:
		return "NIK transposed in " + where + own
	case x[:12] == y[:12]:
		return "NIK same place and date, other serial" + own
	case len(off) <= 3:
		return "NIK 2-3 digits off" + own
	}
	return "NIK different" + own
}

func whole(nik string) bool { return len(nik) == 16 && strings.Trim(nik, "0123456789") == "" }

// ownDate tells whether the date in a NIK is the birth date beside it.
func ownDate(nik, born string) bool {
	if len(born) != 10 {
		return false
	}
	day := nik[6:8]
	if day[0] >= '4' {
		day = string(day[0]-4) + day[1:]
	}
	return day == born[8:10] && nik[8:10] == born[5:7] && nik[10:12] == born[2:4]
}

func datePattern(x, y string) string {
	switch {
	case len(x) != 10 || len(y) != 10:
		return "date missing"
	case x == y:
		if d := x[5:]; d == "01-01" || d == "07-01" || d == "12-31" {
			return "date = (a default)"
		}
		return "date ="
	case x[:4] == y[:4] && x[5:7] == y[8:10] && x[8:10] == y[5:7]:
		return "day and month swapped"
	case x[:4] == y[:4] && (x[5:] == "01-01" || y[5:] == "01-01"):
		return "1 January, year ="
	}
	same := 0
	for _, at := range [][2]int{{0, 4}, {5, 7}, {8, 10}} {
		if x[at[0]:at[1]] == y[at[0]:at[1]] {
			same++
		}
	}
	if same == 2 {
		return "one part of the date off"
	}
	return "date different"
}

func namePattern(x, y string) string {
	a, b := words(x), words(y)
	single := ""
	if len(a) == 1 || len(b) == 1 {
		single = " (single)"
	}
	ja, jb := strings.Join(a, ""), strings.Join(b, "")
	sa, sb := append([]string{}, a...), append([]string{}, b...)
	sort.Strings(sa)
	sort.Strings(sb)
	shared := overlap(sa, sb)
	switch {
	case ja == "" || jb == "":
		return "name missing"
	case strings.Join(a, " ") == strings.Join(b, " "):
		return "name =" + single
	case ja == jb, strings.Join(sa, " ") == strings.Join(sb, " "):
		return "name joined, split or in other order" + single
	case shared == min(len(a), len(b)):
		return "name within the other" + single
	case edits(ja, jb) == 1:
		return "name one letter off" + single
	case edits(ja, jb) <= 3:
		return "name two or three letters off" + single
	case shared > 0:
		return "name shares a word" + single
	}
	return "name different" + single
}

// words are the parts of a name in capitals, without what follows a comma.
func words(name string) []string {
	name, _, _ = strings.Cut(strings.ToUpper(name), ",")
	return strings.FieldsFunc(name, func(r rune) bool { return (r < 'A' || r > 'Z') && r != '\'' })
}

// overlap counts common words of two sorted lists, each used once.
func overlap(a, b []string) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}

// edits is the Levenshtein distance.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
