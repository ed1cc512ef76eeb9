// Package migrations holds the schema: numbered SQL of all features, forward only, in marked words that platform/db
// turns into the types of each engine. Dates are ISO text or empty, instants are fixed-width UTC text.
package migrations

import "embed"

// Files are the migrations, named 0001_word.sql, without gaps.
//
//go:embed *.sql
var Files embed.FS
