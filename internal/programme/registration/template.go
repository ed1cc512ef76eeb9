package registration

import (
	"embed"
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/payung-id/payung/period"
)

// Kind is a file of the insurer, by the name that the file must keep.
type Kind string

// The kinds.
const (
	New        Kind = "data_tk_baru"     // no card yet
	Continued  Kind = "data_tk_lanjutan" // has a card (KPJ)
	Leavers    Kind = "data_tk_na"       // leaves
	Wages      Kind = "data_upah"        // other wage, or back pay
	Correction Kind = "update_data_tk"   // contact and bank data
)

// Kinds lists the kinds in the order of work: who joins, who changes, who leaves.
func Kinds() []Kind { return []Kind{New, Continued, Wages, Leavers, Correction} }

// Certainty is how sure a rule is: H from an official or concordant source, M and L less.
type Certainty string

// The certainties.
const (
	High   Certainty = "H"
	Medium Certainty = "M"
	Low    Certainty = "L"
)

// Format is what a cell of a column must look like. Every cell is text in the file.
type Format string

// The formats; "" is free text.
const (
	AsDate    Format = "date"  // dd-mm-yyyy
	AsMonth   Format = "month" // mm/yyyy
	AsNIK     Format = "nik"
	AsKPJ     Format = "kpj"
	AsRupiah  Format = "rupiah" // whole rupiah, digits only
	AsDigits  Format = "digits"
	AsPhone   Format = "phone"
	AsEmail   Format = "email"
	AsAccount Format = "account" // 5 to 20 digits
)

// Column is one column of a template.
type Column struct {
	Header   string    `yaml:"header"`
	Field    Field     `yaml:"field"` // "" stays empty
	Format   Format    `yaml:"kind"`
	Codes    string    `yaml:"codes"`    // name of a code list
	Required Certainty `yaml:"required"` // "" is optional
	Most     int       `yaml:"most"`     // letters; 0 is no limit known
	Editable bool      `yaml:"editable"` // of a correction sheet: the insurer reads it
}

// Template is one version of a file's layout, with where it is known from.
type Template struct {
	Kind       Kind
	Title      string
	Version    string
	From       period.Date
	Source     string
	Confidence Certainty
	MostRows   int
	Columns    []Column
}

// FileName is the name that the insurer's portal insists on.
func (t Template) FileName() string { return string(t.Kind) + ".xlsx" }

// Column returns the column of a field, with its place from 0.
func (t Template) Column(f Field) (int, Column, bool) {
	for i, c := range t.Columns {
		if c.Field == f {
			return i, c, true
		}
	}
	return 0, Column{}, false
}

// Code is one entry of a code list.
type Code struct {
	Code  string `yaml:"code"`
	Title string `yaml:"title"`
}

// CodeList is a list of codes; where it is not complete, a code outside it may still be right.
type CodeList struct {
	Name       string    `yaml:"name"`
	Complete   bool      `yaml:"complete"`
	Source     string    `yaml:"source"`
	Confidence Certainty `yaml:"confidence"`
	Codes      []Code    `yaml:"codes"`
}

// Has tells whether the list holds a code.
func (l CodeList) Has(code string) bool {
	for _, c := range l.Codes {
		if c.Code == code {
			return true
		}
	}
	return false
}

// Book is the templates and code lists that hold together.
type Book struct {
	templates map[Kind]Template
	lists     map[string]CodeList
}

// Template returns the layout of a kind.
func (b Book) Template(k Kind) (Template, bool) {
	t, ok := b.templates[k]
	return t, ok
}

// Codes returns a code list; unknown names give an empty, incomplete one.
func (b Book) Codes(name string) CodeList { return b.lists[name] }

// With returns a book in which a template and code lists, as a user uploaded them, take the place of those before.
func (b Book) With(t *Template, lists ...CodeList) Book {
	out := Book{templates: map[Kind]Template{}, lists: map[string]CodeList{}}
	for k, v := range b.templates {
		out.templates[k] = v
	}
	for k, v := range b.lists {
		out.lists[k] = v
	}
	if t != nil {
		out.templates[t.Kind] = *t
	}
	for _, l := range lists {
		out.lists[l.Name] = l
	}
	return out
}

//go:embed data/*.yaml
var data embed.FS

// Current returns the built-in book: the newest layout known of each kind.
var Current = sync.OnceValue(func() Book {
	b := Book{templates: map[Kind]Template{}, lists: map[string]CodeList{}}
	for _, k := range Kinds() {
		t, err := readTemplate(k)
		if err != nil {
			panic(fmt.Sprintf("built-in template: %v", err)) // embedded data, held by a test
		}
		b.templates[k] = t
	}
	var file struct {
		Lists []CodeList `yaml:"lists"`
	}
	raw, err := data.ReadFile("data/codes.yaml")
	if err == nil {
		err = yaml.UnmarshalWithOptions(raw, &file, yaml.Strict())
	}
	if err != nil {
		panic(fmt.Sprintf("built-in code lists: %v", err))
	}
	for _, l := range file.Lists {
		b.lists[l.Name] = l
	}
	return b
})

func readTemplate(k Kind) (Template, error) {
	name := "data/" + string(k) + ".yaml"
	raw, err := data.ReadFile(name)
	if err != nil {
		return Template{}, err
	}
	var file struct {
		Kind       Kind      `yaml:"kind"`
		Title      string    `yaml:"title"`
		Version    string    `yaml:"version"`
		From       string    `yaml:"from"`
		Source     string    `yaml:"source"`
		Confidence Certainty `yaml:"confidence"`
		MostRows   int       `yaml:"most_rows"`
		Columns    []Column  `yaml:"columns"`
	}
	if err := yaml.UnmarshalWithOptions(raw, &file, yaml.Strict()); err != nil {
		return Template{}, fmt.Errorf("%s: %w", name, err)
	}
	from, err := period.ParseDate(file.From)
	if err != nil {
		return Template{}, fmt.Errorf("%s: %w", name, err)
	}
	t := Template{Kind: file.Kind, Title: file.Title, Version: file.Version, From: from, Source: file.Source, Confidence: file.Confidence, MostRows: file.MostRows, Columns: file.Columns}
	return t, t.sound(name, k)
}

// sound holds what every template must have.
func (t Template) sound(name string, k Kind) error {
	if t.Kind != k || t.MostRows <= 0 || t.Source == "" || t.Confidence == "" {
		return fmt.Errorf("%s: kind, most_rows, source and confidence must be given and the kind be %s", name, k)
	}
	seen := map[string]bool{}
	for _, c := range t.Columns {
		if c.Header == "" || seen[c.Header] {
			return fmt.Errorf("%s: header %q is empty or stands twice", name, c.Header)
		}
		seen[c.Header] = true
		if c.Field != "" && !c.Field.known() {
			return fmt.Errorf("%s: column %s: no field %q", name, c.Header, c.Field)
		}
		if c.Required != "" && c.Field == "" {
			return fmt.Errorf("%s: column %s is required but holds nothing", name, c.Header)
		}
	}
	return nil
}
