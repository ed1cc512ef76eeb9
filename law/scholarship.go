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
	var sums []money.Rupiah
	for _, child := range c.q.Children {
		sum, err := c.childSum(child)
		if err != nil {
			return err
		}
		sums = append(sums, sum)
	}
	slices.SortFunc(sums, func(a, b money.Rupiah) int { return int(b - a) })
	var total money.Rupiah
	for _, s := range sums[:min(len(sums), count.Count)] {
		total += s
	}
	c.owe("scholarship", total, c.r.cite(count))
	return nil
}

// schoolLevels in their order.
var schoolLevels = []string{"TK", "SD", "SMP", "SMA", "PT"}

var levelNames = []string{"tk", "sd", "smp", "sma", "pt"}

func (c *claim) childSum(child Child) (money.Rupiah, error) {
	if child.Level == "tidak" {
		return 0, nil
	}
	at := slices.Index(schoolLevels, child.Level)
	if at < 0 && child.Level != "belum_sekolah" {
		return 0, refuse("children", "Jenjang %q tidak dikenal; pilih belum_sekolah, TK, SD, SMP, SMA, PT atau tidak.", child.Level)
	}
	if once := c.r.law.value("scholarship.once", c.r.day); once != nil {
		return once.Amount.HalfUp(), nil
	}
	var sum money.Rupiah
	for i, level := range levelNames {
		year, err := c.value("scholarship." + level + ".year")
		if err != nil {
			return 0, err
		}
		years, err := c.value("scholarship." + level + ".years")
		if err != nil {
			return 0, err
		}
		n := years.Count
		if i == at {
			if child.YearsLeft < 0 || child.YearsLeft > n {
				return 0, refuse("children", "years_left %d di jenjang %s di luar batas; paling banyak %d.", child.YearsLeft, child.Level, n)
			}
			n = child.YearsLeft
		}
		if i >= at {
			sum += year.Amount.HalfUp() * money.Rupiah(n)
		}
	}
	return sum, nil
}
