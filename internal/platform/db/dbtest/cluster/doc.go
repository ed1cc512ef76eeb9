// Package cluster runs one PostgreSQL for all tests of a user: from installed binaries, in a temporary folder, over a
// unix socket that only its owner and root reach, never a system service.
//
// The first test process that needs it starts it; others share it. Every process holds a shared lock on a file for as
// long as it lives, and the system lets go of the lock even where the process is killed. A keeper (a shell script) stops
// the server and removes its data once nobody has held the lock for a while. PostgreSQL refuses to run as root: as root
// it runs as user postgres, or nobody.
//
//	c, err := cluster.Acquire(ctx)
//	defer c.Release()
//	… c.URL("postgres") …
//
// Everything in it is thrown away, so fsync is off.
package cluster
