package ask

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
)

// FuzzRead holds the hand-written reader against encoding/json: it accepts exactly the objects that the standard accepts,
// but for doubled keys and broken UTF-8, which it refuses.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		`{}`, `{"a":1}`, `{"a":-0.5e+3,"b":"x\ny","c":[1,{"d":null}],"e":true}`, `{"a":01}`, `{"a":1.}`, `{"a":.5}`, `{"a":"\u00e9é"}`,
		`{"a":1,}`, `{"a"}`, `[1]`, `{"a":1} x`, `{"a":[}]}`, `{"a":tru}`, "{\"a\":\"\x01\"}", `{"a":1,"a":2}`, "{\"a\":\"\xff\"}", `{"a":-}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		var q question
		err := q.read(line)
		var want map[string]json.RawMessage
		valid := json.Unmarshal(line, &want) == nil && want != nil
		if err == nil && !valid {
			t.Fatalf("accepted %q", line)
		}
		if err != nil && valid {
			var doubled *law.Error
			if errors.As(err, &doubled) && strings.Contains(doubled.Format, "dua kali") || !utf8.Valid(line) {
				return
			}
			t.Fatalf("refused %q: %v", line, err)
		}
		if err != nil {
			return
		}
		for _, x := range q.fields {
			raw, ok := want[string(x.key)]
			if !ok {
				t.Fatalf("key %q of %q", x.key, line)
			}
			var s string
			if x.kind == text && (json.Unmarshal(raw, &s) != nil || s != string(x.raw)) {
				t.Fatalf("%q read as %q", raw, x.raw)
			}
		}
	})
}

// FuzzAnswer asks anything: the answer is one line of valid JSON that says whether it is ok.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte(`{"id":"é","ask":"contribution","segment":"PU","month":"2026-09","wage":1500000,"programmes":["JKK",1]}`))
	f.Add([]byte(`{"ask":"benefit","event":"retirement","date":"2030-01-01","wages":[{"year":2029,"wage":1}],"inflation":{"2029":1e9}}`))
	f.Add([]byte(`{"ask":"contribution","segment":"JAKON","month":"2025-06","contract_value_incl_vat":9223372036854775,"vat_percent":11}`))
	f.Add([]byte(`{"ask":"penalty","amount":1,"month":"2025-01","paid_on":"9999-12-31","employer":"private"}`))
	a := New(law.Shipped())
	f.Fuzz(func(t *testing.T, line []byte) {
		out, ok := a.Answer(nil, line)
		var answer struct{ OK *bool }
		if bytes.ContainsRune(out, '\n') || json.Unmarshal(out, &answer) != nil || answer.OK == nil || *answer.OK != ok {
			t.Fatalf("%q -> %q", line, out)
		}
	})
}

func TestAmountsAreExact(t *testing.T) {
	for text, want := range map[string]money.Milli{
		`2152322.94`: 2_152_322_940, `"2152322.94"`: 2_152_322_940, `"11086300.01"`: 11_086_300_010, `0`: 0, `0.001`: 1, `-1`: -1000,
		`9007199254740993`: 9_007_199_254_740_993_000, // beyond what a float holds
	} {
		var q question
		if err := q.read([]byte(`{"wage":` + text + `}`)); err != nil {
			t.Fatal(err)
		}
		if got, ok, err := q.amount("wage"); err != nil || !ok || got != want {
			t.Errorf("%s: %d %v", text, got, err)
		}
	}
	for _, text := range []string{`1e6`, `"1.2345"`, `"1.500.000"`, `"Rp 5"`, `""`, `"-"`, `"1."`, `".5"`, `true`, `[1]`, `99999999999999999999`} {
		var q question
		if err := q.read([]byte(`{"wage":` + text + `}`)); err != nil {
			t.Fatal(err)
		}
		var refused *law.Error
		if got, _, err := q.amount("wage"); !errors.As(err, &refused) || refused.Field != "wage" {
			t.Errorf("%s: %d %v", text, got, err)
		}
	}
}

func TestRefusalsNameTheField(t *testing.T) {
	a := New(law.Shipped())
	for question, field := range map[string]string{
		`{"ask":"contribution","segment":"PU","month":"2026-09","wage":1,"kelas":1}`:                                           "kelas",
		`{"ask":"contribution","segment":"PU","month":"2026-09","wage":1,"income":1}`:                                          "income",
		`{"ask":"contribution","segment":"PU","month":"2026-13","wage":1}`:                                                     "month",
		`{"ask":"contribution","segment":"PU","wage":1}`:                                                                       "month",
		`{"ask":"contribution","segment":"PU","month":"2026-09"}`:                                                              "wage",
		`{"ask":"contribution","segment":"PU","month":"2026-09","wage":1,"daily_wage":1}`:                                      "daily_wage",
		`{"ask":"contribution","segment":"PU","month":"2026-09","wage":1,"employer":"private"}`:                                "jkk_class",
		`{"ask":"contribution","segment":"PU","month":"2026-09","wage":1,"jkk_class":2.5}`:                                     "jkk_class",
		`{"ask":"contribution","segment":"PU","month":"2026-09","wage":1,"employer":"state"}`:                                  "employer",
		`{"ask":"contribution","segment":"PU","month":"2026-09","wage":1,"programmes":[]}`:                                     "programmes",
		`{"ask":"contribution","segment":"PU","month":"2026-09","wage":1,"programmes":["JKN"]}`:                                "programmes",
		`{"ask":"contribution","segment":"XX","month":"2026-09","wage":1}`:                                                     "segment",
		`{"ask":"contribution","segment":"JAKON","month":"2025-06","contract_value_incl_vat":1000000}`:                         "vat_percent",
		`{"ask":"contribution","segment":"PMI","month":"2025-06"}`:                                                             "months",
		`{"ask":"contribution","segment":"PMI","month":"2025-06","months":12,"route":"sea"}`:                                   "route",
		`{"ask":"parameter","name":"jp.ceiling","date":"2026-09-01"}`:                                                          "name",
		`{"ask":"parameter","name":"jp.wage_ceiling","date":"2015-06-30"}`:                                                     "date",
		`{"ask":"minimum_wage","region":"32.04","date":"2026-09-01"}`:                                                          "region",
		`{"ask":"due","segment":"PMI","month":"2026-09"}`:                                                                      "segment",
		`{"ask":"penalty","month":"2026-09","paid_on":"2026-12-01"}`:                                                           "amount",
		`{"ask":"benefit","date":"2026-09-01"}`:                                                                                "event",
		`{"ask":"benefit","event":"death","date":"2026-09-01","children":[{"level":"SD"}]}`:                                    "children",
		`{"ask":"benefit","event":"death","date":"2026-09-01","children":[{"level":"SD","years_left":1,"age":7}]}`:             "children",
		`{"ask":"benefit","event":"retirement","date":"2026-09-01"}`:                                                           "wages",
		`{"ask":"benefit","event":"retirement","date":"2026-09-01","wages":[{"year":2025,"wage":1}]}`:                          "inflation",
		`{"ask":"benefit","event":"retirement","date":"2026-09-01","wages":[{"year":2025,"wage":1}],"inflation":{"2025":1e9}}`: "inflation",
		`{"ask":"class","business":7}`:                                                                                         "business",
		`{"ask":"weather"}`:                                                                                                    "ask",
		`{"id":1}`:                                                                                                             "ask",
		`{"ask":"due","ask":"due"}`:                                                                                            "ask",
	} {
		out, ok := a.Answer(nil, []byte(question))
		var answer struct {
			Error, Field string
		}
		if err := json.Unmarshal(out, &answer); err != nil || ok || answer.Field != field || answer.Error == "" {
			t.Errorf("%s\n  -> %s, want field %s", question, out, field)
		}
	}
}

func TestIdComesBackAsItWas(t *testing.T) {
	a := New(law.Shipped())
	for id, want := range map[string]string{`"é\n"`: `"id":"é\n"`, `12`: `"id":12`, `null`: `{"ok"`, `{"a":[1]}`: `"id":{"a":[1]}`} {
		out, _ := a.Answer(nil, []byte(`{"ask":"due","segment":"PU","month":"2026-09","id":`+id+`}`))
		if !strings.HasPrefix(strings.TrimPrefix(string(out), "{"), strings.TrimPrefix(want, "{")) {
			t.Errorf("%s: %s", id, out)
		}
	}
}
