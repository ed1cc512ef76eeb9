// Package recovery keeps the recovery key, to which backups are encrypted, and remembers the backups that were made.
//
// It owns the tables recovery_key and backup_made. The secret half of the key is shown once, when it is made, and is never
// kept; until somebody confirms that they hold it, [State.Nag] says so wherever an administrator looks. Whoever holds the
// secret and a backup reads everything: it belongs in a safe, not on a computer.
package recovery
