package law

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
)

// Language is a language that traces are told in.
type Language string

// The languages; anything else is told in Indonesian.
const (
	Indonesian Language = "id"
	English    Language = "en"
)

// words is a word or a sentence in both languages.
type words [2]string

func (w words) in(l Language) string {
	if l == English {
		return w[1]
	}
	return w[0]
}

// Sentence tells the trace in one plain sentence, from what was stated to whole rupiah, with the articles. Where the
// ground is not certain a second sentence says so.
func (t *Trace) Sentence(l Language) string {
	s := teller{l: l, x: new(big.Rat)}
	s.b.WriteString(subjectIn(t.Subject, l) + " " + s.rupiah(rat(int64(t.Amount), 1)) + ": ")
	for i := range t.Steps {
		p := t.Steps[i]
		if i+1 < len(t.Steps) && p.Article == t.Steps[i+1].Article {
			p.Article = "" // quoted once, at the end of what rests on it
		}
		s.step(&p)
	}
	s.b.WriteByte('.')
	if t.Because != "" {
		s.b.WriteString(words{" Ditanggung pemberi kerja karena: ", " Borne by the employer because: "}.in(l) + t.Because + ".")
	}
	switch {
	case t.Confidence == pack.Low:
		s.b.WriteString(words{" Dasarnya lemah; tanyakan kepada BPJS Ketenagakerjaan sebelum dipakai.", " Its ground is weak; ask BPJS Ketenagakerjaan before relying on it."}.in(l))
	case t.Confidence == pack.Medium:
		s.b.WriteString(words{" Dasarnya belum pasti.", " Its ground is not certain."}.in(l))
	case !t.Verified:
		s.b.WriteString(words{" Belum ada yang memeriksa apakah aturan ini masih berlaku.", " Nobody has checked yet whether this rule still holds."}.in(l))
	}
	return s.b.String()
}

// teller writes a trace down while it works it out.
type teller struct {
	l Language
	b strings.Builder
	x *big.Rat
}

func (s *teller) step(p *Step) {
	before := new(big.Rat).Set(s.x)
	if p.apply(s.x) != nil {
		s.b.WriteString(" ?")
		return
	}
	changed := before.Cmp(s.x) != 0
	by := s.quantity(p.By)
	switch p.Op {
	case Start:
		s.b.WriteString(stepName(p.Name, s.l) + " " + by + s.article(p))
	case Times, Over:
		sign := " × "
		if p.Op == Over {
			sign = " ÷ "
		}
		s.b.WriteString(sign + by + s.after(p.Name) + s.article(p))
	case Plus:
		s.b.WriteString(" + " + by + s.after(p.Name) + s.article(p))
	case Minus:
		s.b.WriteString(" − " + by + s.after(p.Name) + s.article(p))
	case AtMost:
		if changed {
			s.b.WriteString(words{", dihitung paling banyak ", ", counted up to "}.in(s.l) + by + s.article(p) + ",")
		}
	case AtLeast:
		if changed {
			s.b.WriteString(words{", paling sedikit ", ", at least "}.in(s.l) + by + s.article(p))
		}
	case Bracket:
		s.b.WriteString(words{", dihitung dari dasar ", ", counted as the base "}.in(s.l) + by + s.article(p) + ",")
	case Slices:
		s.slices(p, before)
	case Parts, Sum:
		s.terms(p)
	case Round:
		s.rounded(p, before, changed)
	case Decimal:
	}
}

func (s *teller) rounded(p *Step, before *big.Rat, changed bool) {
	if !changed {
		return
	}
	how := map[Rounding]words{
		HalfUp: {", dibulatkan ke rupiah terdekat", ", rounded to the nearest rupiah"},
		Down:   {", dibulatkan ke bawah", ", rounded down"},
		Up:     {", dibulatkan ke atas", ", rounded up"},
	}[Rounding(p.Name)]
	s.b.WriteString(" = " + s.rupiah(before) + how.in(s.l))
}

func (s *teller) slices(p *Step, value *big.Rat) {
	s.b.WriteString(words{", berlapis:", ", in slices:"}.in(s.l))
	for i, t := range p.Terms {
		if value.Cmp(milliRat(t.From)) <= 0 {
			break
		}
		top := value
		if end := milliRat(t.To); t.To != 0 && end.Cmp(value) < 0 {
			top = end
		}
		if i > 0 {
			s.b.WriteString(" +")
		}
		s.b.WriteString(" " + s.rupiah(new(big.Rat).Sub(top, milliRat(t.From))) + " × " + s.quantity(t.By))
	}
	s.b.WriteString(s.article(p))
}

func (s *teller) terms(p *Step) {
	if p.Op == Parts {
		s.b.WriteString(" × (")
	}
	for i, t := range p.Terms {
		switch {
		case i > 0:
			s.b.WriteString(" + ")
		case p.Op == Sum && s.b.Len() > 0 && !strings.HasSuffix(s.b.String(), ": "):
			s.b.WriteString(" + ")
		case p.Op == Sum && len(p.Terms) > 1:
			s.b.WriteString("(")
		}
		if t.Name != "" {
			s.b.WriteString(t.Name + " ")
		}
		if t.Count != 1 {
			s.b.WriteString(strconv.FormatInt(t.Count, 10))
			if p.Op == Parts {
				s.b.WriteString(s.after("months"))
			}
			s.b.WriteString(" × ")
		}
		s.b.WriteString(s.quantity(t.By))
		if len(t.Factors) > 0 {
			s.b.WriteString(" × " + s.decimal(factorOf(t.Factors), 6))
		}
	}
	if p.Op == Parts || (len(p.Terms) > 1 && strings.Contains(s.b.String(), ": (")) {
		s.b.WriteString(")")
	}
	s.b.WriteString(s.article(p))
}

func factorOf(factors []Quantity) *big.Rat {
	x := rat(1, 1)
	for _, f := range factors {
		x.Mul(x, f.Rat())
	}
	return x
}

// article quotes what a step rests on.
func (s *teller) article(p *Step) string {
	if p.Article == "" {
		return ""
	}
	return " (" + p.Article + ")"
}

// after names what a factor stands for, where the number alone does not say it.
func (s *teller) after(name string) string {
	if w, ok := factorNames[name]; ok {
		return " " + w.in(s.l)
	}
	return ""
}

func (s *teller) quantity(q Quantity) string {
	switch q.kind {
	case amountQuantity:
		return s.rupiah(q.Rat())
	case rateQuantity:
		if q.n > int64(money.One) { // a divisor such as 1.11
			return s.decimal(q.Rat(), 9)
		}
		return s.decimal(new(big.Rat).Mul(q.Rat(), rat(100, 1)), 7) + "%"
	}
	return q.String()
}

func (s *teller) rupiah(x *big.Rat) string { return "Rp" + s.decimal(x, 6) }

// decimal writes a number with the marks of the language and no trailing zeros; what has no end is cut after some digits.
func (s *teller) decimal(x *big.Rat, places int) string {
	point, thousands := ",", "."
	if s.l == English {
		point, thousands = ".", ","
	}
	whole, frac, _ := strings.Cut(x.FloatString(places), ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	var b strings.Builder
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(thousands)
		}
		b.WriteRune(c)
	}
	if frac = strings.TrimRight(frac, "0"); frac != "" {
		frac = point + frac
	}
	return sign + b.String() + frac
}
