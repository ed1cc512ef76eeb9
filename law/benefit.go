package law

import (
	"slices"

	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Event is what happened to a member.
type Event string

// The events with a benefit in money. Retirement has a question of its own: Pension.
const (
	Death               Event = "death"
	AccidentDeath       Event = "accident_death"
	PartialDisability   Event = "partial_disability"
	TotalDisability     Event = "total_disability"
	TemporaryDisability Event = "temporary_disability"
	JobLoss             Event = "job_loss"
)

// byAccident tells whether the event is one of the accident programme.
func (e Event) byAccident() bool {
	return e == AccidentDeath || e == PartialDisability || e == TotalDisability || e == TemporaryDisability
}

// Child is a child of a member who died or was totally disabled.
type Child struct {
	Level     string // belum_sekolah, TK, SD, SMP, SMA, PT, tidak (no longer entitled)
	YearsLeft int    // at that level, this year included; later levels follow whole
}

// Benefit is a question about an event; its day is that of the rules.
type Benefit struct {
	Event        Event
	Segment      string      // PU, BPU, JAKON
	Wage         money.Milli // last reported
	TrueWage     money.Milli // 0: as reported
	Unregistered bool
	Membership   *int        // months; nil: enough
	Arrears      *int        // months of contributions unpaid in a row; nil: none
	ReportedOn   period.Date // day on which the employer reported an accident; 0: in time
	Months       int         // unable to work
	TableRate    money.Rate  // of the disability table: 0.35 for 35 percent
	FunctionLoss money.Rate  // how much of the limb's function is lost, with TableRate; 0: the limb itself
	Children     []Child
	Employer     Employer // for job loss
}

// Item is one benefit and who owes it: the insurer, or the employer where it did not register, reported too little or too
// late.
type Item struct {
	Name       string
	Amount     money.Rupiah
	ByEmployer bool
	Trace      *Trace
	Cite
}

// Benefits are the items of an event.
type Benefits struct {
	Items []Item

	// Conditions stand before the insurer pays: "arrears_cleared" where too many months are unpaid. Where a membership has
	// ended there are no items and the condition is "membership_ended"; where nobody is bound to register, "no_employer".
	Conditions []string
}

// Totals returns what insurer and employer owe.
func (b *Benefits) Totals() (insurer, employer money.Rupiah) {
	for i := range b.Items {
		if b.Items[i].ByEmployer {
			employer += b.Items[i].Amount
		} else {
			insurer += b.Items[i].Amount
		}
	}
	return insurer, employer
}

// claim collects items while an event is worked out.
type claim struct {
	r        *Rules
	q        Benefit
	base     pack.Confidence // how sure the nominal base of a person without a wage is
	reported []Step          // from the wage to the base
	actual   []Step          // the same from the true wage, where that is higher; else nil
	employer *Cite           // why the employer owes everything, or nil
	out      Benefits
}

// Benefit returns what the law gives for an event on the rules' day.
func (r *Rules) Benefit(q Benefit) (Benefits, error) {
	c := &claim{r: r, q: q, base: pack.High}
	if err := c.check(); err != nil {
		return Benefits{}, err
	}
	step, ok := map[Event]func() error{
		Death: c.death, AccidentDeath: c.accidentDeath, PartialDisability: c.partial, TotalDisability: c.total,
		TemporaryDisability: c.temporary, JobLoss: c.jobLoss,
	}[q.Event]
	if !ok {
		return Benefits{}, refuse("event", "Kejadian %q tidak dikenal.", string(q.Event))
	}
	if c.outside() {
		return c.out, nil
	}
	if err := c.late(); err != nil {
		return Benefits{}, err
	}
	if err := step(); err != nil {
		return Benefits{}, err
	}
	return c.out, nil
}

func (c *claim) check() error {
	if c.q.Wage < 0 || c.q.Wage > maxWage {
		return refuse("wage", "Upah %s di luar batas; isi upah sebulan dalam rupiah, tidak negatif.", c.q.Wage.String())
	}
	if c.q.TrueWage < 0 || c.q.TrueWage > maxWage {
		return refuse("true_wage", "Upah %s di luar batas; isi upah sebulan dalam rupiah, tidak negatif.", c.q.TrueWage.String())
	}
	c.reported = []Step{stated("reported_wage", c.q.Wage)}
	switch c.q.Segment {
	case "PU", "JAKON":
		if c.q.TrueWage > c.q.Wage {
			c.actual = []Step{stated("true_wage", c.q.TrueWage)}
		}
	case "BPU":
		base, err := c.r.bpuBase(c.q.Wage)
		if err != nil {
			return err
		}
		c.reported, c.base = []Step{stated("income", c.q.Wage), base.step}, base.sure
	default:
		return refuse("segment", "Manfaat untuk segmen %q belum tersedia; pilih PU, BPU atau JAKON.", c.q.Segment)
	}
	return nil
}

// outside tells whether the insurer owes nothing and no employer does either: a person without a wage who is not, or no
// longer, a member. Arrears of an employer only make the insurer wait.
func (c *claim) outside() bool {
	if c.q.Segment == "BPU" && c.q.Unregistered {
		c.out.Conditions = append(c.out.Conditions, "no_employer")
		return true
	}
	most := c.r.law.value("arrears.most_months", c.r.day)
	if c.q.Arrears == nil || most == nil || *c.q.Arrears <= most.Count {
		return false
	}
	if c.q.Segment == "BPU" {
		c.out.Conditions = append(c.out.Conditions, "membership_ended")
		return true
	}
	c.out.Conditions = append(c.out.Conditions, "arrears_cleared")
	return false
}

// late lets the employer owe an accident that it reported too late.
func (c *claim) late() error {
	if c.q.ReportedOn == 0 {
		return nil
	}
	if c.q.ReportedOn < c.r.day {
		return refuse("reported_on", "reported_on %s lebih awal dari kejadian %s.", c.q.ReportedOn.String(), c.r.day.String())
	}
	deadline, why := c.r.law.value("deadline.accident_report", c.r.day), c.r.law.value("liability.late_report", c.r.day)
	if deadline == nil || why == nil || !c.q.Event.byAccident() || c.q.Segment == "BPU" || c.q.ReportedOn <= c.r.day+period.Date(deadline.Count) {
		return nil
	}
	ground := resting(c.r.cite(why), c.r.cite(deadline))
	c.employer = &ground
	return nil
}

func (c *claim) needWage() error {
	if c.q.Wage == 0 {
		return refuse("wage", "wage belum diisi; tulis upah terakhir yang dilaporkan.")
	}
	return nil
}

// value returns a parameter of the day, or an error that says it is missing.
func (c *claim) value(name string) (*pack.Value, error) {
	v := c.r.law.value(name, c.r.day)
	if v == nil {
		return nil, c.r.law.missing("date", name, c.r.day, c.r.day.String())
	}
	return v, nil
}

// owe adds an item whose amount its steps give, to the insurer or to the employer where that owes everything.
func (c *claim) owe(name string, steps []Step, ground Cite) error {
	if c.q.Unregistered {
		v, err := c.value("liability.unregistered")
		if err != nil {
			return err
		}
		why := c.r.cite(v)
		return c.add(name, steps, &why, ground)
	}
	return c.add(name, steps, c.employer, ground)
}

// add adds an item; why is the ground on which the employer bears it, nil where the insurer does.
func (c *claim) add(name string, steps []Step, why *Cite, ground Cite) error {
	payer, because := "insurer", ""
	if why != nil {
		article := ground.Article + "; " + why.Article
		payer, because, ground = "employer", why.Article, resting(ground, *why)
		ground.Article = article
	}
	t := (&Trace{Subject: "benefit." + name + "." + payer, Steps: steps, Because: because}).end(0, HalfUp, ground)
	amount, err := t.Recompute()
	if err != nil {
		return refuse("wage", "Upah %s terlalu besar untuk dihitung.", c.q.Wage.String())
	}
	if t.Amount = amount; amount > 0 {
		c.out.Items = append(c.out.Items, Item{name, amount, why != nil, t, ground})
	}
	return nil
}

// oweByWage adds an item that depends on the wage: what follows from the reported wage falls to the insurer, what the
// true wage adds to the employer.
func (c *claim) oweByWage(name string, ground Cite, steps ...Step) error {
	reported := slices.Concat(c.reported, steps)
	ground = doubted(ground, c.base)
	if c.actual == nil {
		return c.owe(name, reported, ground)
	}
	full := slices.Concat(c.actual, steps)
	if c.q.Unregistered || c.employer != nil {
		return c.owe(name, full, ground)
	}
	before := len(c.out.Items)
	if err := c.owe(name, reported, ground); err != nil {
		return err
	}
	var paid money.Rupiah
	if len(c.out.Items) > before {
		paid = c.out.Items[before].Amount
	}
	milli, err := paid.Milli()
	if err != nil {
		return refuse("wage", "Upah %s terlalu besar untuk dihitung.", c.q.Wage.String())
	}
	v, err := c.value("liability.underreported")
	if err != nil {
		return err
	}
	why := c.r.cite(v)
	return c.add(name, append(full, Step{Op: Round, Name: string(HalfUp)}, Step{Op: Minus, Name: "paid_by_insurer", By: AmountOf(milli)}), &why, ground)
}

// given is a step with a parameter as its operand.
func (c *claim) given(op Op, name string, v *pack.Value) Step {
	s := Step{Op: op, Name: name}
	switch v.Unit {
	case pack.UnitRupiah:
		s.By = AmountOf(v.Amount)
	case pack.UnitRate:
		s.By = RateOf(v.Rate)
	default:
		s.By = CountOf(v.Count)
	}
	return s.ground(v.Name, c.r.cite(v))
}

// fixed adds an item of one parameter.
func (c *claim) fixed(item, parameter string) error {
	v, err := c.value(parameter)
	if err != nil {
		return err
	}
	return c.owe(item, []Step{c.given(Start, "amount", v)}, c.r.cite(v))
}

// periodic adds a monthly benefit that is paid at once.
func (c *claim) periodic(prefix string) error {
	month, err := c.value(prefix + ".periodic.month")
	if err != nil {
		return err
	}
	months, err := c.value(prefix + ".periodic.months")
	if err != nil {
		return err
	}
	return c.owe("periodic", []Step{c.given(Start, "month", month), c.given(Times, "months", months)}, c.r.cite(month))
}
