package view

import (
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

func (v Home) total() int {
	n := 0
	for _, g := range v.Groups {
		n += len(g.Tasks)
	}
	return n
}

func (v Home) done() int {
	n := 0
	for _, g := range v.Groups {
		for _, t := range g.Tasks {
			if t.State == TaskDone {
				n++
			}
		}
	}
	return n
}

// left is the number of days until the money is due, negative when it is late.
func (v Home) left() int {
	if v.Now.IsZero() {
		return 0
	}
	return int(v.Due - period.DateIn(v.Now, v.place()))
}

// stepClass colours the small bars under the lead: the first unfinished step is the one in hand.
func (v Home) stepClass(t Task) string {
	switch {
	case t.State == TaskDone:
		return "done"
	case t.Title.Format == v.firstOpen().Format:
		return "now"
	default:
		return ""
	}
}

func (v Home) firstOpen() lang.Text {
	for _, g := range v.Groups {
		for _, t := range g.Tasks {
			if t.State != TaskDone {
				return t.Title
			}
		}
	}
	return lang.Text{}
}

// words writes an amount in Indonesian words, as under every total; the words are Indonesian in both languages.
func (v Home) words(r money.Rupiah) string { return text.Terbilang(r) }
