package crypt

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
)

// trailKeys are what keeps the trail: a key of its own for the links of chains, and the installation's signing key.
type trailKeys struct {
	link   []byte
	signer ed25519.PrivateKey
}

func newTrailKeys(master []byte) (trailKeys, error) {
	link, err := hkdf.Key(sha256.New, master, nil, "payung/trail/link", keySize)
	if err != nil {
		return trailKeys{}, fmt.Errorf("derive the trail's key: %w", err)
	}
	seed, err := hkdf.Key(sha256.New, master, nil, "payung/trail/signer", ed25519.SeedSize)
	if err != nil {
		return trailKeys{}, fmt.Errorf("derive the signing key: %w", err)
	}
	return trailKeys{link, ed25519.NewKeyFromSeed(seed)}, nil
}

// Link is the keyed hash of a chain's next link: HMAC-SHA256, 32 bytes, over the parts one after the other. The caller
// gives parts of fixed length, or such as cannot be read in two ways.
func (r *Keyring) Link(parts ...[]byte) []byte {
	h := hmac.New(sha256.New, r.trail.link)
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// Sign signs with the installation's key (Ed25519).
func (r *Keyring) Sign(message []byte) []byte { return ed25519.Sign(r.trail.signer, message) }

// Signer is the public half of the installation's key.
func (r *Keyring) Signer() ed25519.PublicKey {
	return r.trail.signer.Public().(ed25519.PublicKey)
}
