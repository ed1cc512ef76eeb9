package law

import (
	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Rules is the law of one day: immutable, cheap to get and to ask. Contributions go by the month of the day, benefits by
// the day itself.
type Rules struct {
	law   *Law
	day   period.Date
	month period.Month
	pu    puRules
	bpu   bpuRules
	jakon jakonRules
	pmi   pmiRules
	death deathRules
	lower map[loweredBy]Cite
}

// For returns the rules of a contribution month; benefits are those of its last day.
func For(month period.Month) (*Rules, error) { return shipped().For(month) }

// On returns the rules of a day.
func On(day period.Date) (*Rules, error) { return shipped().On(day) }

// For returns the rules of a contribution month; benefits are those of its last day.
func (l *Law) For(month period.Month) (*Rules, error) {
	if r, ok := l.months.Load(month); ok {
		return r.(*Rules), nil
	}
	if month < firstMonth || month > lastMonth {
		return nil, refuse("month", "Belum ada data aturan untuk bulan %s; aturan tersedia mulai %s.", month.String(), firstMonth.String())
	}
	r, _ := l.months.LoadOrStore(month, newRules(l, month.Last()))
	return r.(*Rules), nil
}

// The packs begin with the regulations of 2015; beyond 2100 a month is a slip of the pen.
var (
	firstMonth = period.MonthOf(2015, 7)
	lastMonth  = period.MonthOf(2100, 12)
)

// On returns the rules of a day.
func (l *Law) On(day period.Date) (*Rules, error) {
	if r, ok := l.rules.Load(day); ok {
		return r.(*Rules), nil
	}
	if day < firstMonth.First() || day > lastMonth.Last() {
		return nil, refuse("date", "Belum ada data aturan untuk tanggal %s; aturan tersedia mulai %s.", day.String(), firstMonth.First().String())
	}
	r, _ := l.rules.LoadOrStore(day, newRules(l, day))
	return r.(*Rules), nil
}

func newRules(l *Law, day period.Date) *Rules {
	r := &Rules{law: l, day: day, month: day.Month()}
	r.pu = newPURules(l, r.month)
	r.bpu = newBPURules(l, r.month)
	r.jakon = newJAKONRules(l, r.month)
	r.pmi = newPMIRules(l, r.month)
	r.death = newDeathRules(l, day)
	for by, v := range r.pu.rate[JP] {
		if v != nil && r.pu.ceiling != nil {
			c := resting(r.cite(v), r.cite(r.pu.ceiling))
			c.Article += "; " + r.pu.ceiling.Article
			r.pu.capped[by] = c
		}
	}
	r.lower = r.newLowered()
	return r
}

// loweredBy is a value on which a relief works, and how sure it is that the payer has it.
type loweredBy struct {
	value  *pack.Value
	relief *pack.Relief
	sure   pack.Confidence
}

// newLowered puts together, once, the grounds of all amounts that the month's reliefs lower.
func (r *Rules) newLowered() map[loweredBy]Cite {
	out := map[loweredBy]Cite{}
	add := func(reliefs []*pack.Relief, values ...*pack.Value) {
		for _, x := range reliefs {
			for _, v := range values {
				for _, sure := range [...]pack.Confidence{pack.High, pack.Medium, pack.Low} {
					if v != nil {
						out[loweredBy{v, x, sure}] = r.joined(r.cite(v), x, sure)
					}
				}
			}
		}
	}
	add(r.pu.reliefs, append(r.pu.class[1:], r.pu.rate[JKM][0], r.pu.rate[JHT][0], r.pu.rate[JHT][1], r.pu.rate[JP][0], r.pu.rate[JP][1])...)
	add(r.bpu.reliefs, r.bpu.rate[:]...)
	return out
}

// Month returns the contribution month of the rules.
func (r *Rules) Month() period.Month { return r.month }

// Day returns the day of the rules.
func (r *Rules) Day() period.Date { return r.day }

// Version names the packs the rules come from.
func (r *Rules) Version() string { return r.law.version }

// Mandatory returns the programmes that the law asks of an employer.
func (r *Rules) Mandatory(e Employer) Programmes { return r.pu.mandatory[e] }

// verified tells whether a value may be shown as certain for the rules' month or day.
func (r *Rules) verified(v *pack.Value) bool {
	if v.Basis == pack.ContributionMonth {
		return v.VerifiedOn(r.month.First())
	}
	return v.VerifiedOn(r.day)
}

func programmesOf(v *pack.Value) Programmes {
	var s Programmes
	for _, name := range v.Programmes {
		for p := range programmeCount {
			if programmeNames[p] == name {
				s |= 1 << p
			}
		}
	}
	return s
}

// Cite is the ground of a value.
type Cite struct {
	Article         string
	Source          string
	Confidence      pack.Confidence
	VerifiedThrough period.Date
	Verified        bool // high confidence, and checked for the day asked
	Note            string
}

func (r *Rules) cite(v *pack.Value) Cite {
	return Cite{v.Article, v.Source, v.Confidence, v.VerifiedThrough, r.verified(v), v.Note}
}

// deathRules are the natural-death benefits of a day.
type deathRules struct{ lump, month, months, funeral, total *pack.Value }

func newDeathRules(l *Law, day period.Date) deathRules {
	return deathRules{
		lump:    l.value("jkm.benefit.lump_sum", day),
		month:   l.value("jkm.benefit.periodic.month", day),
		months:  l.value("jkm.benefit.periodic.months", day),
		funeral: l.value("jkm.benefit.funeral", day),
		total:   l.value("jkm.benefit.total", day),
	}
}

// NaturalDeath returns what the heirs of a member who dies a natural death receive, without scholarships, in rupiah.
func (r *Rules) NaturalDeath() (money.Rupiah, Cite, error) {
	if r.death.total == nil {
		return 0, Cite{}, refuse("date", "Manfaat kematian untuk %s tidak ada di data aturan.", r.day.String())
	}
	return r.death.total.Amount.HalfUp(), r.cite(r.death.total), nil
}
