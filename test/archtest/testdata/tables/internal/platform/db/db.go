package db

func insertText(table string) string { return "INSERT INTO " + table + " VALUES (1)" }

const prepare = `INSERT INTO schema_version (id) VALUES (1)`
