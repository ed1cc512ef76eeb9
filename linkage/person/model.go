package person

import (
	"bytes"

	"github.com/payung-id/payung/linkage"
)

// Names are the rules by which Indonesian names are read.
func Names() *linkage.NameRules {
	return &linkage.NameRules{Before: prefixes, After: suffixes, Tails: map[string]bool{"BIN": true, "BINTI": true}, Spell: spell, Sound: Sound, CommaEnds: true}
}

// Model is the Indonesian person: NIK, name, birth date and what else two lists may hold. Columns that a list does not
// have are left out.
func Model() *linkage.Model {
	names := Names()
	return &linkage.Model{
		Group: "region_code",
		Columns: []linkage.Column{
			{Name: "nik", Type: linkage.Digits, Clean: cleanNIK},
			{Name: "name", Type: linkage.Words, Rules: names},
			{Name: "birth_date", Type: linkage.Date},
			{Name: "birth_place", Type: linkage.Value},
			{Name: "sex", Type: linkage.Value, Clean: cleanSex},
			{Name: "mother_name", Type: linkage.Words, Rules: names},
			{Name: "phone", Type: linkage.Digits, Clean: cleanPhone},
			{Name: "address", Type: linkage.Words, Rules: &linkage.NameRules{Numbers: true}},
			{Name: "region_code", Type: linkage.Digits, Clean: cleanRegion},
		},
		Fields: []linkage.Field{
			{Name: "birth_date", Left: "birth_date", ID: "tanggal lahir", EN: "birth date", Compare: linkage.Calendar{Defaults: []int{1<<5 | 1, 7<<5 | 1, 12<<5 | 31}}},
			// Both numbers hold the birth date: what a NIK adds depends on whether the dates agree. Twins and neighbours have
			// a word of the name, the day and all but the serial in common.
			{Name: "nik", Left: "nik", ID: "NIK", EN: "NIK", Compare: nikEvidence{}, Given: []linkage.Given{
				{Field: "birth_date", OnlyU: true, State: []uint8{2, 0, 1, 1, 1, 1, 1, 1, 2}},
			}},
			{
				Name: "name", Left: "name", ID: "nama", EN: "name", Compare: linkage.Name{},
				Given: []linkage.Given{{Field: "nik", OnlyU: true, State: []uint8{0, 0, 0, 0, 0, 1, 0, 0, 0}}},
				Plain: map[uint8][]uint8{1: {linkage.NameWithin, linkage.NamePartly, linkage.NameOne, linkage.NameResembling, linkage.NameWeak, linkage.NameNone}},
			},
			// Sex stands in the NIK and mostly in the name.
			{Name: "sex", Left: "sex", ID: "jenis kelamin", EN: "sex", Compare: sexEvidence{}, Given: []linkage.Given{
				{Field: "nik", State: []uint8{0, linkage.Ignore, linkage.Ignore, linkage.Ignore, linkage.Ignore, linkage.Ignore, linkage.Ignore, 0, 0}},
				{Field: "name", State: []uint8{0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0}},
			}},
			{Name: "district", Left: "nik", ID: "wilayah", EN: "district", Compare: districtEvidence{}, Given: []linkage.Given{
				{Field: "nik", OnlyU: true, State: []uint8{0, linkage.Ignore, linkage.Ignore, linkage.Ignore, linkage.Ignore, linkage.Ignore, 1, 0, 0}},
			}},
			{Name: "mother_name", Left: "mother_name", ID: "nama ibu", EN: "mother's name", Compare: linkage.Name{}},
			{Name: "birth_place", Left: "birth_place", ID: "tempat lahir", EN: "birth place", Compare: linkage.String{}},
			{Name: "phone", Left: "phone", ID: "nomor HP", EN: "phone", Compare: linkage.Identifier{}},
			{Name: "address", Left: "address", ID: "alamat", EN: "address", Compare: linkage.FreeText{}},
		},
		Keys: []linkage.Key{
			{Left: []linkage.Part{{Column: "nik"}}},
			{Left: []linkage.Part{{Column: "birth_date"}}},
			{Left: []linkage.Part{{Column: "birth_date", View: linkage.Swapped}}, Right: []linkage.Part{{Column: "birth_date"}}},
			{Left: []linkage.Part{{Of: dateInNIK, Name: "date in nik"}}, Right: []linkage.Part{{Column: "birth_date"}}},
			{Left: []linkage.Part{{Column: "birth_date"}}, Right: []linkage.Part{{Of: dateInNIK, Name: "date in nik"}}},
			{Left: []linkage.Part{{Column: "name", View: linkage.Sound}, {Column: "birth_date", View: linkage.Year}}},
			{Left: []linkage.Part{{Column: "name", View: linkage.Sound}, {Column: "birth_date", View: linkage.MonthDay}}},
			{Left: []linkage.Part{{Column: "nik", View: linkage.First, N: 12}}},
			{Left: []linkage.Part{{Column: "nik", View: linkage.Last, N: 10}}},
			{Left: []linkage.Part{{Column: "phone"}}},
		},
	}
}

// cleanSex reads the ways in which sex is written, as L or P.
func cleanSex(v []byte) []byte {
	v = bytes.TrimSpace(v)
	if len(v) == 0 {
		return nil
	}
	if len(v) > 1 && bytes.EqualFold(v[:2], []byte("PR")) { // pria
		return []byte("L")
	}
	switch v[0] {
	case 'L', 'l', 'M', 'm', '1':
		return []byte("L")
	case 'P', 'p', 'W', 'w', 'F', 'f', '2':
		return []byte("P")
	}
	return nil
}

// cleanPhone keeps the digits after the country code or the zero that stands for it.
func cleanPhone(v []byte) []byte {
	out := make([]byte, 0, len(v))
	for _, c := range v {
		if c >= '0' && c <= '9' {
			out = append(out, c)
		}
	}
	out = bytes.TrimPrefix(out, []byte("62"))
	out = bytes.TrimLeft(out, "0")
	if len(out) < 6 {
		return nil
	}
	return out
}
