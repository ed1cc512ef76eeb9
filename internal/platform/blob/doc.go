// Package blob keeps the files that came in, sealed, until their retention ends. It owns the tables blob and blob_chunk.
//
// A file is cut into chunks; each is compressed, sealed with the file's own key and stored as a row, on both engines, so
// that every node sees it, a backup holds it, and a crash leaves either the whole file or none. It is found by a keyed
// digest of its content (an HMAC: the digest of a personal file says nothing to who lacks the key), per government: the
// same file put twice is stored once, and one government never learns what another has.
//
//	info, err := store.Put(ctx, government, upload, 500<<20, until)
//	f, err := store.Open(ctx, government, info.Hash)
//	rows(f.Reader())
//
// Deleting erases the key first, in one small write: from then on nobody can read the file, even where its chunks are
// still being removed or lie in an old backup whose keys are gone.
//
// Invariants: a row with content has all its chunks; chunks open only at their own place (government, file, number); a
// row without content is being received or removed, and [Store.Sweep] finishes that after a day.
package blob
