// Package dbtest gives tests real databases: SQLite in a temporary file and PostgreSQL in a throw-away cluster, each with
// every migration applied and nothing else in it.
//
//	dbtest.Each(t, func(t *testing.T, d *db.DB) {
//		…
//	})
//
// Each test has a database of its own, so tests may run in parallel. PostgreSQL is that of the environment variable
// PAYUNG_TEST_PG (an address whose user may create databases), else one that package cluster starts. Where there is
// none to start, the test fails and says how to get one: a test that needs a server is never skipped.
package dbtest
