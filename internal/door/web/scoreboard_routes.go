package web

import (
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/trust/access"
)

// reading is what the reading pages remember between requests: counts that a month's computation keeps valid, and how
// often each reader has searched.
type reading struct {
	losses   *coverage.Losses
	searches *workerLimit
	reveals  *workerLimit
}

// readRoutes adds the pages that show what is known: scoreboard, silent units, workers, persons, units, budget, payments,
// declared figures, and the files they give.
func (s *Server) readRoutes() {
	k := &reading{losses: s.app.Coverage.Losses(), searches: newWorkerLimit(searchesAllowed, searchWindow), reveals: newWorkerLimit(revealsAllowed, searchWindow)}
	with := func(h func(*Request, *reading) error) handler { return func(r *Request) error { return h(r, k) } }
	s.need(access.SeeCoverage, "GET /papan", with(s.scoreboard))
	s.need(access.SeeCoverage, "GET /papan.xlsx", with(s.scoreboardFile))
	s.need(access.FreezeFigure, "POST /papan/bekukan", with(s.freezeScoreboard))
	s.need(access.SeeCoverage, "GET /papan/beku/{id}", s.frozenScoreboard)
	s.need(access.SeeCoverage, "GET /angka-lapor", s.declaredPage)
	s.need(access.SeeCoverage, "GET /angka-lapor.xlsx", s.declaredFile)
	s.need(access.SendLetters, "GET /belum-menjawab", s.silentPage)
	s.need(access.SendLetters, "GET /belum-menjawab.xlsx", s.silentFile)
	s.need(access.SendLetters, "POST /belum-menjawab/surat.pdf", with(s.silentLetter))
	s.need(access.SendLetters, "POST /belum-menjawab/diingatkan", s.silentReminded)
	s.need(access.SeePeople, "GET /pekerja", s.workers)
	s.need(access.SeePeople, "GET /pekerja.xlsx", s.workersFile)
	s.need(access.SeePeople, "POST /pekerja.xlsx", s.workersFile)
	s.need(access.SeePeople, "POST /pekerja/cari", with(s.searchWorkers))
	s.need(access.SeePeople, "POST /pekerja/saringan", s.saveWorkerFilter)
	s.need(access.SeePeople, "POST /pekerja/saringan/{id}/hapus", s.deleteWorkerFilter)
	s.need(access.SeePeople, "GET /orang/{id}", s.person)
	s.need(access.SeePeople, "GET /orang/{id}/buka-nik", s.person)
	s.need(access.RevealNIK, "POST /orang/{id}/buka-nik", with(s.revealPerson))
	s.need(access.SeeCoverage, "GET /instansi", s.units)
	s.need(access.SeeCoverage, "GET /instansi.xlsx", s.unitsFile)
	s.need(access.SeeCoverage, "GET /instansi/{id}", s.unit)
	s.need(access.ImportRoster, "GET /instansi/{id}/templat.xlsx", s.unitTemplate)
	s.need(access.SeeCoverage, "GET /anggaran", s.budgets)
	s.need(access.SeeCoverage, "GET /anggaran.xlsx", s.budgetsFile)
	s.need(access.SeeCoverage, "GET /bayar", with(s.payments))
	s.need(access.SeeCoverage, "GET /bayar.xlsx", with(s.paymentsFile))
}
