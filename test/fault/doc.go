// Package fault breaks things on purpose: it kills the real program with SIGKILL at random moments of its work and checks
// that nothing acknowledged is lost, nothing is done twice, and `payung verify` finds nothing, after every kill.
//
//	make fault               # 200 kills on SQLite, 50 on PostgreSQL
//	make fault KILLS=2000
//
// As part of `go test ./...` it kills less often. Each check has a control that must fail: a careless program whose work
// the same checks find torn, and damages done by hand that `payung verify` must report.
package fault
