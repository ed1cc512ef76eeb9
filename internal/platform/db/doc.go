// Package db is the only place that knows which database engine runs below: SQLite (inside the binary, the default) or
// PostgreSQL (many nodes). One portable SQL text with $1 placeholders serves both; what differs stands behind named
// methods here.
//
// Writes go through [DB.Write]: the whole closure is one transaction and is run again where the engine says that two
// writers met. So a closure may do nothing outside the database. Everything else should reach Write only through
// trust/change, which adds permission and audit.
//
// SQLite runs in WAL mode with synchronous=FULL (NORMAL loses acknowledged work on a power cut), foreign keys, STRICT
// tables, one writer and many readers. LIKE tells capitals from small letters, and text sorts by bytes, on both engines;
// an erased value (a key) is overwritten in its page, not only unlinked.
package db
