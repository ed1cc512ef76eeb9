// Package backup writes everything that a database holds, and the files that belong to it, into one encrypted stream, and
// fills an empty database from it. It knows no table by name: what the schema has is copied, row by row, in one
// transaction that sees one state, so a backup can be made while everybody works, and a backup of SQLite can be restored
// into PostgreSQL and the other way round.
//
// The stream is age (age-encryption.org, X25519) over gzip over a header, the files, the tables and an end with counts
// (docs/format/backup.md). age authenticates every part: what was cut off, changed or encrypted to another key is refused
// before it is used.
package backup
