package view

import (
	"net/url"
	"sort"
	"strconv"

	"github.com/payung-id/payung/internal/format/svg"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
)

// missing counts the people who are not protected: undecided ones are neither.
func (v Scoreboard) missing() int { return v.Total.Workers - v.Total.Protected - v.Total.Undecided }

func (v Scoreboard) missingBefore() int {
	return v.Before.Workers - v.Before.Protected - v.Before.Undecided
}

// gapUnits counts the units that close 80 % of the gap, shown or not.
func (v Scoreboard) gapUnits() int { return len(v.Gap) + v.GapMore }

// hasRange tells whether something is uncertain: then the share has a best and a worst case.
func (v Scoreboard) hasRange() bool {
	return v.Total.Best.Whole > 0 && v.Total.Worst.Whole > 0 && v.Total.Best != v.Total.Worst
}

// spark is the trend as a small line.
func (v Scoreboard) spark(c svg.Colour) svg.Picture {
	var values []int
	for _, t := range v.Trend {
		if t.Known {
			values = append(values, svg.Permille(t.Share.Part, t.Share.Whole))
		}
	}
	return svg.Spark(values, c)
}

func (v Scoreboard) funnelBar(s FunnelStep) svg.Picture {
	return svg.FunnelBar(svg.Permille(s.Count, v.Total.Workers), factColour(s.Name), v.N(s.Count), v.Pct(s.Count, v.Total.Workers), v.Basis.figure(v.Page, "funnel_"+s.Name))
}

func (v Scoreboard) trendChart() svg.Trend {
	chart := svg.Trend{Target: v.Target * 10, Figure: v.Basis.figure(v.Page, "protected")}
	if v.Target > 0 {
		chart.TargetText = v.Say(v.TargetOf) + " " + strconv.Itoa(v.Target) + "%"
	}
	last := ""
	for _, t := range v.Trend {
		chart.Points = append(chart.Points, svg.Point{
			Label:    text.ShortMonth(v.lang(), t.Month.Month()),
			Permille: svg.Permille(t.Share.Part, t.Share.Whole),
			Known:    t.Known,
		})
		if t.Known {
			last = v.PctOf(t.Share)
		}
	}
	chart.LastText = last
	chart.Title = v.T("Bagian pekerja yang terlindungi tiap bulan; terakhir %s", last)
	return chart
}

// sorted puts the best share first and the silent last; rows that say nothing never get a rank.
func (v Scoreboard) sorted() []League {
	rows := append([]League(nil), v.Rows...)
	sort.SliceStable(rows, func(i, j int) bool {
		a, b := rows[i].Counts, rows[j].Counts
		if (a.Answered == 0) != (b.Answered == 0) {
			return b.Answered == 0
		}
		if (a.Workers == 0) != (b.Workers == 0) {
			return b.Workers == 0
		}
		return int64(a.Protected)*int64(b.Workers) > int64(b.Protected)*int64(a.Workers)
	})
	return rows
}

// groupings are the ways to group the league table.
func (v Scoreboard) groupings() []Option {
	var out []Option
	for _, g := range [...]struct{ value, text string }{
		{"unit", v.T("Instansi")}, {"region", v.T("Wilayah")}, {"category", v.T("Kategori")}, {"segment", v.T("Segmen")},
	} {
		q := url.Values{"bulan": {v.Month.String()}, "menurut": {g.value}}
		if v.Region != "" {
			q.Set("wilayah", v.Region)
		}
		out = append(out, Option{Value: g.value, Text: g.text, URL: "/papan?" + q.Encode(), Current: g.value == v.By})
	}
	return out
}

func (v Scoreboard) groupName() string {
	switch v.By {
	case "region":
		return v.T("Wilayah")
	case "category":
		return v.T("Kategori")
	case "segment":
		return v.T("Segmen")
	default:
		return v.T("Instansi")
	}
}

// points writes tenths of a percentage point with their sign: "+1,6".
func points(p Page, tenths int) string {
	sign, n := "+", tenths
	if n < 0 {
		sign, n = "−", -n
	}
	if n == 0 {
		sign = "±"
	}
	sep := ","
	if p.lang() == lang.EN {
		sep = "."
	}
	return sign + strconv.Itoa(n/10) + sep + strconv.Itoa(n%10)
}

// basis of a declared figure is its own date and source.
func (d DeclaredRow) basis() Basis {
	return Basis{AsOf: d.Date, Sources: []lang.Text{{Format: d.Source}}}
}

// value writes a reported number, "5 dari 22" where it was answered of asked.
func (d DeclaredRow) value(p Page) string {
	if d.Of > 0 {
		return p.T("%s dari %s", p.N(d.Value), p.N(d.Of))
	}
	return p.N(d.Value)
}
