package law

import (
	"slices"

	"github.com/payung-id/payung/money"
)

// scholarship adds what the children receive; the best entitled ones count.
func (c *claim) scholarship() error {
	if len(c.q.Children) == 0 {
		return nil
	}
	count, err := c.value("scholarship.children")
	if err != nil {
		return err
	}
	plans := make([]plan, 0, len(c.q.Children))
	for _, child := range c.q.Children {
		p, err := c.plan(child)
		if err != nil {
			return err
		}
		plans = append(plans, p)
	}
	slices.SortStableFunc(plans, func(a, b plan) int { return int(b.sum - a.sum) })
	sum := Step{Op: Sum, Name: "scholarship"}
	for _, p := range plans[:min(len(plans), count.Count)] {
		sum.Terms = append(sum.Terms, p.years...)
	}
	ground := c.r.cite(count)
	return c.owe("scholarship", []Step{sum.ground(count.Name, ground)}, ground)
}

// plan is what one child receives, level by level.
type plan struct {
	years []Term
	sum   money.Milli
}

// schoolLevels in their order, and their names in the packs.
var (
	schoolLevels = []string{"TK", "SD", "SMP", "SMA", "PT"}
	levelNames   = []string{"tk", "sd", "smp", "sma", "pt"}
)

func (c *claim) plan(child Child) (plan, error) {
	if child.Level == "tidak" {
		return plan{}, nil
	}
	at := slices.Index(schoolLevels, child.Level)
	if at < 0 && child.Level != "belum_sekolah" {
		return plan{}, refuse("children", "Jenjang %q tidak dikenal; pilih belum_sekolah, TK, SD, SMP, SMA, PT atau tidak.", child.Level)
	}
	if once := c.r.law.value("scholarship.once", c.r.day); once != nil {
		return plan{[]Term{{Name: child.Level, Count: 1, By: AmountOf(once.Amount)}}, once.Amount}, nil
	}
	var out plan
	for i, level := range levelNames {
		year, err := c.value("scholarship." + level + ".year")
		if err != nil {
			return plan{}, err
		}
		years, err := c.value("scholarship." + level + ".years")
		if err != nil {
			return plan{}, err
		}
		n := years.Count
		if i == at {
			if child.YearsLeft < 0 || child.YearsLeft > n {
				return plan{}, refuse("children", "years_left %d di jenjang %s di luar batas; paling banyak %d.", child.YearsLeft, child.Level, n)
			}
			n = child.YearsLeft
		}
		if i >= at && n > 0 {
			out.years = append(out.years, Term{Name: schoolLevels[i], Count: int64(n), By: AmountOf(year.Amount)})
			out.sum += year.Amount * money.Milli(n)
		}
	}
	return out, nil
}
