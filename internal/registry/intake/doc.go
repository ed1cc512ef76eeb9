// Package intake is the one road for every kind of file that comes in: check, look, apply, undo.
//
// It owns the tables import_batch, import_change and learnt_layout. A file becomes a batch: its rows are staged in
// chunks where nobody sees them, the batch becomes a draft that a person looks at, applying it is one transaction that
// makes the staged rows the truth, and undoing takes that back, unless later changes rest on it, which are then listed.
// What is particular to a kind of file (rosters, participant lists, …) is its [Kind]; the owners of the nouns write it.
//
//	batch, err := service.Check(ctx, actor, intake.Request{Kind: "roster", Unit: unit, Month: month, File: file})
//	batch, err = service.Apply(ctx, actor, batch.ID)
//	err = service.Undo(ctx, actor, batch.ID)
package intake
