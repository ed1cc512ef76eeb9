package person

func save(d door, w writer) error {
	_ = d.Write(nil, func(tx *db.Tx) error { return nil }) // want "go through trust/change"
	_ = d.Write(ctx, named)                                // want "go through trust/change"
	_ = w.Write(nil)
	_ = sample.Write(ctx, "folder", 1)
	_ = d.Read(ctx, func(tx *db.Tx) error { return nil })
	return nil
}
