package bundle

import (
	"context"
	"errors"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/intake/layout"
	"github.com/payung-id/payung/period"
)

// Guess is what a file was taken for. Where Ask holds something, a person must say it.
type Guess struct {
	Kind  string
	Whole bool // the rows name their units, or the kind has none
	Unit  int  // place in the directory's list; -1 where it is not known
	Month period.Month
	AsOf  period.Date
	Why   lang.Text // the ground
	Ask   lang.Text // what a person must decide; empty where everything is known
}

// Said is what the sender told for files that do not say it themselves.
type Said struct {
	Month period.Month
	AsOf  period.Date
}

// signs are the columns by which a kind of file is told: one of each group must stand in the header. The order matters:
// what is more particular comes first.
var signs = []struct {
	kind   string
	people string // "yes": a list of people, "no": none, "": either
	groups [][]string
}{
	{"declared", "no", [][]string{{"nilai"}, {"ukuran"}}},
	{"budget", "no", [][]string{{"pagu"}, {"kode_rekening", "jumlah_orang"}}},
	{"units", "no", [][]string{{"kode"}, {"nama"}, {"jenis", "kode_induk", "kode_wilayah", "jenis_usaha"}}},
	{"payments", "", [][]string{{"jumlah", "jkk"}, {"npp", "kode_instansi", "kpj"}, {"bulan", "referensi"}, {"tanggal", "referensi"}}},
	{"participants", "yes", [][]string{{"nik", "kpj"}, {"segmen", "bulan_terakhir", "npp", "kpj"}, {"status", "bulan_terakhir"}}},
	{"roster", "yes", [][]string{{"nik", "nama"}}},
}

// headWords are how many rows above a table are looked at for names and months.
const headWords = 14

// Recognise finds out what a file is, from its columns, its heading and its name.
func Recognise(ctx context.Context, f intake.File, units *Directory, said Said) (Guess, error) {
	g := Guess{Unit: -1}
	book, err := sheetread.Open(ctx, f.Reader, f.Size, f.Name, sheetread.Limits{})
	if err != nil {
		var damaged *sheetread.Fault
		if errors.As(err, &damaged) {
			g.Ask = damaged.Err.Text
			return g, nil
		}
		return g, err
	}
	l, sheet, err := g.kindOf(ctx, book)
	if err != nil || g.Kind == "" {
		if err != nil && fault.KindOf(err) != fault.Internal {
			g.Ask, err = fault.TextOf(err), nil
		} else if err == nil {
			g.Ask = lang.Msg("Isinya tidak dikenali sebagai daftar pekerja, daftar peserta, anggaran, pembayaran, daftar instansi, atau angka lapor. Pilih jenisnya, atau abaikan berkas ini.")
		}
		return g, err
	}
	head, err := heading(ctx, sheet, l)
	if err != nil {
		return g, err
	}
	switch g.Kind {
	case "participants":
		g.day(f.Name, head, said)
	case "roster":
		if g.month(f.Name, head, said); g.Ask.Format == "" {
			g.unit(f.Name, head, l, units)
		}
	default:
		g.Whole = true
	}
	return g, nil
}

// kindOf finds the kind by the columns of the first sheet that has a table.
func (g *Guess) kindOf(ctx context.Context, book *sheetread.Book) (*layout.Layout, *sheetread.Sheet, error) {
	seen := 0
	for _, sheet := range book.Sheets() {
		if sheet.Hidden {
			continue
		}
		if seen++; seen > 6 {
			break
		}
		people, err := ofPeople(ctx, sheet)
		if err != nil {
			return nil, nil, err
		}
		for _, s := range signs {
			if s.people == "yes" && !people || s.people == "no" && people {
				continue
			}
			l, err := layout.Recognise(ctx, sheet, layout.SetOf(s.kind))
			if err != nil {
				return nil, nil, err
			}
			if l != nil && len(l.Tables) > 0 && fits(l, s.groups) {
				g.Kind = s.kind
				return l, sheet, nil
			}
		}
	}
	return nil, nil, nil
}

// ofPeople tells whether a sheet lists people: numbers of identity or of participants, or names with days of birth.
func ofPeople(ctx context.Context, sheet *sheetread.Sheet) (bool, error) {
	l, err := layout.Recognise(ctx, sheet, layout.Roster())
	if err != nil || l == nil || len(l.Tables) == 0 {
		return false, err
	}
	return l.Has("nik") || l.Has("kpj") || l.Has("nama") && (l.Has("tanggal_lahir") || l.Has("tempat_tanggal_lahir") || l.Has("jenis_kelamin")), nil
}

// fits tells whether the header has one column of each group. A column found by what stands beneath it alone proves
// nothing about the kind, but for lists of people without any header.
func fits(l *layout.Layout, groups [][]string) bool {
	has := func(name string) bool {
		c, ok := l.Tables[0].Columns[name]
		return ok && (!c.ByContent || l.Set.Person)
	}
	for _, group := range groups {
		if !slices.ContainsFunc(group, has) {
			return false
		}
	}
	return true
}

// heading returns the texts above and in the header of a table, and of its first row, one for each line.
func heading(ctx context.Context, sheet *sheetread.Sheet, l *layout.Layout) (head title, err error) {
	first := l.Tables[0].HeaderRow()
	rows, err := sheet.Head(ctx, max(first, 1)+3)
	if err != nil {
		return head, err
	}
	head.sheet = sheet.Name
	var below sheetread.Row
	for _, r := range rows {
		var words []string
		for _, c := range r.Cells {
			if !c.Blank() {
				words = append(words, strings.TrimSpace(c.Shown()))
			}
		}
		switch {
		case r.Number < first && len(head.above) < headWords:
			head.above = append(head.above, strings.Join(words, " "))
		case r.Number == first:
			for _, c := range r.Cells {
				if t := strings.ToLower(strings.TrimSpace(c.Text)); t == "periode" || t == "bulan" {
					head.column = int(c.Column) + 1
				}
			}
		case r.Number > first && below.Number == 0:
			below = r
		}
	}
	if head.column > 0 {
		head.period = below.Cell(head.column - 1).Shown()
	}
	return head, nil
}

// title is what a sheet says of itself.
type title struct {
	sheet  string
	above  []string
	column int    // of the month, from 1; 0 without one
	period string // the month in the first row
}

var (
	isoMonth  = regexp.MustCompile(`(?:^|\D)(20[2-4]\d)[-_. ]?(0[1-9]|1[0-2])(?:\D|$)`)
	turnMonth = regexp.MustCompile(`(?:^|\D)(0[1-9]|1[0-2])[-_. /](20[2-4]\d)(?:\D|$)`)
	isoDay    = regexp.MustCompile(`(20[2-4]\d)[-_.](0[1-9]|1[0-2])[-_.](0[1-9]|[12]\d|3[01])`)
	turnDay   = regexp.MustCompile(`(?:^|\D)(0?[1-9]|[12]\d|3[01])[-/.](0[1-9]|1[0-2])[-/.](20[2-4]\d)`)
	wordMonth = regexp.MustCompile(`(?i)\b(januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember|jan|feb|mar|apr|jun|jul|agu|agt|ags|sep|sept|okt|nov|nop|des)[\s._-]*(20[2-4]\d)\b`)
	wordDay   = regexp.MustCompile(`(?i)\b(0?[1-9]|[12]\d|3[01])\s+(januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember)\s+(20[2-4]\d)\b`)
)

var monthWords = [12][]string{{"jan"}, {"feb", "peb"}, {"mar"}, {"apr"}, {"mei"}, {"jun"}, {"jul"}, {"agu", "agt", "ags"}, {"sep"}, {"okt"}, {"nov", "nop"}, {"des"}}

func monthNumber(word string) int {
	word = strings.ToLower(word)
	for i, list := range monthWords {
		for _, p := range list {
			if strings.HasPrefix(word, p) {
				return i + 1
			}
		}
	}
	return 0
}

// monthIn finds the month that a text names, 0 where it names none or more than one.
func monthIn(text string) (found period.Month) {
	take := func(year string, month int) bool {
		y, _ := strconv.Atoi(year)
		m, err := period.ParseMonth(strconv.Itoa(y) + "-" + twoDigits(month))
		if err != nil || found != 0 && found != m {
			return false
		}
		found = m
		return true
	}
	text = isoDay.ReplaceAllString(text, " ")
	for _, m := range isoMonth.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(m[2])
		if !take(m[1], n) {
			return 0
		}
	}
	for _, m := range turnMonth.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(m[1])
		if !take(m[2], n) {
			return 0
		}
	}
	for _, m := range wordMonth.FindAllStringSubmatch(text, -1) {
		if !take(m[2], monthNumber(m[1])) {
			return 0
		}
	}
	return found
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// dayIn finds the day that a text names, 0 where it names none or more than one.
func dayIn(text string) (found period.Date) {
	take := func(year, month, day string) bool {
		n, _ := strconv.Atoi(day)
		d, err := period.ParseDate(year + "-" + month + "-" + twoDigits(n))
		if err != nil || found != 0 && found != d {
			return false
		}
		found = d
		return true
	}
	for _, m := range isoDay.FindAllStringSubmatch(text, -1) {
		if !take(m[1], m[2], m[3]) {
			return 0
		}
	}
	for _, m := range turnDay.FindAllStringSubmatch(text, -1) {
		if !take(m[3], m[2], m[1]) {
			return 0
		}
	}
	for _, m := range wordDay.FindAllStringSubmatch(text, -1) {
		if !take(m[3], twoDigits(monthNumber(m[2])), m[1]) {
			return 0
		}
	}
	return found
}

// day finds the day of a participant list: in its heading, its name, or as the sender said.
func (g *Guess) day(name string, head title, said Said) {
	g.Whole = true
	above, named := dayIn(strings.Join(head.above, "\n")), dayIn(path.Base(name))
	switch {
	case above != 0 && named != 0 && above != named:
		g.Ask = lang.Msg("Kepala berkas menyebut keadaan per %s, nama berkas %s. Pilih yang benar.", above.String(), named.String())
	case named != 0:
		g.AsOf, g.Why = named, lang.Msg("tanggal dari nama berkas")
	case above != 0:
		g.AsOf, g.Why = above, lang.Msg("tanggal dari kepala berkas")
	case said.AsOf != 0:
		g.AsOf, g.Why = said.AsOf, lang.Msg("tanggal seperti Anda isi")
	default:
		g.Ask = lang.Msg("Keadaan per tanggal tidak tertulis di berkas. Isi tanggalnya.")
	}
}

// month finds the month of a roster. What its heading says and what its name or folder says must not differ.
func (g *Guess) month(name string, head title, said Said) {
	inside := monthIn(head.period)
	if inside == 0 {
		for _, line := range append(head.above, head.sheet) {
			if low := strings.ToLower(line); strings.Contains(low, "sk ") || strings.Contains(low, "nomor") {
				continue // the date of a decree is not the month of the list
			}
			if m := monthIn(line); m != 0 {
				inside = m
				break
			}
		}
	}
	outside := monthIn(path.Base(name))
	if outside == 0 {
		outside = monthIn(path.Base(path.Dir(name)))
	}
	switch {
	case inside != 0 && outside != 0 && inside != outside:
		g.Ask = lang.Msg("Isi berkas menyebut bulan %s, nama berkas atau foldernya %s. Pilih bulan yang benar.", inside.String(), outside.String())
	case inside != 0:
		g.Month, g.Why = inside, lang.Msg("bulan dari isi berkas")
	case outside != 0:
		g.Month, g.Why = outside, lang.Msg("bulan dari nama berkas atau folder")
	case said.Month != 0:
		g.Month, g.Why = said.Month, lang.Msg("bulan seperti Anda pilih")
	default:
		g.Ask = lang.Msg("Bulannya tidak tertulis di berkas. Pilih bulannya.")
	}
}

// unit finds whose roster it is: the rows say so, or the name of the file, or the heading.
func (g *Guess) unit(name string, head title, l *layout.Layout, units *Directory) {
	if c, ok := l.Tables[0].Columns["kode_instansi"]; ok && !c.ByContent {
		if units.whole {
			g.Whole, g.Why = true, lang.Msg("instansi dari kolom kode_instansi, %s", g.Why)
			return
		}
	}
	coded := units.coded(name + " " + head.sheet + " " + strings.Join(head.above, " "))
	inName, inHead := units.named([]string{path.Base(name)}), units.named(append([]string{head.sheet}, head.above...))
	switch {
	case len(coded) > 1:
		g.Ask = lang.Msg("Berkas menyebut lebih dari satu kode instansi: %s dan %s. Pilih instansinya.", units.list[coded[0]].Code, units.list[coded[1]].Code)
	case len(coded) == 1 && len(inHead) == 1 && !units.kin(coded[0], inHead[0]):
		g.Ask = lang.Msg("Nama berkas menyebut %s, kepala berkas menyebut %s. Pilih instansinya.", units.list[coded[0]].Name, units.list[inHead[0]].Name)
	case len(coded) == 1:
		g.Unit, g.Why = coded[0], lang.Msg("instansi dari kodenya, %s", g.Why)
	case len(inName) == 1 && len(inHead) == 1 && !units.kin(inName[0], inHead[0]):
		g.Ask = lang.Msg("Nama berkas menyebut %s, kepala berkas menyebut %s. Pilih instansinya.", units.list[inName[0]].Name, units.list[inHead[0]].Name)
	case len(inName) == 1:
		g.Unit, g.Why = inName[0], lang.Msg("instansi dari nama berkas, %s", g.Why)
	case len(inHead) == 1:
		g.Unit, g.Why = inHead[0], lang.Msg("instansi dari kepala berkas, %s", g.Why)
	case units.own >= 0:
		g.Unit, g.Why = units.own, lang.Msg("instansi Anda, %s", g.Why)
	case len(inName)+len(inHead) > 0:
		both := append(inName, inHead...)
		g.Ask = lang.Msg("Ada beberapa instansi bernama %s. Pilih instansinya.", units.list[both[0]].Name)
	default:
		g.Ask = lang.Msg("Instansinya tidak tertulis di nama maupun kepala berkas. Pilih instansinya.")
	}
}
