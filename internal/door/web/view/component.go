package view

import (
	"strings"

	"github.com/a-h/templ"

	"github.com/payung-id/payung/internal/format/svg"
	"github.com/payung-id/payung/internal/kit/lang"
)

// typ is the type attribute of an input.
func (in input) typ() string {
	if in.kind == "" {
		return "text"
	}
	return in.kind
}

// attrs are the attributes that only some inputs have.
func (in input) attrs(p Page) templ.Attributes {
	a := describe(p, in.name, in.hint)
	if in.auto != "" {
		a["autocomplete"] = in.auto
	}
	if in.mode != "" {
		a["inputmode"] = in.mode
	}
	if in.max > 0 {
		a["maxlength"] = in.max
	}
	if len(in.list) > 0 {
		a["list"] = "l-" + in.name
	}
	return a
}

// describe binds hint and error to an input.
func describe(p Page, name, hint string) templ.Attributes {
	a := templ.Attributes{}
	var ids []string
	if hint != "" {
		ids = append(ids, "h-"+name)
	}
	if p.fault(name) != "" {
		ids = append(ids, "e-"+name)
		a["aria-invalid"] = "true"
	}
	if len(ids) > 0 {
		a["aria-describedby"] = strings.Join(ids, " ")
	}
	return a
}

// sorted is aria-sort of a column.
func sorted(c Column) templ.Attributes {
	if c.Sort == "" {
		return nil
	}
	return templ.Attributes{"aria-sort": c.Sort}
}

func arrow(sort string) string {
	switch sort {
	case "ascending":
		return "▲"
	case "descending":
		return "▼"
	default:
		return ""
	}
}

// stateWord says a state in words.
func (p Page) stateWord(s State) string {
	switch s {
	case Yes:
		return p.T("ya")
	case No:
		return p.T("tidak")
	case Open:
		return p.T("bulan belum ditutup")
	case Undecided:
		return p.T("masih ditinjau")
	case Unknown:
		return p.T("belum ada jawaban")
	default:
		return p.T("tidak bekerja di bulan itu")
	}
}

// stateSign is the sign inside a box, so that colour is never alone.
func stateSign(s State) string {
	switch s {
	case Yes:
		return "✓"
	case No:
		return "×"
	case Open:
		return "…"
	case Undecided:
		return "?"
	case Unknown:
		return ""
	default:
		return "–"
	}
}

// protectedTag says whether a person is protected in a month.
func (p Page) protectedTag(s State) (word string, tone Tone) {
	switch s {
	case Yes:
		return p.T("Terlindungi"), Good
	case No:
		return p.T("Belum terlindungi"), Bad
	case Open:
		return p.T("Belum ditutup"), Info
	case Undecided:
		return p.T("Masih ditinjau"), Warn
	case Unknown:
		return p.T("Belum ada jawaban"), None
	default:
		return p.T("Tidak bekerja"), None
	}
}

func factColour(name string) svg.Colour {
	switch name {
	case "workers":
		return svg.Navy
	case "budgeted":
		return svg.Navy2
	case "registered":
		return svg.Sea
	case "paid":
		return svg.Teal
	default:
		return svg.Leaf
	}
}

// taskNumber is the number of a task; numbers go on from group to group.
func taskNumber(groups []TaskGroup, group, task int) int { return tasksIn(groups[:group]) + task + 1 }

func tasksIn(groups []TaskGroup) (n int) {
	for _, g := range groups {
		n += len(g.Tasks)
	}
	return n
}

func tasksDone(groups []TaskGroup) (n int) {
	for _, g := range groups {
		for _, t := range g.Tasks {
			if t.State == TaskDone {
				n++
			}
		}
	}
	return n
}

// status is the tag of a step; "Selesai" is plain text, only what is left is coloured.
func (t Task) status() Tag {
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

// columnHead is the head of a column of a list.
type columnHead struct {
	title string
	num   bool // figures: aligned right
}

func col(title string) columnHead { return columnHead{title: title} }
func num(title string) columnHead { return columnHead{title: title, num: true} }
