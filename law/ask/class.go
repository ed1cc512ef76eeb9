package ask

import (
	"strconv"

	"github.com/payung-id/payung/law"
)

var classFields = []string{"id", "ask", "business"}

func (a *Asker) class(w *writer) error {
	if err := a.q.only(classFields); err != nil {
		return err
	}
	business, err := a.q.text("business")
	if err != nil {
		return err
	}
	x, err := a.law.Class(business)
	if err != nil {
		return err
	}
	if x.Sure {
		writeClass(w, &x.Best)
		w.text("entry", x.Best.Entry)
		w.text("article", x.Best.Article)
		w.text("source", x.Best.Source)
		w.text("confidence", string(x.Best.Confidence))
	} else {
		w.open("candidates", '[')
		for i := range x.Candidates {
			c := &x.Candidates[i]
			w.open("", '{')
			writeClass(w, c)
			w.text("entry", c.Entry)
			w.key("score")
			w.b = strconv.AppendFloat(w.b, c.Score, 'f', -1, 64)
			w.close('}')
		}
		w.close(']')
	}
	w.text("pack", a.law.Version())
	return nil
}

func writeClass(w *writer, c *law.Candidate) {
	if c.Route != "" {
		w.text("route", c.Route)
		return
	}
	w.int("class", int64(c.Class))
}
