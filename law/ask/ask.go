package ask

import (
	"errors"

	"github.com/payung-id/payung/law"
)

// Asker answers questions by one law. It keeps buffers between lines and is for one goroutine.
type Asker struct {
	law  *law.Law
	say  func(*law.Error) string
	q    question
	bill law.Bill
	in   law.Language // of explanations; "" where none are asked for
	w    writer
}

// New returns an asker; its errors are Indonesian.
func New(l *law.Law) *Asker {
	return &Asker{law: l, say: (*law.Error).Error}
}

// In returns the asker with errors said by a function, for another language.
func (a *Asker) In(say func(*law.Error) string) *Asker {
	a.say = say
	return a
}

// handlers by the value of "ask".
var handlers = map[string]func(*Asker, *writer) error{
	"contribution": (*Asker).contribution,
	"parameter":    (*Asker).parameter,
	"minimum_wage": (*Asker).minimumWage,
	"due":          (*Asker).due,
	"penalty":      (*Asker).penalty,
	"benefit":      (*Asker).benefit,
	"class":        (*Asker).class,
	"deadline":     (*Asker).deadline,
	"sanctions":    (*Asker).sanctions,
	"group":        (*Asker).group,
	"changes":      (*Asker).changes,
	"verification": (*Asker).verification,
	"recompute":    (*Asker).recompute,
}

const known = "contribution, parameter, minimum_wage, due, penalty, class, benefit, deadline, sanctions, group, changes, verification, recompute"

// Answer appends the answer to one line, without a line break, and tells whether it is ok.
func (a *Asker) Answer(dst, line []byte) ([]byte, bool) {
	w := &a.w
	w.b = append(dst, '{')
	err := a.q.read(line)
	a.id(w)
	start := len(w.b)
	if err == nil {
		w.bool("ok", true)
		if a.in, err = a.q.language(); err == nil {
			err = a.answer(w)
		}
	}
	if err != nil {
		w.b = w.b[:start]
		a.refusal(w, err)
	}
	w.close('}')
	return w.b, err == nil
}

func (a *Asker) answer(w *writer) error {
	f := a.q.get("ask")
	if f.kind != text {
		return refuse("ask", "ask belum diisi; pilih salah satu dari %s.", known)
	}
	handle := handlers[string(f.raw)]
	if handle == nil {
		return refuse("ask", "Pertanyaan %q tidak dikenal; pilih salah satu dari %s.", string(f.raw), known)
	}
	return handle(a, w)
}

// id gives the question's id back as it was.
func (a *Asker) id(w *writer) {
	f := a.q.get("id")
	switch f.kind {
	case text:
		w.key("id")
		w.quoteBytes(f.raw)
	case number, boolean, nested:
		w.key("id")
		w.b = append(w.b, f.raw...)
	case absent, null:
	}
}

func (a *Asker) refusal(w *writer, err error) {
	w.bool("ok", false)
	var refused *law.Error
	if !errors.As(err, &refused) {
		refused = &law.Error{Format: "Pertanyaan ini tidak dapat dihitung: %s", Args: []any{err.Error()}}
	}
	w.text("error", a.say(refused))
	if refused.Field != "" {
		w.text("field", refused.Field)
	}
}
