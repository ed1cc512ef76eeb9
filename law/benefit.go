package law

import (
	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
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
	Membership   *int       // months; nil: enough
	Months       int        // unable to work
	TableRate    money.Rate // of the disability table: 0.35 for 35 percent
	Children     []Child
	Employer     Employer // for job loss
}

// Item is one benefit and who owes it: the insurer, or the employer where it did not register or reported too little.
type Item struct {
	Name       string
	Amount     money.Rupiah
	ByEmployer bool
	Cite
}

// Benefits are the items of an event.
type Benefits struct {
	Items []Item
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
	r      *Rules
	q      Benefit
	wage   money.Milli // reported; for BPU the nominal base
	actual money.Milli // at least the reported one
	out    Benefits
}

// Benefit returns what the law gives for an event on the rules' day.
func (r *Rules) Benefit(q Benefit) (Benefits, error) {
	c := &claim{r: r, q: q, wage: q.Wage, actual: q.Wage}
	if err := c.check(); err != nil {
		return Benefits{}, err
	}
	steps := map[Event]func() error{
		Death: c.death, AccidentDeath: c.accidentDeath, PartialDisability: c.partial, TotalDisability: c.total,
		TemporaryDisability: c.temporary, JobLoss: c.jobLoss,
	}
	step := steps[q.Event]
	if step == nil {
		return Benefits{}, refuse("event", "Kejadian %q tidak dikenal.", string(q.Event))
	}
	if err := step(); err != nil {
		return Benefits{}, err
	}
	return c.out, nil
}

func (c *claim) check() error {
	if c.q.Wage < 0 || c.q.Wage > maxWage || c.q.TrueWage < 0 || c.q.TrueWage > maxWage {
		return refuse("wage", "Upah %s di luar batas; isi upah sebulan dalam rupiah, tidak negatif.", c.q.Wage.String())
	}
	switch c.q.Segment {
	case "PU", "JAKON":
	case "BPU":
		base, _, err := c.r.bpuBase(c.q.Wage)
		if err != nil {
			return err
		}
		c.wage, c.actual = base, base
	default:
		return refuse("segment", "Manfaat untuk segmen %q belum tersedia; pilih PU, BPU atau JAKON.", c.q.Segment)
	}
	c.actual = max(c.actual, c.q.TrueWage)
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
		return nil, refuse("date", "Aturan %s tidak ada untuk tanggal %s.", name, c.r.day.String())
	}
	return v, nil
}

// owe adds an item of a fixed amount.
func (c *claim) owe(name string, amount money.Rupiah, ground Cite) {
	if amount > 0 {
		c.out.Items = append(c.out.Items, Item{name, amount, c.q.Unregistered, ground})
	}
}

// oweByWage adds an item that depends on the wage: what follows from the reported wage falls to the insurer, what the
// true wage adds to the employer.
func (c *claim) oweByWage(name string, of func(wage money.Milli) money.Rupiah, ground Cite) {
	full, reported := of(c.actual), of(c.wage)
	if c.q.Unregistered {
		c.owe(name, full, ground)
		return
	}
	c.owe(name, reported, ground)
	if full > reported {
		short := ground
		short.Article += "; kekurangan manfaat karena upah dilaporkan kurang ditanggung pemberi kerja (UU 24/2011; PP 44/2015)"
		c.out.Items = append(c.out.Items, Item{name, full - reported, true, short})
	}
}

// fixed adds an item of one parameter.
func (c *claim) fixed(item, parameter string) error {
	v, err := c.value(parameter)
	if err == nil {
		c.owe(item, v.Amount.HalfUp(), c.r.cite(v))
	}
	return err
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
	c.owe("periodic", month.Amount.HalfUp()*money.Rupiah(months.Count), c.r.cite(month))
	return nil
}

func (c *claim) death() error {
	if c.q.Segment == "BPU" && c.q.Membership != nil {
		months := c.r.law.value("bpu.new_member.months", c.r.day)
		if months != nil && *c.q.Membership < months.Count {
			return c.fixed("death_lump_sum", "bpu.new_member.death")
		}
	}
	if err := c.fixed("death_lump_sum", "jkm.benefit.lump_sum"); err != nil {
		return err
	}
	if err := c.periodic("jkm.benefit"); err != nil {
		return err
	}
	if err := c.fixed("funeral", "jkm.benefit.funeral"); err != nil {
		return err
	}
	least, err := c.value("scholarship.jkm.membership_months")
	if err != nil {
		return err
	}
	if c.q.Membership != nil && *c.q.Membership < least.Count {
		return nil
	}
	return c.scholarship()
}

func (c *claim) accidentDeath() error {
	if err := c.needWage(); err != nil {
		return err
	}
	part, multiple, err := c.wageParts("jkk.benefit.death.rate")
	if err != nil {
		return err
	}
	floor, err := c.value("jkm.benefit.lump_sum")
	if err != nil {
		return err
	}
	ground := c.r.cite(part)
	least := floor.Amount.HalfUp()
	if wageTimes(c.actual, multiple, part.Rate) < least { // that the death benefit of JKM is a floor is less sure
		ground = doubted(ground, pack.Medium)
	}
	c.oweByWage("death_lump_sum", func(w money.Milli) money.Rupiah { return max(least, wageTimes(w, multiple, part.Rate)) }, ground)
	if err := c.periodic("jkk.benefit"); err != nil {
		return err
	}
	if err := c.fixed("funeral", "jkk.benefit.funeral"); err != nil {
		return err
	}
	return c.scholarship()
}

func (c *claim) partial() error {
	if err := c.needWage(); err != nil {
		return err
	}
	if c.q.TableRate <= 0 || c.q.TableRate > money.One {
		return refuse("table_percent", "table_percent belum diisi atau di luar batas; tulis persen dari tabel cacat, lebih dari 0 sampai 100.")
	}
	multiple, err := c.value("jkk.benefit.multiple")
	if err != nil {
		return err
	}
	c.oweByWage("disability_lump_sum", func(w money.Milli) money.Rupiah { return wageTimes(w, multiple.Count, c.q.TableRate) }, c.r.cite(multiple))
	return nil
}

func (c *claim) total() error {
	if err := c.needWage(); err != nil {
		return err
	}
	part, multiple, err := c.wageParts("jkk.benefit.total_disability.rate")
	if err != nil {
		return err
	}
	c.oweByWage("disability_lump_sum", func(w money.Milli) money.Rupiah { return wageTimes(w, multiple, part.Rate) }, c.r.cite(part))
	if err := c.periodic("jkk.benefit"); err != nil {
		return err
	}
	return c.scholarship()
}

// wageParts returns a part and the multiple of the wage that it is a part of.
func (c *claim) wageParts(rate string) (*pack.Value, int, error) {
	part, err := c.value(rate)
	if err != nil {
		return nil, 0, err
	}
	multiple, err := c.value("jkk.benefit.multiple")
	if err != nil {
		return nil, 0, err
	}
	return part, multiple.Count, nil
}

func (c *claim) temporary() error {
	if err := c.needWage(); err != nil {
		return err
	}
	t := c.r.law.table("jkk.temporary_wage", c.r.day)
	if t == nil {
		return refuse("date", "Aturan %s tidak ada untuk tanggal %s.", "jkk.temporary_wage", c.r.day.String())
	}
	if c.q.Months < 1 {
		return refuse("months", "months belum diisi; tulis berapa bulan tidak mampu bekerja.")
	}
	c.oweByWage("temporary_wage", func(w money.Milli) money.Rupiah { return steps(t, w, c.q.Months) }, c.r.tableCite(t))
	return nil
}

// jobLoss gives cash to the dismissed workers of private employers who are long enough in.
func (c *claim) jobLoss() error {
	if err := c.needWage(); err != nil {
		return err
	}
	least := c.r.law.value("jkp.membership_months", c.r.day)
	t := c.r.law.table("jkp.cash", c.r.day)
	if c.q.Employer == Government || c.q.Segment != "PU" || least == nil || t == nil {
		return nil
	}
	if c.q.Membership != nil && *c.q.Membership < least.Count {
		return nil
	}
	months, err := c.value("jkp.cash.months")
	if err != nil {
		return err
	}
	ceiling, err := c.value("jkp.wage_ceiling")
	if err != nil {
		return err
	}
	c.oweByWage("jkp_cash", func(w money.Milli) money.Rupiah { return steps(t, min(w, ceiling.Amount), months.Count) }, c.r.tableCite(t))
	return nil
}
