package web

import (
	"context"
	"slices"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/match"
	"github.com/payung-id/payung/internal/trust/audit"
)

// What a page shows people for, where the reader is not asked: the work that the page is there for.
const (
	forCoverage = "kepesertaan" // who is protected, and who is not
	forMatching = "pemadanan"   // whether two entries are one human
	forRosters  = "pendataan"   // rosters and their repair
	forFiles    = "pendaftaran" // the files for the insurer
)

// saw notes that the page which is about to go out shows people (or rows, or an import's rows) of one government. Every
// handler that shows a person says so; a test walks all routes for one that does not. What was noted is written to the
// trail before the page is sent, and where that fails the page is not sent.
func (r *Request) saw(purpose, kind string, government int64, ids ...int64) {
	if len(ids) == 0 {
		return
	}
	for i := range r.sights {
		s := &r.sights[i]
		if s.Government == government && s.Kind == kind && s.Purpose == purpose {
			for _, id := range ids {
				if !slices.Contains(s.People, id) {
					s.People = append(s.People, id)
				}
			}
			return
		}
	}
	r.sights = append(r.sights, audit.Sight{Government: government, Page: r.Pattern, Purpose: purpose, Kind: kind, People: slices.Clone(ids)})
}

// sawLines notes the people of a list.
func (r *Request) sawLines(lines []coverage.PersonLine) {
	for i := range lines {
		r.saw(forCoverage, audit.People, lines[i].Government, lines[i].Person)
	}
}

// sawPairs notes the people of a queue of pairs.
func (r *Request) sawPairs(list []match.Waiting) {
	for i := range list {
		r.saw(forMatching, audit.People, list[i].Government, list[i].Person)
	}
}

// recordSights writes what the page shows to the trail.
func (r *Request) recordSights() error {
	sights := r.sights
	r.sights = nil
	return r.srv.app.Door.See(r.Context(), r.Actor, sights...)
}

// sawEach notes everybody who goes into a file, before the first of them is sent.
func (r *Request) sawEach(ctx context.Context, tx *db.Tx, q coverage.PeopleQuestion, chosen map[string]bool) error {
	people := map[int64][]int64{}
	err := coverage.EachPerson(ctx, tx, r.Scope, q, chosen, func(l *coverage.PersonLine) error {
		people[l.Government] = append(people[l.Government], l.Person)
		return nil
	})
	if err != nil {
		return err
	}
	for government, ids := range people {
		r.sights = append(r.sights, audit.Sight{Government: government, Page: r.Pattern, Purpose: forCoverage, People: ids, Question: workerQuery(q).Encode()})
	}
	return nil
}
