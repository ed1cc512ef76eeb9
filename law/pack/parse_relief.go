package pack

import (
	"maps"
	"slices"

	"github.com/payung-id/payung/money"
)

func (r *reader) relief(x item[rawRelief]) *Relief {
	v := x.v
	out := &Relief{
		Name:     r.need(v.Name, x.at, "name"),
		Segment:  r.need(v.Segment, x.at, "segment"),
		Factor:   money.One,
		Employer: v.Employer.text,
		Sector:   v.Sector.text,
		Evidence: r.evidence(v.Ground, x.at),
		Place:    r.at(x.at),
	}
	out.From, out.To = r.span(ContributionMonth, v.From, v.To, x.at)
	if out.To == 0 {
		r.fault(x.at, say("keringanan %s perlu bulan akhir (to)", out.Name))
	}
	var err error
	if out.Programmes, err = readProgrammes(v.Programmes.text); err != nil {
		r.fault(v.Programmes.or(x.at), err)
	} else if len(out.Programmes) == 0 {
		r.fault(v.Programmes.or(x.at), say("daftar program kosong"))
	}
	if v.Factor.text == "" && v.Deferred.text == "" && v.Penalty.text == "" {
		r.fault(x.at, say("keringanan %s tidak meringankan apa pun; isi factor, deferred atau penalty", out.Name))
	}
	r.optionalRate(v.Factor, &out.Factor)
	r.optionalRate(v.Deferred, &out.Deferred)
	if v.Penalty.text != "" {
		out.Penalty = new(money.Rate)
		r.optionalRate(v.Penalty, out.Penalty)
	}
	r.conditions(v, out)
	return out
}

func (r *reader) optionalRate(s scalar, into *money.Rate) {
	if s.text == "" {
		return
	}
	rate, err := readRate(s.text)
	if err != nil {
		r.fault(s.at, err)
	}
	*into = rate
}

// conditions reads what the payer must fulfil.
func (r *reader) conditions(v rawRelief, out *Relief) {
	r.oneOf(v.Segment, "segment", "PU", "BPU", "JAKON", "PMI")
	r.oneOf(v.Employer, "employer", "government", "private")
	r.oneOf(v.Sector, "sector", "transport", "other")
	r.oneOf(v.LabourIntensive, "labour_intensive", "true", "false")
	r.oneOf(v.RunningProject, "running_project", "true", "false")
	out.LabourIntensive = v.LabourIntensive.text == "true"
	out.RunningProject = v.RunningProject.text == "true"
	if v.MinEmployees.text != "" {
		out.MinEmployees = r.int(v.MinEmployees, 1, 1<<30, "min_employees")
	}
	if v.PaidThrough.text != "" {
		out.PaidThrough = r.month(v.PaidThrough, v.PaidThrough.at, "paid_through")
	}
	out.Payers, out.Excluded = r.payers(v.Payers, "payers"), r.payers(v.Excluded, "excluded")
	for payer := range out.Excluded {
		if _, both := out.Payers[payer]; both {
			r.fault(v.Excluded[payer].at, say("%s ada di payers dan di excluded; pilih salah satu", payer))
		}
	}
}

// payers reads who has the relief or has it not: kinds of employer for wage receivers, sources of money for others.
func (r *reader) payers(raw map[string]scalar, key string) map[string]Confidence {
	if len(raw) == 0 {
		return nil
	}
	out := map[string]Confidence{}
	known := []string{"private", "government", "self", "sponsor", "csr", "apbd", "apbn", "apbdes"}
	for _, payer := range slices.Sorted(maps.Keys(raw)) {
		r.oneOf(raw[payer], key, "H", "M", "L")
		r.oneOf(scalar{payer, raw[payer].at}, key, known...)
		out[payer] = Confidence(raw[payer].text)
	}
	return out
}

func (r *reader) oneOf(s scalar, key string, allowed ...string) {
	if s.text != "" && !slices.Contains(allowed, s.text) {
		r.fault(s.at, say("%s: nilai %q tidak dikenal; pilih salah satu dari %v", key, s.text, allowed))
	}
}

func (r *reader) business(b item[rawBusiness]) *Business {
	out := &Business{
		Entry:    r.need(b.v.Entry, b.at, "entry"),
		Route:    b.v.Route.text,
		Place:    r.at(b.at),
		Evidence: r.evidence(b.v.Ground, b.at),
	}
	r.oneOf(b.v.Route, "route", "JAKON")
	if (out.Route == "") == (b.v.Class.text == "") {
		r.fault(b.at, say("usaha %s perlu class atau route, bukan keduanya", out.Entry))
	} else if out.Route == "" {
		out.Class = r.int(b.v.Class, 1, 5, "class")
	}
	if len(b.v.Words) == 0 {
		r.fault(b.at, say("usaha %s tidak punya kata (words); tanpa itu tidak akan ditemukan", out.Entry))
	}
	for _, w := range b.v.Words {
		out.Words = append(out.Words, w.text)
	}
	return out
}
