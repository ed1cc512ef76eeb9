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

// number counts the steps through all groups, from 1.
func (v Home) number(group, task int) int {
	n := 1
	for _, g := range v.Groups[:group] {
		n += len(g.Tasks)
	}
	return n + task
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

// status is the tag of a step; "Selesai" is plain text, only what is left is coloured.
func (v Home) status(t Task) Tag {
	tone := map[TaskState]Tone{TaskDone: Plain, TaskTodo: Info, TaskBroken: Bad, TaskBlocked: Plain}[t.State]
	if t.Status.Format != "" {
		return Tag{Text: t.Status, Tone: tone}
	}
	word := lang.Msg("Belum dimulai")
	switch t.State {
	case TaskDone:
		word = lang.Msg("Selesai")
	case TaskBroken:
		word = lang.Msg("Perlu diperbaiki")
	case TaskBlocked:
		word = lang.Msg("Belum bisa dimulai")
	}
	return Tag{Text: word, Tone: tone}
}

// words writes an amount in Indonesian words, as under every total; the words are Indonesian in both languages.
func (v Home) words(r money.Rupiah) string { return text.Terbilang(r) }
