package view

import (
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/money"
)

// Calculator is the page /hitung: what the law asks or gives, for anybody, without a person's data. The form is sent by
// GET, so that the address of a result can be shared.
//
// Form: "jenis" and the fields of the kind, as their names stand in Fields.
type Calculator struct {
	Page
	Lead   lang.Text
	Kinds  []Option    // what can be worked out; the links of the first row
	Picks  []CalcPick  // choices that change which fields matter
	Hidden [][2]string // name and value of what the links have chosen
	Fields []CalcField
	Sample bool // nothing was filled in: an example is
	Result *CalcResult
	Wait   lang.Text // why there is no result yet, where nothing is wrong
	Offers []Link    // what may have been meant: classes of a business
}

// CalcPick is a choice by links.
type CalcPick struct {
	Label   lang.Text
	Options []Option
}

// CalcField is one field of the form.
type CalcField struct {
	Name, Kind  string // money, month, date, number, percent, text, select, checks, check
	Label, Hint lang.Text
	Value       string
	Required    bool
	Options     []Option // of select and checks
	Beside      *CalcSelect
}

// CalcSelect is a list that stands beside a field: paid by the month or by the day.
type CalcSelect struct {
	Name    string
	Label   lang.Text
	Options []Option
}

// CalcResult is a worked out answer.
type CalcResult struct {
	Title    lang.Text
	Figure   string // name of the amount's definition
	Amount   money.Rupiah
	Big      string // instead of Amount: a date
	Unit     lang.Text
	Words    string    // the amount in words
	Line     lang.Text // one sentence: for whom, on what
	Aside    lang.Text // what comes beside the amount and is not in it
	Shares   []CalcShare
	Doubts   []lang.Text // said loudly above the lines: not checked for the month, conditions taken as met
	Lines    []LawLineShown
	Notes    []CalcNote
	Given    [][2]string // label and value of what was filled in, for paper
	Share    string      // address of this result
	WhatsApp string
	Question string // the same as a question to the API
	Pack     string
}

// CalcShare is what one payer bears.
type CalcShare struct {
	Who    string
	Amount money.Rupiah
}

// CalcNote is a fact beside the amount: due date, recomposition.
type CalcNote struct {
	Label lang.Text
	Text  string
	URL   string // where it is worked out further
	More  string // the link's words
}

// LawLineShown is one amount that the law gives or asks, with its explanation.
type LawLineShown struct {
	Name    string // "JKK"
	Long    string // "Jaminan Kecelakaan Kerja"
	Who     string // who bears or pays it
	Amount  money.Rupiah
	Formula string // "0,24% × Rp 1.500.000"
	Why     string // the explanation in one sentence
	Article string
	Source  string
	Mark    Tag // not certain, or not checked
	Note    string
}

// words writes an amount in words, in Indonesian alone: forms ask for it in Indonesian.
func (r CalcResult) words(p Page) string {
	if p.lang() != lang.ID || r.Words == "" {
		return ""
	}
	return r.Words
}

// Terbilang writes an amount as Indonesian forms do.
func Terbilang(r money.Rupiah) string { return text.Terbilang(r) }

// inputKind is how a browser should take a field.
func (f CalcField) input(p Page) input {
	in := input{name: f.Name, value: f.Value, label: p.Say(f.Label), hint: p.Say(f.Hint), required: f.Required, max: 40}
	switch f.Kind {
	case "money":
		in.mode, in.auto = "decimal", "off"
	case "number", "percent":
		in.mode, in.auto, in.width = "decimal", "off", "s"
	case "month", "date":
		in.kind = f.Kind
	case "text":
		in.max = 120
	}
	return in
}
