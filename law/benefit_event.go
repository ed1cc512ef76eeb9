package law

import (
	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
)

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
	steps, ground, err := c.partOfWage("jkk.benefit.death.rate")
	if err != nil {
		return err
	}
	floor, err := c.value("jkm.benefit.lump_sum")
	if err != nil {
		return err
	}
	least := c.given(AtLeast, "floor", floor)
	least.Confidence, least.Verified = pack.Weaker(least.Confidence, pack.Medium), false // that it is a floor is less sure
	steps = append(steps, least)
	wage := max(c.q.Wage, c.q.TrueWage)
	if c.q.Segment == "BPU" {
		wage, _ = c.reported[1].By.Amount()
	}
	if below, err := c.worth([]Step{stated("wage", wage), steps[0], steps[1]}); err != nil || below < floor.Amount.HalfUp() {
		ground = doubted(ground, pack.Medium)
	}
	if err := c.oweByWage("death_lump_sum", ground, steps...); err != nil {
		return err
	}
	if err := c.periodic("jkk.benefit"); err != nil {
		return err
	}
	if err := c.fixed("funeral", "jkk.benefit.funeral"); err != nil {
		return err
	}
	return c.scholarship()
}

// worth works steps out to whole rupiah.
func (c *claim) worth(steps []Step) (money.Rupiah, error) {
	t := Trace{Steps: append(steps, Step{Op: Round, Name: string(HalfUp)})}
	return t.Recompute()
}

func (c *claim) partial() error {
	if err := c.needWage(); err != nil {
		return err
	}
	if c.q.TableRate <= 0 || c.q.TableRate > money.One {
		return refuse("table_percent", "table_percent belum diisi atau di luar batas; tulis persen dari tabel cacat, lebih dari 0 sampai 100.")
	}
	if c.q.FunctionLoss < 0 || c.q.FunctionLoss > money.One {
		return refuse("function_loss_percent", "function_loss_percent di luar batas; tulis persen fungsi yang hilang, lebih dari 0 sampai 100.")
	}
	multiple, err := c.value("jkk.benefit.multiple")
	if err != nil {
		return err
	}
	ground := c.r.cite(multiple)
	steps := []Step{c.given(Times, "multiple", multiple), {Op: Times, Name: "table_percent", By: RateOf(c.q.TableRate)}}
	if c.q.FunctionLoss > 0 {
		ground = doubted(ground, pack.Medium)
		steps = append(steps, Step{Op: Times, Name: "function_loss", By: RateOf(c.q.FunctionLoss), Article: multiple.Article, Confidence: pack.Medium})
	}
	return c.oweByWage("disability_lump_sum", ground, steps...)
}

func (c *claim) total() error {
	steps, ground, err := c.partOfWage("jkk.benefit.total_disability.rate")
	if err != nil {
		return err
	}
	if err := c.oweByWage("disability_lump_sum", ground, steps...); err != nil {
		return err
	}
	if err := c.periodic("jkk.benefit"); err != nil {
		return err
	}
	return c.scholarship()
}

// partOfWage returns the two steps from a wage to a part of its multiple.
func (c *claim) partOfWage(rate string) ([]Step, Cite, error) {
	if err := c.needWage(); err != nil {
		return nil, Cite{}, err
	}
	part, err := c.value(rate)
	if err != nil {
		return nil, Cite{}, err
	}
	multiple, err := c.value("jkk.benefit.multiple")
	if err != nil {
		return nil, Cite{}, err
	}
	return []Step{c.given(Times, "multiple", multiple), c.given(Times, "part", part)}, resting(c.r.cite(part), c.r.cite(multiple)), nil
}

func (c *claim) temporary() error {
	if err := c.needWage(); err != nil {
		return err
	}
	t := c.r.law.table("jkk.temporary_wage", c.r.day)
	if t == nil {
		return c.r.law.missing("date", "jkk.temporary_wage", c.r.day, c.r.day.String())
	}
	if c.q.Months < 1 {
		return refuse("months", "months belum diisi; tulis berapa bulan tidak mampu bekerja.")
	}
	return c.oweByWage("temporary_wage", c.r.tableCite(t), c.r.monthsAt(t, c.q.Months))
}

// monthsAt is the step from a month's wage to several months, each at the part that the table gives to it.
func (r *Rules) monthsAt(t *pack.Table, months int) Step {
	s := Step{Op: Parts, Name: "months"}
	for i, row := range t.Rows {
		until := months
		if i+1 < len(t.Rows) {
			until = min(months, t.Rows[i+1][0].Count)
		}
		if n := until - row[0].Count; n > 0 {
			s.Terms = append(s.Terms, Term{Count: int64(n), By: RateOf(row[1].Rate)})
		}
	}
	return s.ground(t.Name, r.tableCite(t))
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
	return c.oweByWage("jkp_cash", c.r.tableCite(t), c.given(AtMost, "ceiling", ceiling), c.r.monthsAt(t, months.Count))
}
