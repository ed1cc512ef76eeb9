// Package audit keeps the trail: who did what to what, when and what for, and who looked at whom.
//
// It owns the tables audit_head, audit_entry and audit_seal. Entries are only ever added, in the transaction of what they
// tell. Details hold ids, counts, digests and values sealed by a person's key, never a personal value in clear: hashes
// cover the sealed form, so that erasing a person's key erases the person and breaks no chain.
//
// Three things guard an entry:
//
//   - Its leaf is the digest of all that the row says. Anybody can compute it (docs/format/audit.md).
//   - Its link is a keyed hash of the leaf and the link before, one chain per government, with a keyed end in audit_head.
//     Who changes rows by hand cannot make the links fit without the key, which lies outside the database.
//   - Within seconds [Sealer] closes what is new with a seal: the Merkle root of the leaves, signed with the
//     installation's key together with the root of the seal before. Seals are one chain for the whole installation, are
//     witnessed outside the database, and let a stranger check an export ([Check]) who has only the public key.
//
// [Verify] walks everything and names the first entry of each chain that does not fit.
//
//	err := audit.Add(ctx, tx, ring, now, audit.Entry{Government: 1, Actor: "sekda", Op: "roster.apply", TargetKind: "import", TargetID: 7})
package audit
