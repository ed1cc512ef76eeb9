package unit

const prepared = `INSERT INTO orphan (k) VALUES ($1)`
