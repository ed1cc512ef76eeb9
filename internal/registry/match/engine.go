package match

import (
	linkperson "github.com/payung-id/payung/linkage/person"
)

// Band is how sure a link is.
type Band string

// The bands of links that are kept.
const (
	Accepted Band = "accepted"
	Review   Band = "review"
)

// Side is one side of a pair, with what it holds in clear; empty fields are not given.
type Side struct {
	NIK, KPJ, Name, Born string
}

// Candidate is an entry that may be the person.
type Candidate struct {
	List   int64
	Row    int
	Same   bool // NIK, name and birth date are equal by their indexes; Entry is not filled then
	Entry  Side
	Rivals int // how many people of the government have the entry's name and birth date
}

// Judgement is what an engine says of a candidate.
type Judgement struct {
	Band   Band // "" is no link
	Reason string
}

// Engine judges the candidates of one person within one list, together, since two good ones may be a tie.
type Engine interface {
	Judge(person Side, candidates []Candidate) []Judgement
}

// Plain is the engine of equality.
type Plain struct{}

// The reasons, as codes that pages turn into sentences.
const (
	ReasonAll         = "nik+name+birth"  // all three equal
	ReasonNIKOnly     = "nik"             // NIK equal, the list gives nothing else
	ReasonNIKName     = "nik+name"        // NIK and name equal, the list gives no birth date
	ReasonNameBirth   = "name+birth"      // no NIK in the list; name and birth date are unique on both sides
	ReasonNIKDiffers  = "nik-differs"     // name and birth date equal, NIK one or two digits off
	ReasonNameDiffers = "name-differs"    // NIK and birth date equal, name not
	ReasonDateDiffers = "birth-differs"   // NIK and name equal, birth date not
	ReasonBothDiffer  = "nik-only-agrees" // NIK equal, name and birth date not
	ReasonNotUnique   = "not-unique"      // no NIK in the list; several people fit
)

// Judge implements [Engine].
func (Plain) Judge(p Side, candidates []Candidate) []Judgement {
	out := make([]Judgement, len(candidates))
	withoutNIK := 0
	for _, c := range candidates {
		if !c.Same && c.Entry.NIK == "" {
			withoutNIK++
		}
	}
	for i, c := range candidates {
		out[i] = judgeOne(p, c, withoutNIK)
	}
	for _, j := range out {
		if j.Band != Accepted {
			continue
		}
		for i := range out { // somebody fits wholly: near misses are other people
			if out[i].Reason == ReasonNIKDiffers || out[i].Reason == ReasonNotUnique {
				out[i] = Judgement{}
			}
		}
		break
	}
	return out
}

func judgeOne(p Side, c Candidate, withoutNIK int) Judgement {
	if c.Same {
		return Judgement{Accepted, ReasonAll}
	}
	sameName := linkperson.Canonical(p.Name) == linkperson.Canonical(c.Entry.Name)
	sameBorn := p.Born == c.Entry.Born
	switch {
	case c.Entry.NIK == "":
		if withoutNIK == 1 && c.Rivals == 1 {
			return Judgement{Accepted, ReasonNameBirth}
		}
		return Judgement{Review, ReasonNotUnique}
	case c.Entry.NIK != p.NIK:
		if sameName && sameBorn && digitsApart(p.NIK, c.Entry.NIK) <= 2 {
			return Judgement{Review, ReasonNIKDiffers}
		}
		return Judgement{}
	case c.Entry.Name == "" && c.Entry.Born == "":
		return Judgement{Accepted, ReasonNIKOnly}
	case sameName && c.Entry.Born == "":
		return Judgement{Accepted, ReasonNIKName}
	case c.Entry.Name == "" && sameBorn:
		return Judgement{Accepted, ReasonNIKOnly}
	case sameName && sameBorn:
		return Judgement{Accepted, ReasonAll}
	case sameName:
		return Judgement{Review, ReasonDateDiffers}
	case sameBorn:
		return Judgement{Review, ReasonNameDiffers}
	}
	return Judgement{Review, ReasonBothDiffer}
}

// digitsApart counts the places in which two numbers differ; numbers of different length are far apart.
func digitsApart(a, b string) int {
	if len(a) != len(b) {
		return 16
	}
	n := 0
	for i := range len(a) {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}
