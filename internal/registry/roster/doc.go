// Package roster owns the units' lists of their people: which batch is a unit's roster for a month, and its rows.
//
// Tables: roster_row, roster_current, roster_repaired, roster_kept, waiting_owner. A row is one employment as the unit told it; rows go in under a batch and
// are seen when roster_current, the pointer (unit x month → batch), names that batch. Applying moves the pointer, undoing
// moves it back. Rows that were rejected wait in the batch with the fault and its repair until somebody fixes them.
// A repair keeps what the row held before, so that it can be undone; so can the word that a waiting row is no worker.
// [Diff] compares a roster with the one before it, and [Service.Queue] is what waits in the rosters in force.
// An answer is a roster, "nihil" (nobody), or the confirmation that the last roster still holds.
package roster
