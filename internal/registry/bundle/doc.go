// Package bundle takes many files that are handed in at once: by a budget office for all its units, a district clerk for
// its villages, an insurer's branch for several months.
//
// It owns the tables bundle and bundle_file. For each file it finds out what it is ([Recognise]: kind, unit, month, with
// the ground of each), hands it to the road of package intake, and keeps what became of it. Nothing is guessed silently: a
// file whose kind, unit or month is not certain waits for a person, with the question. Nothing of a bundle changes
// anything before somebody applies it; each file is then an import of its own, which can be undone.
//
//	b, err := service.Open(ctx, actor, permission, target, bundle.New{Month: month, Key: key})
//	err = service.Add(ctx, actor, b, bundle.File{Name: "3311-D01 Dinas Pendidikan.xlsx", Blob: hash, Size: n})
//	err = service.Read(ctx, actor, b.ID, progress)
//	err = service.Apply(ctx, actor, b.ID, bundle.Clean, progress)
package bundle
