package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/person"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/nik"
)

// How often one reader may search people and open numbers within the window: enough for a day's work, too little to try
// out whether numbers exist.
const (
	searchesAllowed = 60
	revealsAllowed  = 30
	searchWindow    = time.Hour
	mostFound       = 100
)

// workerLimit counts what each account did within a window.
type workerLimit struct {
	mu     sync.Mutex
	most   int
	window time.Duration
	done   map[int64][]time.Time
}

func newWorkerLimit(most int, window time.Duration) *workerLimit {
	return &workerLimit{most: most, window: window, done: map[int64][]time.Time{}}
}

// take counts one more, or says that it is too many.
func (l *workerLimit) take(account int64, now time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	kept := l.done[account][:0]
	for _, t := range l.done[account] {
		if now.Sub(t) < l.window {
			kept = append(kept, t)
		}
	}
	if len(kept) >= l.most {
		l.done[account] = kept
		return fault.New(fault.Busy, "Sudah %d kali dalam satu jam. Untuk melindungi data orang, tunggu sebentar lalu coba lagi.", l.most)
	}
	l.done[account] = append(kept, now)
	return nil
}

// searchWorkers finds people by a whole NIK or KPJ, or by their name; what was asked is written nowhere.
func (s *Server) searchWorkers(r *Request, k *reading) error {
	question := strings.TrimSpace(r.PostFormValue("q"))
	if question == "" {
		return r.redirect("/pekerja")
	}
	if err := k.searches.take(r.Actor.Account, s.app.Config.Clock()); err != nil {
		return err
	}
	lines, by, err := s.findPeople(r, question)
	if err != nil {
		return err
	}
	target, err := r.anyTarget()
	if err != nil {
		return err
	}
	if err := person.NoteSearch(r.Context(), s.app.Door, r.Actor, target, by, len(lines)); err != nil {
		return err
	}
	r.sawLines(lines)
	month, err := r.month()
	if err != nil {
		return err
	}
	v := view.Workers{Page: r.page(view.SecWorkers), Month: month, Query: question, Found: true, Columns: nil, Pager: view.Pager{Total: len(lines), From: min(1, len(lines)), To: len(lines)}}
	if v.Page.Basis, err = r.basisOf(month); err != nil {
		return err
	}
	for i := range lines {
		v.Rows = append(v.Rows, s.workerRow(r.Lang, &lines[i]))
	}
	return r.show(v)
}

// findPeople looks in every government in scope, up to mostFound people.
func (s *Server) findPeople(r *Request, question string) (lines []coverage.PersonLine, by string, err error) {
	number := nik.Clean(question)
	whole, isNIK := nik.Parse(number)
	by = "name"
	switch {
	case isNIK:
		by = "nik"
	case len(number) >= 8 && len(number) <= 13 && strings.Trim(number, "0123456789") == "":
		by = "kpj"
	case strings.Trim(number, "0123456789") == "":
		return nil, "part", nil // part of a number finds nobody
	}
	err = r.read(func(ctx context.Context, tx *db.Tx) error {
		governments, err := unit.Governments(ctx, tx, r.Scope)
		if err != nil {
			return err
		}
		for _, g := range governments {
			var refs []person.Ref
			switch by {
			case "nik":
				refs, err = person.SearchNIK(ctx, tx, s.app.Ring, r.Scope, g.ID, whole)
			case "kpj":
				refs, err = person.SearchKPJ(ctx, tx, s.app.Ring, r.Scope, g.ID, number)
			default:
				refs, err = person.SearchName(ctx, tx, r.Scope, g.ID, question, mostFound)
			}
			if err != nil {
				return err
			}
			var ids []int64
			for _, f := range refs {
				ids = append(ids, f.Person)
			}
			more, err := coverage.PeopleByID(ctx, tx, r.Scope, g.ID, ids)
			if err != nil {
				return err
			}
			if lines = append(lines, more...); len(lines) >= mostFound {
				lines = lines[:mostFound]
				return nil
			}
		}
		return nil
	})
	return lines, by, err
}

// anyTarget is something within the reader's reach, for what is noted in the trail without a target of its own.
func (r *Request) anyTarget() (access.Target, error) {
	var target access.Target
	err := r.read(func(ctx context.Context, tx *db.Tx) error {
		units, err := unit.List(ctx, tx, r.Scope)
		if err != nil {
			return err
		}
		if len(units) == 0 {
			return unit.ErrNotFound
		}
		g, err := unit.GovernmentByID(ctx, tx, units[0].Government)
		target = units[0].Target(g)
		return err
	})
	return target, err
}

// savedFilters lists the reader's own filters as links.
func (r *Request) savedFilters(current url.Values) ([]view.Option, error) {
	list, err := r.srv.app.Accounts.Filters(r.Context(), r.Actor.Account)
	if err != nil {
		return nil, err
	}
	var out []view.Option
	for _, f := range list {
		out = append(out, view.Option{Value: strconv.FormatInt(f.ID, 10), Text: f.Name, URL: "/pekerja?" + f.Query, Current: f.Query == without(current, "bulan")})
	}
	return out, nil
}

// saveWorkerFilter keeps the filter in use under a name. The month is left out, so that it shows the newest one later.
func (s *Server) saveWorkerFilter(r *Request) error {
	given, err := url.ParseQuery(r.PostFormValue("kueri"))
	if err != nil {
		return fault.New(fault.Usage, "Saringan ini tidak terbaca. Pilih saringannya lagi.")
	}
	q, err := r.workerQuestion(given.Get)
	if err != nil {
		return err
	}
	if err := s.app.Accounts.SaveFilter(r.Context(), r.Actor.Account, r.PostFormValue("nama"), without(workerQuery(q), "bulan")); err != nil {
		return err
	}
	return r.redirect("/pekerja?" + workerQuery(q).Encode())
}

// deleteWorkerFilter forgets one of the reader's own filters.
func (s *Server) deleteWorkerFilter(r *Request) error {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "Halaman ini tidak ada.")
	}
	if err := s.app.Accounts.DeleteFilter(r.Context(), r.Actor.Account, id); err != nil {
		return err
	}
	return r.redirect("/pekerja")
}
