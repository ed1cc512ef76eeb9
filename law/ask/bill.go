package ask

import (
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
)

func writeBill(w *writer, bill *law.Bill, in law.Language) error {
	w.open("lines", '[')
	for i := range bill.Lines {
		if err := writeLine(w, &bill.Lines[i], in); err != nil {
			return err
		}
	}
	w.close(']')
	writeTotals(w, bill)
	if later := bill.Deferred(); later > 0 {
		w.rupiah("deferred", later)
	}
	w.texts("assumed", bill.Assumed)
	if x := bill.Recomposition; x != nil {
		w.open("recomposition", '{')
		w.rupiah("government", x.Government)
		w.rupiah("from_jkk", x.FromJKK)
		w.rupiah("from_jkm", x.FromJKM)
		w.rupiah("total", x.Total())
		w.close('}')
	}
	if len(bill.Slices) > 0 {
		writeSlices(w, bill.Slices)
	}
	return nil
}

func writeLine(w *writer, x *law.Line, in law.Language) error {
	w.open("", '{')
	w.text("programme", x.Programme)
	if x.Part != "" {
		w.text("part", x.Part)
	}
	w.text("payer", x.Payer.String())
	if x.HasBase {
		w.milli("base", x.Base)
	}
	if x.HasRate {
		w.rate("rate", x.Rate)
	}
	w.rupiah("amount", x.Amount)
	if x.Deferred > 0 {
		w.rupiah("deferred", x.Deferred)
	}
	w.text("article", x.Article)
	w.confidence(x.Confidence, x.Verified)
	err := w.trace(x.Trace, in)
	w.close('}')
	return err
}

func writeTotals(w *writer, bill *law.Bill) {
	w.open("totals", '{')
	for _, payer := range [...]law.Payer{law.ByEmployer, law.ByWorker, law.BySponsor, law.ByGovernment} {
		if sum, ok := bill.By(payer); ok {
			w.rupiah(payer.String(), sum)
		}
	}
	for i := range bill.Lines { // the parts of a package
		if part := bill.Lines[i].Part; part != "" {
			w.rupiah(part, bill.Lines[i].Amount)
		}
	}
	w.rupiah("all", bill.Total())
	w.open("by_programme", '{')
	for i := 0; i < len(bill.Lines); {
		name, sum := bill.Lines[i].Programme, money.Rupiah(0)
		for ; i < len(bill.Lines) && bill.Lines[i].Programme == name; i++ { // lines of a programme stand together
			sum += bill.Lines[i].Amount
		}
		w.rupiah(name, sum)
	}
	w.close('}')
	w.close('}')
}

func writeSlices(w *writer, slices []law.Slice) {
	w.open("slices", '[')
	for _, s := range slices {
		w.open("", '{')
		w.text("programme", s.Programme.String())
		w.milli("from", s.From)
		if s.To != 0 {
			w.milli("to", s.To)
		}
		w.milli("base", s.Base)
		w.rate("rate", s.Rate)
		w.close('}')
	}
	w.close(']')
}
