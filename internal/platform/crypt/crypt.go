// Package crypt seals personal data and makes the keyed indexes that find it again.
//
// A master key lives outside the database, in the keys folder. Every person (and every batch of rows that are not yet
// persons) has a key of their own, stored wrapped by the master key. Erasing that wrapped key erases what it sealed.
// Sealing is AES-256-GCM with a random nonce; an index is HMAC-SHA256 under a key derived for its purpose, cut to 16
// bytes. Nothing here logs or returns plain text in an error.
package crypt

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// ErrSealed says that something could not be opened: another key, or changed bytes.
var ErrSealed = errors.New("crypt: cannot be opened with this key")

const keySize = 32

// Keyring wraps keys and makes indexes. It is safe for many goroutines.
type Keyring struct {
	wrap    cipher.AEAD
	indexes [indexPurposes]*sync.Pool
	trail   trailKeys
}

// Purpose separates the keyed indexes, so that the index of one field says nothing about another.
type Purpose int

// The purposes of indexes.
const (
	NIK       Purpose = iota // a whole NIK
	KPJ                      // a whole participant number
	NameBirth                // normalised name and birth date together
	Session                  // sign-in tokens
	Content                  // digests of personal files and rows
	indexPurposes
)

var purposeNames = [indexPurposes]string{"nik", "kpj", "name-birth", "session", "content"}

// NewKeyring derives all working keys from a master key of 32 bytes.
func NewKeyring(master []byte) (*Keyring, error) {
	if len(master) != keySize {
		return nil, fmt.Errorf("crypt: master key must have %d bytes", keySize)
	}
	derive := func(name string) ([]byte, error) { return hkdf.Key(sha256.New, master, nil, "payung/"+name, keySize) }
	k, err := derive("wrap")
	if err != nil {
		return nil, err
	}
	ring := &Keyring{}
	if ring.wrap, err = aead(k); err != nil {
		return nil, err
	}
	if ring.trail, err = newTrailKeys(master); err != nil {
		return nil, err
	}
	for p, name := range purposeNames {
		key, err := derive("index/" + name)
		if err != nil {
			return nil, err
		}
		ring.indexes[p] = &sync.Pool{New: func() any { return hmac.New(sha256.New, key) }}
	}
	return ring, nil
}

// LoadKeyring reads the master key of a folder and makes one where there is none yet.
func LoadKeyring(folder string) (*Keyring, error) {
	path := filepath.Join(folder, "master.key")
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		b, err = createMaster(folder, path)
	}
	if err != nil {
		return nil, fmt.Errorf("load master key: %w", err)
	}
	master, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(b)))
	if err != nil {
		return nil, fmt.Errorf("load master key %s: not base64", path)
	}
	return NewKeyring(master)
}

func createMaster(folder, path string) ([]byte, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	key := make([]byte, keySize)
	_, _ = rand.Read(key) // never fails (crypto/rand)
	text := []byte(base64.StdEncoding.EncodeToString(key) + "\n")
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return os.ReadFile(path)
	}
	if err != nil {
		return nil, err
	}
	if _, err := f.Write(text); err != nil {
		_ = f.Close()
		return nil, err
	}
	if err := f.Sync(); err != nil {
		_ = f.Close()
		return nil, err
	}
	return text, f.Close()
}

// Key seals what belongs to one person or one batch.
type Key struct{ aead cipher.AEAD }

// NewKey makes a key and returns it with its wrapped form, which is what the database keeps.
func (r *Keyring) NewKey() (Key, []byte, error) {
	raw := make([]byte, keySize)
	_, _ = rand.Read(raw)
	a, err := aead(raw)
	if err != nil {
		return Key{}, nil, err
	}
	return Key{a}, seal(r.wrap, raw, []byte("key")), nil
}

// Unwrap opens a wrapped key. An empty wrapped key is one that was erased: ErrSealed.
func (r *Keyring) Unwrap(wrapped []byte) (Key, error) {
	raw, err := open(r.wrap, wrapped, []byte("key"))
	if err != nil {
		return Key{}, err
	}
	a, err := aead(raw)
	return Key{a}, err
}

// Seal encrypts; label says what it is (table and column) and must be given again to open.
func (k Key) Seal(plain []byte, label string) []byte { return seal(k.aead, plain, []byte(label)) }

// Open decrypts what Seal made under the same label.
func (k Key) Open(sealed []byte, label string) ([]byte, error) {
	return open(k.aead, sealed, []byte(label))
}

// Index returns the keyed index of a value, 16 bytes; an empty value has none (nil).
func (r *Keyring) Index(p Purpose, value string) []byte {
	if value == "" {
		return nil
	}
	h := r.indexes[p].Get().(hash.Hash)
	h.Reset()
	h.Write([]byte(value))
	sum := h.Sum(make([]byte, 0, sha256.Size))
	r.indexes[p].Put(h)
	return sum[:16]
}

func aead(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func seal(a cipher.AEAD, plain, label []byte) []byte { return a.Seal(nil, nil, plain, label) }

func open(a cipher.AEAD, sealed, label []byte) ([]byte, error) {
	if len(sealed) < a.Overhead() {
		return nil, ErrSealed
	}
	plain, err := a.Open(nil, nil, sealed, label)
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}
