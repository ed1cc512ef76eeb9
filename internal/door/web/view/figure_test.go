package view

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// screens are all pages, empty.
func screens() []Screen {
	return []Screen{
		SignIn{}, FirstRun{}, Steps{}, BundleUpload{}, BundleProgress{}, Bundle{}, Bundles{}, Letterhead{}, Problem{}, Home{}, ImportUpload{}, ImportProgress{}, ImportLayout{}, ImportCheck{}, ImportDiff{}, ImportConfirm{},
		ImportReceipt{}, Imports{}, ImportUndo{}, Workers{}, Person{}, Unit{}, Units{}, UnitForm{}, Scoreboard{}, Declared{}, Silent{}, Review{},
		Waiting{}, Jobs{}, Users{}, UserForm{}, Account{}, Settings{}, Help{}, Budget{}, Payments{}, Calculator{}, Trial{}, Rules{}, Rule{}, RuleTable{}, Reliefs{}, Holidays{}, Wages{},
	}
}

// filler puts something into every field of a page: each text is the same, each number is at least 10,001, so that it is
// written with its thousands apart and can be found on the page.
type filler struct {
	text string
	next int64
	on   bool // what booleans are
}

func (f *filler) fill(v reflect.Value, depth int) {
	switch x := v.Addr().Interface().(type) {
	case *lang.Text:
		*x = lang.Text{Format: f.text}
		return
	case *period.Month:
		*x = period.MonthOf(2026, time.October)
		return
	case *period.Date:
		*x = period.DateOf(2026, time.October, 31)
		return
	case *time.Time:
		*x = time.Date(2026, 11, 21, 10, 42, 0, 0, time.UTC)
		return
	case **time.Location:
		*x = time.UTC
		return
	case *lang.Lang:
		*x = lang.ID
		return
	case *money.Milli:
		f.next += 1013
		*x = money.Milli(f.next * 1000)
		return
	case *Counts:
		*x = Counts{Units: 20_001, Answered: 19_001, Workers: 90_001, Budgeted: 80_002, Registered: 70_003, Paid: 60_004, Right: 50_005, Protected: 55_006, ProtectedRight: 50_001, Undecided: 10_007, Best: Ratio{65_013, 90_001}, Worst: Ratio{55_006, 91_001}, Liability: 44_000_001}
		return
	case *Facts:
		*x = Facts{Workers: 90_001, Budgeted: 80_002, Registered: 70_003, Paid: 60_004, Right: 50_005, Protected: 55_006, ProtectedRight: 50_001, Undecided: 10_007, PaidOpen: f.on, URL: f.text, Line: lang.Text{Format: f.text}}
		return
	case *State:
		*x = Yes
		return
	case *TaskState:
		*x = TaskTodo
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(f.text)
	case reflect.Bool:
		v.SetBool(f.on)
	case reflect.Int, reflect.Int64, reflect.Int32:
		f.next += 1013
		v.SetInt(f.next)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				f.fill(v.Field(i), depth+1)
			}
		}
	case reflect.Slice:
		s := reflect.MakeSlice(v.Type(), 2, 2)
		for i := range 2 {
			if depth < 12 {
				f.fill(s.Index(i), depth+1)
			}
		}
		v.Set(s)
	case reflect.Pointer:
		p := reflect.New(v.Type().Elem())
		f.fill(p.Elem(), depth+1)
		v.Set(p)
	case reflect.Map:
		m := reflect.MakeMap(v.Type())
		for _, k := range []string{"kode", "nama", "nama_lengkap", "npp", "kode_wilayah"} {
			m.SetMapIndex(reflect.ValueOf(k), reflect.ValueOf(f.text))
		}
		v.Set(m)
	}
}

// filled is a page with something in every field.
func filled(s Screen, text string, on bool) Screen {
	v := reflect.New(reflect.TypeOf(s)).Elem()
	f := &filler{text: text, next: 10_000, on: on}
	f.fill(v, 0)
	return v.Interface().(Screen)
}

func render(t *testing.T, s Screen) string {
	t.Helper()
	var b strings.Builder
	if err := s.View().Render(t.Context(), &b); err != nil {
		t.Fatalf("%T: %v", s, err)
	}
	return b.String()
}

// number is a count of at least 1,000, an amount, or a percentage as the pages write them.
var number = regexp.MustCompile(`\d{1,3}(\.\d{3})+|\d+,\d+ (juta|miliar)|\d+,\d%`)

// places are where numbers are no figures: which part of a list is shown, progress of a job, and controls.
var places = map[string]bool{"pager": true, "filters": true, "strip": true, "where": true, "foot": true}

// strays returns the numbers of a page that name neither definition nor source.
func strays(n *html.Node) []string {
	var out []string
	var walk func(n *html.Node, named bool)
	walk = func(n *html.Node, named bool) {
		if n.Type == html.ElementNode {
			for _, a := range n.Attr {
				if a.Key == "data-figure" && strings.Contains(a.Val, "definisi=") && strings.Contains(a.Val, "sumber=") {
					named = true
				}
				if a.Key == "class" && places[strings.Fields(a.Val + " x")[0]] {
					return
				}
			}
			switch n.Data {
			case "script", "style", "progress", "option", "button", "code", "head":
				return
			}
		}
		if n.Type == html.TextNode && !named {
			out = append(out, number.FindAllString(n.Data, -1)...)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, named)
		}
	}
	walk(n, false)
	return out
}

func TestEveryFigureNamesItsDefinitionDateAndSource(t *testing.T) {
	for _, s := range []Screen{Home{}, Workers{}, Unit{}, Units{}, Scoreboard{}, Declared{}, Silent{}, Budget{}, Payments{}, Review{}} {
		for _, on := range []bool{true, false} {
			page := render(t, filled(s, "kata", on))
			doc, err := html.Parse(strings.NewReader(page))
			if err != nil {
				t.Fatal(err)
			}
			if found := strays(doc); len(found) > 0 {
				t.Errorf("%T (%v): numbers without data-figure: %q", s, on, found)
			}
			if on && !strings.Contains(page, "data-figure=") {
				t.Errorf("%T: no figure at all", s)
			}
		}
	}
}

func TestAStrayNumberIsFound(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(`<p>12.345 orang, <b data-figure="workers; definisi=workers/1; sumber=roster">99.999</b>, 72,8%, <i data-figure="x">11.111</i></p><div class="pager">22.222</div>`))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(strays(doc), " "); got != "12.345 72,8% 11.111" {
		t.Errorf("found %q", got)
	}
}

func TestWhateverStandsInACellDoesNotBreakAPage(t *testing.T) {
	for _, evil := range []string{`"><script>alert(1)</script>`, `'><img src=x onerror=alert(1)>`, "javascript:alert(1)", "</textarea></title><svg onload=alert(1)>", "%!s(MISSING) %d %s", strings.Repeat("panjang ", 500), "\u202e\x00\ufffd"} {
		for _, s := range screens() {
			for _, on := range []bool{true, false} {
				page := render(t, filled(s, evil, on))
				doc, err := html.Parse(strings.NewReader(page))
				if err != nil {
					t.Fatal(err)
				}
				for _, bad := range intruders(doc) {
					t.Errorf("%T: %s from %q", s, bad, evil)
				}
			}
		}
	}
}

// intruders are elements and attributes that no template writes.
func intruders(doc *html.Node) []string {
	var out []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "script" && n.FirstChild != nil {
			out = append(out, "script with content")
		}
		if n.Data == "img" {
			out = append(out, "img")
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
				out = append(out, "attribute "+a.Key)
			}
			if (a.Key == "href" || a.Key == "action" || a.Key == "formaction" || a.Key == "src") && strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
				out = append(out, a.Key+" "+a.Val)
			}
		}
	}
	return out
}

func TestEveryPageIsWritableEmptyAndInEnglish(t *testing.T) {
	for _, s := range screens() {
		if page := render(t, s); !strings.Contains(page, "<h1") {
			t.Errorf("%T, empty: no heading", s)
		}
		v := reflect.New(reflect.TypeOf(s)).Elem()
		v.FieldByName("Page").FieldByName("Lang").Set(reflect.ValueOf(lang.EN))
		page := render(t, v.Interface().(Screen))
		if !strings.Contains(page, `<html lang="en"`) || strings.Contains(page, "Langsung ke isi") {
			t.Errorf("%T: not in English", s)
		}
	}
}

func TestOnlyOnePrimaryButtonInAView(t *testing.T) {
	for _, s := range []Screen{Home{}, ImportUpload{}, ImportLayout{}, ImportConfirm{}, Review{}, Units{}, Users{}, Budget{}, Payments{}, Scoreboard{}, Person{}} {
		if got := strings.Count(render(t, filled(s, "kata", true)), "btn primary"); got > 1 {
			t.Errorf("%T has %d primary buttons", s, got)
		}
	}
}
