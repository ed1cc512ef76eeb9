package person

const table = "person"

const (
	put    = `INSERT INTO person (k) VALUES ($1) ON CONFLICT (k) DO UPDATE SET k = 1`
	change = "UPDATE " + table + " SET k = 2"
	take   = `SELECT k FROM person WHERE k = 1 FOR UPDATE SKIP LOCKED`
	prose  = "to delete from orphan or update orphan is forbidden"
)

func load(tx interface{ Bulk(ctx, table, columns any) }) {
	const here = "loaded"
	tx.Bulk(nil, here, nil)
	StageRows(nil, nil, "loaded")
	StageRows(nil, nil, name()) // want "named at run time"
	for _, t := range []string{"unit"} {
		tx.Bulk(nil, t, nil)   // want "named at run time"
		_ = "DELETE FROM " + t // want "named at run time"
	}
}

func StageRows(tx, s any, table string) { tx.Bulk(nil, table, nil) }
