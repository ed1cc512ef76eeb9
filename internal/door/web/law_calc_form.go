package web

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

func lawError(err error) *law.Error {
	var e *law.Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// lawPage is a page that answers strangers too: they get the two public places as navigation.
func (r *Request) lawPage(current view.Section) view.Page {
	p := r.page(current)
	if r.Session == nil {
		p.Sections = []view.Section{view.SecCalculator, view.SecRules}
	}
	p.Demo = false // the law is real whatever sample data is loaded
	p.Basis.Sources = []lang.Text{lang.Msg("data aturan %s", law.Shipped().Version())}
	return p
}

// put adds a field to the form.
func (c *calc) put(f view.CalcField) { c.v.Fields = append(c.v.Fields, f) }

// raw is what stands in a field: what was sent, or the example's where nothing was.
func (c *calc) raw(name, example string) string {
	if c.sample && !c.form.Has(name) {
		return example
	}
	return strings.TrimSpace(c.form.Get(name))
}

// amount reads rupiah as people write them: "1.500.000", "Rp 1,5 juta". ok is false where it is empty or unreadable.
func (c *calc) amount(f view.CalcField, example string) (m money.Milli, ok bool) {
	f.Kind, f.Value = "money", c.raw(f.Name, example)
	if f.Value == "" {
		if f.Required {
			c.fault(f.Name, lang.Msg("%v belum diisi. Tulis angkanya, misalnya 1.500.000.", f.Label))
		}
		c.put(f)
		return 0, false
	}
	a := value.ParseAmount(f.Value)
	switch {
	case !wellGrouped(f.Value):
		c.meant(f, groupedGuess(f.Value))
	case a.State == value.Read:
		f.Value = c.plainAmount(a.Milli)
		c.keep(f.Name, strings.TrimSuffix(a.Milli.String(), ".000"), f.Label, c.milli(a.Milli))
		ok = true
	case a.Why == value.Negative:
		c.fault(f.Name, lang.Msg("%v tidak boleh negatif.", f.Label))
	default:
		c.fault(f.Name, lang.Msg("%v %q tidak terbaca sebagai rupiah. Tulis angkanya saja, misalnya 1.500.000.", f.Label, f.Value))
	}
	c.put(f)
	return a.Milli, ok
}

// plainAmount writes an amount as it is typed: 1.500.000, with decimals where it has any.
func (c *calc) plainAmount(m money.Milli) string {
	return strings.TrimPrefix(c.milli(m), "Rp\u00a0")
}

// milli writes an amount with its decimals, where it has any.
func (c *calc) milli(m money.Milli) string { return milliText(c.r.Lang, m) }

func milliText(l lang.Lang, m money.Milli) string {
	if m < 0 {
		return "−" + milliText(l, -m)
	}
	out := text.Rupiah(l, money.Rupiah(m/1000))
	if rest := m % 1000; rest != 0 {
		sep := ","
		if l == lang.EN {
			sep = "."
		}
		out += sep + strings.TrimRight(strconv.Itoa(int(1000 + rest))[1:], "0")
	}
	return out
}

// month reads a month; the running one stands in an empty form.
func (c *calc) month(label, hint lang.Text) (period.Month, bool) {
	f := view.CalcField{Name: "bulan", Kind: "month", Label: label, Hint: hint, Required: true}
	f.Value = c.raw("bulan", "")
	if f.Value == "" {
		f.Value = c.today.Month().String()
	}
	m, ok := readMonth(f.Value)
	if !ok {
		c.fault("bulan", lang.Msg("Bulan %q tidak terbaca. Tulis seperti 2026-09.", f.Value))
	} else {
		f.Value = m.String()
		c.keep("bulan", m.String(), label, monthText(c.r.Lang, m))
	}
	c.put(f)
	return m, ok
}

// readMonth reads 2026-09 and 09/2026, as browsers without a month field let people type.
func readMonth(s string) (period.Month, bool) {
	if m, err := period.ParseMonth(s); err == nil {
		return m, true
	}
	if month, year, ok := strings.Cut(strings.NewReplacer("-", "/", " ", "/").Replace(s), "/"); ok && len(month) <= 2 {
		if m, err := period.ParseMonth(year + "-" + strings.Repeat("0", 2-len(month)) + month); err == nil {
			return m, true
		}
	}
	return 0, false
}

// date reads a day.
func (c *calc) date(f view.CalcField, example period.Date) (period.Date, bool) {
	f.Kind, f.Value = "date", c.raw(f.Name, example.String())
	if f.Value == "" && !f.Required {
		c.put(f)
		return 0, false
	}
	d, err := period.ParseDate(f.Value)
	if err != nil {
		read := value.ParseDate(f.Value, c.today)
		if read.State == value.Read {
			d, err = read.Day, nil
		}
	}
	if err != nil {
		c.fault(f.Name, lang.Msg("Tanggal %q tidak terbaca. Tulis seperti 2026-09-30.", f.Value))
	} else {
		f.Value = d.String()
		c.keep(f.Name, f.Value, f.Label, text.Date(c.r.Lang, d))
	}
	c.put(f)
	return d, err == nil
}

// count reads a whole number within limits; given is false where the field is empty or wrong.
func (c *calc) count(f view.CalcField, example string, low, high int) (n int, given bool) {
	f.Kind, f.Value = "number", c.raw(f.Name, example)
	if f.Value == "" {
		if f.Required {
			c.fault(f.Name, lang.Msg("%v belum diisi. Tulis bilangan %d sampai %s.", f.Label, low, c.v.N(high)))
		}
		c.put(f)
		return 0, false
	}
	n, err := strconv.Atoi(strings.NewReplacer(".", "", " ", "").Replace(f.Value))
	if given = err == nil && n >= low && n <= high; given {
		c.keep(f.Name, strconv.Itoa(n), f.Label, c.v.N(n))
	} else {
		c.fault(f.Name, lang.Msg("%v %q di luar batas. Tulis bilangan %d sampai %s.", f.Label, f.Value, low, c.v.N(high)))
	}
	c.put(f)
	return n, given
}

// percent reads a percentage with up to seven decimals: "11" or "37,5".
func (c *calc) percent(f view.CalcField, example string) (rate money.Rate, asked string, given bool) {
	f.Kind, f.Value = "percent", c.raw(f.Name, example)
	asked = strings.TrimSuffix(strings.ReplaceAll(strings.TrimSpace(f.Value), ",", "."), "%")
	r, err := money.ParseRate(asked)
	if given = err == nil && r >= 0 && r <= 1000*money.One && r%100 == 0; given {
		c.keep(f.Name, asked, f.Label, f.Value+"%")
	} else {
		c.fault(f.Name, lang.Msg("%v %q tidak terbaca. Tulis persennya, misalnya 11 atau 37,5.", f.Label, f.Value))
	}
	c.put(f)
	return r / 100, asked, given
}

// word is a choice of a list with its words.
type word struct {
	value string
	text  lang.Text
}

// pick reads a choice by links; the first one stands where nothing was chosen. Links keep the other fields.
func (c *calc) pick(name string, label lang.Text, drop []string, words ...word) string {
	chosen := oneOf(c.form.Get(name), words)
	k := view.CalcPick{Label: label}
	for _, w := range words {
		q := url.Values{}
		for key, list := range c.form {
			if !slices.Contains(drop, key) {
				q[key] = list
			}
		}
		q.Set("jenis", c.link.Get("jenis"))
		q.Set(name, w.value)
		k.Options = append(k.Options, view.Option{Text: w.text.In(c.r.Lang), URL: "/hitung?" + q.Encode(), Current: w.value == chosen.value})
	}
	c.v.Picks = append(c.v.Picks, k)
	c.v.Hidden = append(c.v.Hidden, [2]string{name, chosen.value})
	c.keep(name, chosen.value, label, chosen.text.In(c.r.Lang))
	return chosen.value
}

// choose reads a choice of a list; the first one stands where nothing was chosen.
func (c *calc) choose(f view.CalcField, words ...word) string {
	chosen := oneOf(c.form.Get(f.Name), words)
	f.Kind = "select"
	for _, w := range words {
		f.Options = append(f.Options, view.Option{Value: w.value, Text: w.text.In(c.r.Lang), Current: w.value == chosen.value})
	}
	c.put(f)
	c.keep(f.Name, chosen.value, f.Label, chosen.text.In(c.r.Lang))
	return chosen.value
}

func oneOf(value string, words []word) word {
	for _, w := range words {
		if w.value == value {
			return w
		}
	}
	return words[0]
}

// beside puts a choice next to the field before it.
func (c *calc) beside(f view.CalcField, words ...word) string {
	chosen := c.choose(f, words...)
	n := len(c.v.Fields)
	last := &c.v.Fields[n-1]
	c.v.Fields[n-2].Beside = &view.CalcSelect{Name: last.Name, Label: last.Label, Options: last.Options}
	c.v.Fields = c.v.Fields[:n-1]
	return chosen
}

// check reads a box.
func (c *calc) check(f view.CalcField) bool {
	f.Kind = "check"
	if c.form.Get(f.Name) == "ya" {
		f.Value = "ya"
		c.keep(f.Name, "ya", f.Label, lang.T(c.r.Lang, "ya"))
	}
	c.put(f)
	return f.Value == "ya"
}

// programmes reads the ticked programmes; where none is, the mandatory ones stand.
func (c *calc) programmes(mandatory, open law.Programmes) law.Programmes {
	var set law.Programmes
	for _, name := range c.form["program"] {
		if one, err := law.ParseProgrammes(name); err == nil && open.Covers(one) {
			set = set.With(one)
		}
	}
	label := lang.Msg("Program")
	switch {
	case set == 0 && c.form.Has("program"): // the hidden empty one alone: every box was cleared
		c.fault("program", lang.Msg("Belum ada program yang dicentang. Centang sedikitnya satu; yang wajib: %s.", strings.Join(names(mandatory), ", ")))
	case set == 0:
		set = mandatory
	}
	c.v.Hidden = append(c.v.Hidden, [2]string{"program", ""})
	f := view.CalcField{Name: "program", Kind: "checks", Label: label, Hint: lang.Msg("Yang wajib: %s.", strings.Join(names(mandatory), ", "))}
	for _, p := range open.List() {
		f.Options = append(f.Options, view.Option{Value: p.String(), Text: p.String() + " · " + programmeName(p.String()).In(c.r.Lang), Current: set.Has(p)})
	}
	c.put(f)
	for _, p := range set.List() {
		c.link.Add("program", p.String())
	}
	c.given = append(c.given, [2]string{label.In(c.r.Lang), strings.Join(names(set), ", ")})
	return set
}

// programmeName is a programme in full.
func programmeName(p string) lang.Text {
	switch p {
	case "JKK":
		return lang.Msg("kecelakaan kerja")
	case "JKM":
		return lang.Msg("kematian")
	case "JHT":
		return lang.Msg("hari tua")
	case "JP":
		return lang.Msg("pensiun")
	case "JKP":
		return lang.Msg("kehilangan pekerjaan")
	case "PAKET":
		return lang.Msg("JKK dan JKM")
	}
	return lang.Text{}
}

func cloneValues(v url.Values) url.Values {
	out := url.Values{}
	for key, list := range v {
		out[key] = slices.Clone(list)
	}
	return out
}

// capital writes the first letter large.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// lowerFirst writes the first letter small.
func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

func names(set law.Programmes) []string {
	var out []string
	for _, p := range set.List() {
		out = append(out, p.String())
	}
	return out
}
