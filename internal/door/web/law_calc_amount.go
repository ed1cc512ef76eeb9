package web

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/money"
)

// smallWage is the monthly wage below which a slip of the zeros is likelier than the wage itself, in milli-rupiah.
const smallWage = 100_000 * 1000

// daysOfWage are the days by which a daily wage becomes a monthly one.
const daysOfWage = 25

var (
	onlyFigures = regexp.MustCompile(`^[0-9.,]+$`)
	goodFigures = regexp.MustCompile(`^(\d+([.,]\d{1,2})?|\d{1,3}(\.\d{3})+(,\d{1,2})?|\d{1,3}(,\d{3})+(\.\d{1,2})?)$`)
	separators  = regexp.MustCompile(`[.,]`)
)

// figures is a typed amount without the currency around it.
func figures(s string) string {
	s = strings.TrimPrefix(strings.ReplaceAll(strings.ToLower(s), " ", ""), "rp")
	return strings.TrimRight(strings.TrimPrefix(s, "."), ".,-")
}

// wellGrouped tells whether the dots of a typed number stand where thousands do: 1.500.00 is a slip, not Rp 1.500.
func wellGrouped(s string) bool {
	s = figures(s)
	return !onlyFigures.MatchString(s) || goodFigures.MatchString(s)
}

// groupedGuess is what badly placed dots may have meant, in rupiah: 1.500.00 for 1.500.000, 19.00000 for 1.900.000.
func groupedGuess(s string) money.Rupiah {
	parts := separators.Split(figures(s), -1)
	last := len(parts) - 1
	switch n := len(parts[last]); {
	case last >= 3 && n < 3: // 1.500.000.00: the cents
		parts = parts[:last]
	case last >= 2 && n < 3:
		parts[last] += strings.Repeat("0", 3-n)
	}
	n, err := strconv.ParseInt(strings.Join(parts, ""), 10, 62)
	if err != nil {
		return 0
	}
	return money.Rupiah(n)
}

// meant refuses an amount with the question what was meant, and offers that.
func (c *calc) meant(f view.CalcField, guess money.Rupiah) {
	if guess <= 0 || guess > 1_000_000_000_000_000 {
		c.fault(f.Name, lang.Msg("%v %q tidak terbaca sebagai rupiah. Tulis angkanya saja, misalnya 1.500.000.", f.Label, f.Value))
		return
	}
	written := strings.TrimPrefix(text.Rupiah(c.r.Lang, guess), "Rp\u00a0")
	c.fault(f.Name, lang.Msg("%v %q meragukan. Maksud Anda %s?", f.Label, f.Value, written))
	q := cloneValues(c.form)
	q.Set("jenis", c.link.Get("jenis"))
	q.Set(f.Name, strconv.FormatInt(int64(guess), 10))
	c.v.Offers = append(c.v.Offers, view.Link{Text: lang.Msg("Ya, %s", c.rp(guess)), URL: "/hitung?" + q.Encode()})
}

// wage reads an amount that is a wage or larger: nothing is refused, and very little is asked about until it is confirmed.
func (c *calc) wage(f view.CalcField, example string) (money.Milli, bool) {
	m, ok := c.amount(f, example)
	if !ok {
		return m, ok
	}
	monthly := m
	if f.Name == "upah" && c.form.Get("per") == "hari" && m < smallWage {
		monthly *= daysOfWage
	}
	sure := f.Name + "_benar"
	typed := strings.TrimSuffix(m.String(), ".000")
	switch {
	case m == 0:
		c.fault(f.Name, lang.Msg("%v tidak boleh 0. Tulis angkanya, misalnya 1.500.000.", f.Label))
		return 0, false
	case monthly >= smallWage:
		return m, true
	case c.form.Get(sure) == typed:
		c.link.Set(sure, typed)
		c.v.Hidden = append(c.v.Hidden, [2]string{sure, typed})
		return m, true
	}
	guess := m
	for guess < smallWage {
		guess *= 1000
	}
	f.Value = c.plainAmount(m)
	c.meant(f, money.Rupiah(guess/1000))
	q := cloneValues(c.form)
	q.Set("jenis", c.link.Get("jenis"))
	q.Set(f.Name, typed)
	q.Set(sure, typed)
	c.v.Offers = append(c.v.Offers, view.Link{Text: lang.Msg("Tidak, memang %s", c.milli(m)), URL: "/hitung?" + q.Encode()})
	return 0, false
}
