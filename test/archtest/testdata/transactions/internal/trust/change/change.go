package change

func do(d door) error { return d.Write(nil, func(tx *db.Tx) error { return nil }) }
