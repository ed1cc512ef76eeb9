package backup

import (
	"fmt"

	"filippo.io/age"
)

// NewKey makes a recovery key: the secret that opens backups and is kept on paper, and the recipient that the machine
// keeps to write them.
func NewKey() (secret, recipient string, err error) {
	k, err := age.GenerateX25519Identity()
	if err != nil {
		return "", "", fmt.Errorf("backup: make a recovery key: %w", err)
	}
	return k.String(), k.Recipient().String(), nil
}

// RecipientOf returns the recipient of a secret, to tell whether somebody holds the right one.
func RecipientOf(secret string) (string, error) {
	k, err := age.ParseX25519Identity(secret)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrKey, err)
	}
	return k.Recipient().String(), nil
}
