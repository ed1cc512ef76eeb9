package access

import (
	_ "database/sql" // want "only internal/platform/db knows the database"

	_ "github.com/payung-id/payung/internal/registry/region" // want "a folder imports only from those above it"
)
