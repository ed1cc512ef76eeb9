// Package billing owns money that was paid for contributions. Bills, returns and the ledger will stand here too.
//
// Table: payment. A row is a line of a payment file: a person's line of an F2A list, or the total of a unit or of an
// employer registration (NPP). Lines are never changed: a later file that says otherwise of the same line takes its
// place, and undoing puts the older one back.
package billing
