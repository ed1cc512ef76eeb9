// Package approval lets one person ask and another decide: maker and checker, for whatever asks for it (applying a roster,
// closing a month, money, a mass export).
//
// It owns the tables approval and approval_maker. Its promises hold on every road, because they are checked in the
// transaction of the act itself:
//
//   - Nobody who had a hand in it decides: not the submitter, not who changed it on the way ([Touch]), and not the same
//     human under another account ([access.SameHuman]).
//   - A machine decides nothing: neither the operator at the command line, with or without --as, nor the program.
//   - What is decided is what was submitted: a fingerprint is kept and compared, and while a request waits its subject is
//     frozen ([ErrFrozen]).
//   - Of several who decide at once one wins; the others are told ([ErrMeanwhile]).
//
// A request is decided in the transaction of what it permits, so nothing is ever approved and not done, or done and not
// approved:
//
//	err := door.Do(ctx, actor, op, target, func(tx *change.Tx) error {
//		if err := approval.Approve(ctx, tx, approval.Subject{…}, approval.Decision{Version: v}); err != nil {
//			return err
//		}
//		return close(ctx, tx)
//	})
package approval
