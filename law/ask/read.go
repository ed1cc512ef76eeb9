package ask

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"

	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

type kind uint8

const (
	absent kind = iota
	text
	number
	boolean
	null
	nested // an array or an object, unread
)

// field is one key of a question with its value as written; for a text without escapes raw is the text itself.
type field struct {
	key  []byte
	raw  []byte
	kind kind
}

// question is a flat JSON object; it is reused from line to line.
type question struct {
	fields []field
}

func refuse(name, format string, args ...any) error {
	return &law.Error{Field: name, Format: format, Args: args}
}

var errNotJSON = refuse("", "Baris ini bukan objek JSON yang sah; tulis satu objek {…} per baris.")

// read splits a line into fields. Every value is checked by the grammar of JSON.
func (q *question) read(line []byte) error {
	q.fields = q.fields[:0]
	s := scanner{b: line}
	if !s.next('{') {
		return errNotJSON
	}
	if s.next('}') {
		return s.end()
	}
	for {
		key, ok := s.text()
		if !ok || !s.next(':') {
			return errNotJSON
		}
		raw, kind, ok := s.value()
		if !ok {
			return errNotJSON
		}
		for i := range q.fields {
			if bytes.Equal(q.fields[i].key, key) {
				return refuse(string(key), "Kunci %q ditulis dua kali dalam satu pertanyaan.", string(key))
			}
		}
		q.fields = append(q.fields, field{key, raw, kind})
		if s.next(',') {
			continue
		}
		if !s.next('}') {
			return errNotJSON
		}
		return s.end()
	}
}

// get returns a field; its kind is absent where the question has none, or null.
func (q *question) get(name string) field {
	for i := range q.fields {
		if string(q.fields[i].key) == name && q.fields[i].kind != null {
			return q.fields[i]
		}
	}
	return field{}
}

// only refuses the first field that is not among the names.
func (q *question) only(names []string) error {
	for i := range q.fields {
		if !slices.Contains(names, string(q.fields[i].key)) { // the compiler compares without a copy
			name := string(q.fields[i].key)
			return refuse(name, "Kunci %q tidak dikenal untuk pertanyaan ini; hapus atau perbaiki namanya.", name)
		}
	}
	return nil
}

// text returns a text field, "" where it is absent.
func (q *question) text(name string) (string, error) {
	f := q.get(name)
	switch f.kind {
	case absent:
		return "", nil
	case text:
		return string(f.raw), nil
	}
	return "", refuse(name, "%s harus berupa teks dalam tanda kutip.", name)
}

// choice returns one of the allowed texts, the first where the field is absent.
func (q *question) choice(name string, allowed ...string) (string, error) {
	f := q.get(name)
	if f.kind == absent {
		return allowed[0], nil
	}
	if f.kind == text {
		for _, a := range allowed {
			if string(f.raw) == a {
				return a, nil
			}
		}
	}
	return "", refuse(name, "%s: nilai %s tidak dikenal; pilih salah satu dari %v.", name, f.shown(), allowed)
}

// language returns in which language answers are to be explained; "" where they are not.
func (q *question) language() (law.Language, error) {
	f := q.get("explain")
	switch {
	case f.kind == absent:
		return "", nil
	case f.kind == boolean && f.raw[0] == 't':
		return law.Indonesian, nil
	case f.kind == boolean:
		return "", nil
	case f.kind == text && string(f.raw) == "id":
		return law.Indonesian, nil
	case f.kind == text && string(f.raw) == "en":
		return law.English, nil
	}
	return "", refuse("explain", "explain: nilai %s tidak dikenal; pilih true, \"id\" atau \"en\".", f.shown())
}

// word returns a text as the allowed one that it equals, so that no copy is made; another text goes through as it is, for
// the law to refuse. Absent is "".
func (q *question) word(name string, allowed []string) (string, error) {
	f := q.get(name)
	if f.kind == text {
		for _, a := range allowed {
			if string(f.raw) == a {
				return a, nil
			}
		}
	}
	return q.text(name)
}

// oneOf returns which of the allowed texts a field is, 0 where it is absent.
func (q *question) oneOf(name string, allowed *[2]string) (int, error) {
	f := q.get(name)
	if f.kind == absent {
		return 0, nil
	}
	for i := range allowed {
		if f.kind == text && string(f.raw) == allowed[i] {
			return i, nil
		}
	}
	return 0, refuse(name, "%s: nilai %s tidak dikenal; pilih salah satu dari %v.", name, f.shown(), *allowed)
}

func (f field) shown() string {
	if f.kind == text {
		return string(f.raw)
	}
	return string(f.raw[:min(len(f.raw), 40)])
}

func (q *question) month(name string) (period.Month, error) {
	f := q.get(name)
	if f.kind == absent {
		return 0, refuse(name, "%s belum diisi; tulis bulan seperti 2026-03.", name)
	}
	if m, ok := month(f.raw); ok && f.kind == text {
		return m, nil
	}
	return 0, refuse(name, "%s: %q bukan bulan; tulis seperti 2026-03.", name, f.shown())
}

// month reads "2026-09" without a detour over a string.
func month(b []byte) (period.Month, bool) {
	if len(b) != 7 || b[4] != '-' {
		return 0, false
	}
	year, ok1 := decimal(b[:4], 0)
	of, ok2 := decimal(b[5:], 0)
	if !ok1 || !ok2 || year < 1 || of < 1 || of > 12 {
		return 0, false
	}
	return period.MonthOf(int(year), time.Month(of)), true
}

// optionalMonth returns 0 where the field is absent.
func (q *question) optionalMonth(name string) (period.Month, error) {
	if q.get(name).kind == absent {
		return 0, nil
	}
	return q.month(name)
}

func (q *question) date(name string) (period.Date, error) {
	f := q.get(name)
	if f.kind == absent {
		return 0, refuse(name, "%s belum diisi; tulis tanggal seperti 2026-03-15.", name)
	}
	d, err := period.ParseDate(string(f.raw))
	if f.kind != text || err != nil {
		return 0, refuse(name, "%s: %q bukan tanggal; tulis seperti 2026-03-15.", name, f.shown())
	}
	return d, nil
}

// amount returns rupiah with up to three decimals, from a number or a decimal text; ok is false where it is absent.
func (q *question) amount(name string) (m money.Milli, ok bool, err error) {
	f := q.get(name)
	if f.kind == absent {
		return 0, false, nil
	}
	if f.kind == text || f.kind == number {
		if n, good := decimal(f.raw, 3); good {
			return money.Milli(n), true, nil
		}
	}
	return 0, false, refuse(name, "%s: %q bukan jumlah rupiah; tulis angka tanpa pemisah ribuan, paling banyak tiga desimal.", name, f.shown())
}

// needAmount returns an amount that must be there.
func (q *question) needAmount(name string) (money.Milli, error) {
	m, ok, err := q.amount(name)
	if err == nil && !ok {
		err = refuse(name, "%s belum diisi; tulis jumlah rupiah.", name)
	}
	return m, err
}

// percent returns a percentage as a rate: 11 is 0.11.
func (q *question) percent(name string) (money.Rate, bool, error) {
	f := q.get(name)
	if f.kind == absent {
		return 0, false, nil
	}
	if f.kind == text || f.kind == number {
		if n, good := decimal(f.raw, 7); good && n >= 0 {
			return money.Rate(n), true, nil
		}
	}
	return 0, false, refuse(name, "%s: %q bukan persen; tulis angka seperti 11 atau 11.5.", name, f.shown())
}

// count returns a whole number within limits; ok is false where it is absent.
func (q *question) count(name string, low, high int) (n int, ok bool, err error) {
	f := q.get(name)
	if f.kind == absent {
		return 0, false, nil
	}
	if f.kind == number {
		if v, good := decimal(f.raw, 0); good && v >= int64(low) && v <= int64(high) {
			return int(v), true, nil
		}
	}
	return 0, false, refuse(name, "%s: %s di luar batas; isi bilangan bulat %d sampai %d.", name, f.shown(), low, high)
}

func (q *question) flag(name string, otherwise bool) (bool, error) {
	f := q.get(name)
	switch {
	case f.kind == absent:
		return otherwise, nil
	case f.kind == boolean:
		return f.raw[0] == 't', nil
	}
	return false, refuse(name, "%s harus true atau false.", name)
}

// decode reads a nested field strictly into a value.
func (q *question) decode(name string, into any) error {
	f := q.get(name)
	if f.kind == absent {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(f.raw))
	d.DisallowUnknownFields()
	if f.kind != nested || d.Decode(into) != nil {
		return refuse(name, "%s tidak dapat dibaca; periksa bentuk dan nama kuncinya.", name)
	}
	return nil
}
