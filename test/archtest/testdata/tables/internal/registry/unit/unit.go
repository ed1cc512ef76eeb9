package unit

const (
	put   = `INSERT INTO unit (k) VALUES ($1)`
	foul  = `WITH old AS (SELECT 1) DELETE FROM person`
	ghost = `update ghost set k = 1` // want "which no migration creates"
)
