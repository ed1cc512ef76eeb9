package ask

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// writer appends JSON; a key is preceded by a comma unless it is the first of its object.
type writer struct{ b []byte }

func (w *writer) key(name string) {
	if last := w.b[len(w.b)-1]; last != '{' && last != '[' {
		w.b = append(w.b, ',')
	}
	w.b = append(w.b, '"')
	w.b = append(w.b, name...)
	w.b = append(w.b, '"', ':')
}

// open begins the object of a key, or the next object of a list where key is "".
func (w *writer) open(key string, bracket byte) {
	if key != "" {
		w.key(key)
	} else if last := w.b[len(w.b)-1]; last != '[' {
		w.b = append(w.b, ',')
	}
	w.b = append(w.b, bracket)
}

func (w *writer) close(bracket byte) { w.b = append(w.b, bracket) }

func (w *writer) int(key string, n int64) {
	w.key(key)
	w.b = strconv.AppendInt(w.b, n, 10)
}

func (w *writer) rupiah(key string, r money.Rupiah) { w.int(key, int64(r)) }

func (w *writer) bool(key string, v bool) {
	w.key(key)
	w.b = strconv.AppendBool(w.b, v)
}

func (w *writer) text(key, s string) {
	w.key(key)
	w.quote(s)
}

func (w *writer) quote(s string) {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x80 {
			quoted, err := json.Marshal(s)
			if err != nil { // a text always has a JSON form
				quoted = []byte(`""`)
			}
			w.b = append(w.b, quoted...)
			return
		}
	}
	w.b = append(w.b, '"')
	w.b = append(w.b, s...)
	w.b = append(w.b, '"')
}

// quoteBytes writes a text that is not yet a string.
func (w *writer) quoteBytes(s []byte) {
	for _, c := range s {
		if c < ' ' || c == '"' || c == '\\' || c >= 0x80 {
			w.quote(string(s))
			return
		}
	}
	w.b = append(append(append(w.b, '"'), s...), '"')
}

// trace writes how an amount came about, with its sentence.
func (w *writer) trace(t *law.Trace, in law.Language) error {
	if t == nil || in == "" {
		return nil
	}
	steps, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("write trace %s: %w", t.Subject, err)
	}
	w.key("trace")
	w.b = append(w.b, steps...)
	w.text("sentence", t.Sentence(in))
	return nil
}

// milli writes an amount as a decimal text.
func (w *writer) milli(key string, m money.Milli) {
	w.key(key)
	w.b = append(w.b, '"')
	w.b = appendMilli(w.b, m)
	w.b = append(w.b, '"')
}

func appendMilli(b []byte, m money.Milli) []byte {
	if m%1000 == 0 {
		return strconv.AppendInt(b, int64(m/1000), 10)
	}
	if m < 0 { // amounts below nothing are refused; written right all the same
		return append(b, m.String()...)
	}
	b = strconv.AppendInt(b, int64(m/1000), 10)
	frac := m % 1000
	b = append(b, '.', '0'+byte(frac/100))
	if frac %= 100; frac > 0 {
		b = append(b, '0'+byte(frac/10))
	}
	if frac %= 10; frac > 0 {
		b = append(b, '0'+byte(frac))
	}
	return b
}

// amount writes an integer where the amount is whole, else a decimal text.
func (w *writer) amount(key string, m money.Milli) {
	if m%1000 == 0 {
		w.int(key, int64(m/1000))
		return
	}
	w.milli(key, m)
}

func (w *writer) rate(key string, r money.Rate) {
	w.key(key)
	w.b = append(w.b, '"')
	w.b = appendRate(w.b, r)
	w.b = append(w.b, '"')
}

// appendRate writes a rate as Rate.String does, without its allocations.
func appendRate(b []byte, r money.Rate) []byte {
	b = strconv.AppendInt(b, int64(r/money.One), 10)
	frac := r % money.One
	if frac == 0 {
		return b
	}
	b = append(b, '.')
	for unit := money.One / 10; frac > 0; unit /= 10 {
		b = append(b, '0'+byte(frac/unit))
		frac %= unit
	}
	return b
}

func (w *writer) date(key string, d period.Date) {
	if d != 0 {
		w.text(key, d.String())
	}
}

func (w *writer) texts(key string, list []string) {
	w.open(key, '[')
	for i, s := range list {
		if i > 0 {
			w.b = append(w.b, ',')
		}
		w.quote(s)
	}
	w.close(']')
}

// ground writes what a value rests on.
func (w *writer) ground(c law.Cite) {
	w.text("article", c.Article)
	w.text("source", c.Source)
	w.confidence(c.Confidence, c.Verified)
	w.date("verified_through", c.VerifiedThrough)
	if c.Note != "" {
		w.text("note", c.Note)
	}
}

func (w *writer) confidence(c pack.Confidence, verified bool) {
	w.text("confidence", string(c))
	w.bool("verified", verified)
}
