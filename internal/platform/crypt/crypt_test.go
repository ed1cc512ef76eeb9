package crypt

import (
	"bytes"
	"errors"
	"testing"
)

func ring(t testing.TB) *Keyring {
	r, err := LoadKeyring(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSealedOpensOnlyWithItsKeyAndLabel(t *testing.T) {
	r := ring(t)
	k, wrapped, err := r.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	s := k.Seal([]byte("3311016005909002"), "person.sealed")
	again, err := r.Unwrap(wrapped)
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := again.Open(s, "person.sealed"); err != nil || string(plain) != "3311016005909002" {
		t.Fatalf("%s %v", plain, err)
	}
	other, _, _ := r.NewKey()
	if _, err := other.Open(s, "person.sealed"); !errors.Is(err, ErrSealed) {
		t.Error("opened with another key")
	}
	if _, err := k.Open(s, "roster_row.sealed"); !errors.Is(err, ErrSealed) {
		t.Error("opened under another label")
	}
	s[len(s)-1] ^= 1
	if _, err := k.Open(s, "person.sealed"); !errors.Is(err, ErrSealed) {
		t.Error("opened after a change")
	}
	if _, err := r.Unwrap(nil); !errors.Is(err, ErrSealed) {
		t.Error("an erased key opened")
	}
}

func TestMasterKeyStays(t *testing.T) {
	dir := t.TempDir()
	a, _ := LoadKeyring(dir)
	b, err := LoadKeyring(dir)
	if err != nil || !bytes.Equal(a.Index(NIK, "x"), b.Index(NIK, "x")) {
		t.Error("the second start has another key", err)
	}
	if bytes.Equal(a.Index(NIK, "x"), a.Index(KPJ, "x")) {
		t.Error("two purposes share an index")
	}
}

func BenchmarkNewKeySealIndex(b *testing.B) {
	r := ring(b)
	plain := bytes.Repeat([]byte("x"), 200)
	for b.Loop() {
		k, _, _ := r.NewKey()
		k.Seal(plain, "person")
		r.Index(NIK, "3311016005909002")
	}
}
