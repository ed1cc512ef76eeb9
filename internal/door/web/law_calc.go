package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// lawRoutes adds the calculator and the pages of the rules. The law is public and names nobody, so these pages are too.
func (s *Server) lawRoutes() {
	s.public("GET /hitung", s.calculator)
	s.public("GET /aturan", s.rules)
	s.public("GET /aturan/{nama}", s.rule)
	s.public("GET /aturan/tabel/{nama}", s.ruleTable)
	s.public("GET /aturan/keringanan", s.reliefs)
	s.public("GET /aturan/hari-libur", s.holidays)
	s.public("GET /aturan/upah-minimum", s.minimumWages)
	s.trialRoutes()
}

// calc is one filling of the calculator on its way to a result.
type calc struct {
	r      *Request
	law    *law.Law
	form   url.Values
	v      *view.Calculator
	sample bool
	today  period.Date
	asked  []pair      // the question as the API takes it, in order
	given  [][2]string // what was filled in, for paper
	link   url.Values  // the fields that matter, for the address of the result
	failed bool
}

// pair is a key of a question with its value.
type pair struct {
	key   string
	value any
}

// calcKind is one thing that can be worked out. Main is the field without which the form counts as not filled in.
type calcKind struct {
	name, main string
	title      lang.Text
	work       func(*calc) *view.CalcResult
}

func calcKinds() []calcKind {
	return []calcKind{
		{"pu", "upah", lang.Msg("Pekerja bergaji"), (*calc).pu},
		{"bpu", "penghasilan", lang.Msg("Pekerja mandiri"), (*calc).bpu},
		{"jakon", "nilai", lang.Msg("Proyek konstruksi"), (*calc).jakon},
		{"pmi", "lama", lang.Msg("Pekerja migran"), (*calc).pmi},
		{"manfaat", "tanggal", lang.Msg("Manfaat"), (*calc).benefit},
		{"denda", "bulan", lang.Msg("Jatuh tempo dan denda"), (*calc).penalty},
	}
}

// calculator works out what the address asks, or an example where it asks nothing.
func (s *Server) calculator(r *Request) error {
	if err := r.ParseForm(); err != nil || len(r.URL.RawQuery) > 4096 {
		r.Form = url.Values{}
	}
	kinds := calcKinds()
	i := max(0, slices.IndexFunc(kinds, func(k calcKind) bool { return k.name == r.FormValue("jenis") }))
	kind := kinds[i]
	v := &view.Calculator{Page: r.lawPage(view.SecCalculator)}
	v.Lead = lang.Msg("Isi beberapa angka; Payung menghitung sampai rupiah, dengan pasal untuk setiap baris. Tidak perlu nama atau NIK, dan tidak ada yang disimpan.")
	for _, k := range kinds {
		v.Kinds = append(v.Kinds, view.Option{Text: k.title.In(r.Lang), URL: tabLink(r.Form, k.name), Current: k.name == kind.name})
	}
	c := &calc{r: r, law: law.Shipped(), form: r.Form, v: v, sample: !r.Form.Has(kind.main), today: s.today(), link: url.Values{"jenis": {kind.name}}}
	v.Hidden = [][2]string{{"jenis", kind.name}}
	result := kind.work(c)
	if c.failed {
		return r.again(v)
	}
	v.Result, v.Sample = result, c.sample
	if result != nil {
		c.finish(result)
	}
	return view.Write(r.W, r.Request, http.StatusOK, v)
}

// tabLink leads to another kind and carries what means the same there.
func tabLink(form url.Values, kind string) string {
	q := url.Values{}
	for _, name := range []string{"upah", "per", "penghasilan", "bulan", "orang", "pemberi", "segmen", "tanggal"} {
		if v := strings.TrimSpace(form.Get(name)); v != "" {
			q.Set(name, v)
		}
	}
	if form.Get("jenis") == kind { // the tab one stands on starts afresh
		q = url.Values{}
	}
	q.Set("jenis", kind)
	return "/hitung?" + q.Encode()
}

// finish adds what every result has: its address, the question, what was given.
func (c *calc) finish(x *view.CalcResult) {
	x.Share = "/hitung?" + c.link.Encode()
	scheme := "http"
	if secure(c.r.Request) {
		scheme = "https"
	}
	amount := x.Big
	if amount == "" {
		amount = c.rp(x.Amount)
	}
	sentence := c.v.Say(x.Title) + ": " + strings.TrimSpace(amount+" "+c.v.Say(x.Unit)) + ". " + strings.TrimSpace(c.v.Say(x.Line)+" "+c.v.Say(x.Aside))
	x.WhatsApp = "https://wa.me/?text=" + queryEscape(sentence+" "+scheme+"://"+c.r.Host+x.Share)
	x.Given, x.Pack = c.given, c.law.Version()
	x.Question = c.question()
}

// question writes what was asked as one question of the API.
func (c *calc) question() string {
	var b strings.Builder
	b.WriteByte('{')
	for i, p := range c.asked {
		if i > 0 {
			b.WriteString(", ")
		}
		value, err := json.Marshal(p.value)
		if err != nil { // only texts, numbers and lists of them are put in
			continue
		}
		b.WriteString(`"` + p.key + `": ` + string(value))
	}
	b.WriteByte('}')
	return b.String()
}

func (c *calc) ask(key string, value any) { c.asked = append(c.asked, pair{key, value}) }

// keep remembers a field that matters for the address of the result, and how paper shows it.
func (c *calc) keep(name, value string, label lang.Text, shown string) {
	if value == "" {
		return
	}
	c.link.Add(name, value)
	if shown != "" {
		c.given = append(c.given, [2]string{label.In(c.r.Lang), shown})
	}
}

// fault marks a field; the page answers 422 and shows no result.
func (c *calc) fault(field string, text lang.Text) {
	c.failed = true
	c.v.Errors = append(c.v.Errors, view.FieldError{Field: field, Text: text})
}

// refused shows why the law cannot answer, at the field of the form that stands for the law's.
func (c *calc) refused(err error, fields map[string]string) *view.CalcResult {
	said := lang.Msg("Pertanyaan ini tidak dapat dihitung.")
	if e := lawError(err); e != nil {
		said = lang.Msg(e.Format, e.Args...)
	}
	field := fields[law.FieldOf(err)]
	if i := slices.IndexFunc(c.v.Fields, func(f view.CalcField) bool { return f.Name == field || f.Beside != nil && f.Beside.Name == field }); i < 0 {
		field = ""
	}
	c.fault(field, said)
	return nil
}

func (c *calc) rp(r money.Rupiah) string { return c.v.Rp(r) }
