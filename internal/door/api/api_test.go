package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/law"
	lawask "github.com/payung-id/payung/law/ask"
)

var morning = clock.Fixed(time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC))

// post asks with a fresh door, so that no test uses up another's share.
func post(t *testing.T, kind, body string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/v1/law/ask", strings.NewReader(body))
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	New(morning).ServeHTTP(w, r)
	return w
}

type example struct {
	Question json.RawMessage
	Expect   map[string]any
}

func examples(t *testing.T) []example {
	t.Helper()
	var out []example
	for _, name := range []string{"../../../law/testdata/examples.jsonl", "../../../law/testdata/cases.jsonl", "testdata/questions.jsonl"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(b) {
			var x example
			if err := json.Unmarshal(line, &x); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			out = append(out, x)
		}
	}
	if len(out) < 100 {
		t.Fatalf("only %d examples", len(out))
	}
	return out
}

// answerSchema is the schema that the description gives for a question of a kind.
func answerSchema(question any, ok bool) string {
	if !ok {
		return "Refusal"
	}
	return map[any]string{
		"contribution": "Contribution", "parameter": "Parameter", "minimum_wage": "MinimumWage", "due": "Due", "penalty": "Penalty", "class": "Class", "benefit": "Benefit",
		"deadline": "Deadline", "sanctions": "Sanctions", "group": "Group", "changes": "Changes", "verification": "Verification", "recompute": "Recomputed",
	}[question.(map[string]any)["ask"]]
}

func TestEveryExampleIsAnsweredAsTheCommandAnswersAndAsDescribed(t *testing.T) {
	schemas, plain := described(t), lawask.New(law.Shipped())
	fields := map[string]bool{}
	for _, x := range examples(t) {
		w := post(t, "application/json", string(x.Question))
		want, ok := plain.Answer(nil, x.Question)
		if got := bytes.TrimSpace(w.Body.Bytes()); !bytes.Equal(got, want) {
			t.Errorf("%s\n got %s\nwant %s", x.Question, got, want)
		}
		if status := map[bool]int{true: 200, false: 422}[ok]; w.Code != status {
			t.Errorf("%s: status %d, want %d", x.Question, w.Code, status)
		}
		q, a := read(t, x.Question), read(t, w.Body.Bytes())
		if f := schemas.check(schemas.named("Question"), q, "question"); f != "" && ok {
			t.Errorf("%s is answered but not described: %s", x.Question, f)
		}
		if f := schemas.check(schemas.named(answerSchema(q, ok)), a, "answer"); f != "" {
			t.Errorf("%s: %s\n%s", x.Question, f, want)
		}
		for key := range a.(map[string]any) {
			fields[answerSchema(q, ok)+"."+key] = true
		}
	}
	// What the description promises of an answer has been seen: a field that no answer ever has is no description.
	for _, name := range []string{"Contribution", "Parameter", "MinimumWage", "Due", "Penalty", "Class", "Benefit", "Deadline", "Sanctions", "Group", "Changes", "Verification", "Recomputed", "Refusal"} {
		for key := range schemas.named(name)["properties"].(map[string]any) {
			if !fields[name+"."+key] && key != "note" { // a value may have one, whichever it is
				t.Errorf("no example shows %s.%s", name, key)
			}
		}
	}
}

// Without it the test above could pass because the check finds nothing.
func TestTheCheckFindsWhatIsNotDescribed(t *testing.T) {
	s := described(t)
	for what, x := range map[string][2]string{
		"another field":   {"Refusal", `{"ok":false,"error":"x","why":"y"}`},
		"a missing field": {"Refusal", `{"ok":false}`},
		"a wrong type":    {"Line", `{"programme":"JKK","payer":"employer","amount":"3600","article":"x","confidence":"H","verified":true}`},
		"a wrong word":    {"Line", `{"programme":"JKX","payer":"employer","amount":1,"article":"x","confidence":"H","verified":true}`},
		"a wrong pattern": {"AskDue", `{"ask":"due","segment":"PU","month":"2026-13"}`},
		"two choices":     {"Question", `{"ask":"contribution"}`},
		"deep inside":     {"Contribution", `{"ok":true,"lines":[{}],"totals":{"all":1,"by_programme":{}},"assumed":[],"pack":"x"}`},
	} {
		if f := s.check(s.named(x[0]), read(t, []byte(x[1])), "x"); f == "" {
			t.Errorf("%s is not found", what)
		}
	}
}

func TestTheExamplesOfTheDescriptionAreTrue(t *testing.T) {
	operation := described(t).root["paths"].(map[string]any)["/api/v1/law/ask"].(map[string]any)["post"].(map[string]any)
	list := operation["requestBody"].(map[string]any)["content"].(map[string]any)["application/json"].(map[string]any)["examples"].(map[string]any)
	for name, x := range list {
		b, err := json.Marshal(x.(map[string]any)["value"])
		if err != nil {
			t.Fatal(err)
		}
		if w := post(t, "application/json", string(b)); w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	if len(list) < 2 {
		t.Error("no examples")
	}
}

// Every route is described, and every described address is a route.
func TestEveryRouteIsDescribedAndSaysWhoMay(t *testing.T) {
	paths := described(t).root["paths"].(map[string]any)
	routes := New(morning).Routes()
	for _, route := range routes {
		if (route.Permission == "") != route.Public {
			t.Errorf("%s: names permission %q and public %v", route.Pattern, route.Permission, route.Public)
		}
		method, path, _ := strings.Cut(route.Pattern, " ")
		operation, _ := paths[path].(map[string]any)[strings.ToLower(method)].(map[string]any)
		if operation == nil {
			t.Errorf("%s is not described", route.Pattern)
			continue
		}
		if security, given := operation["security"].([]any); !route.Public == (given && len(security) == 0) {
			t.Errorf("%s: who may ask is not described truly", route.Pattern)
		}
	}
	if len(paths) != len(routes) {
		t.Errorf("%d addresses are described, %d routes are there", len(paths), len(routes))
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/openapi.json", nil)
	w := httptest.NewRecorder()
	New(morning).ServeHTTP(w, r)
	if w.Code != 200 || w.Header().Get("Content-Type") != "application/json" || !json.Valid(w.Body.Bytes()) {
		t.Errorf("%d %s", w.Code, w.Header())
	}
}

const good = `{"id":1,"ask":"contribution","segment":"PU","month":"2026-09","wage":1500000}`

func TestABadQuestionNeverStopsTheRest(t *testing.T) {
	bad := []string{`{"id":2,"ask":"contribution","segment":"PU","month":"2026-09","wage":1,"jkk_class":6}`, `5`, `"teks"`, `null`, `{"id":3,"ask":"?"}`, `{}`, `[1]`}
	for _, form := range []struct{ kind, open, between, end string }{{"application/json", "[", ",", "]"}, {"application/x-ndjson", "", "\n", "\n\n"}} {
		questions := append([]string{good}, bad...)
		questions = append(questions, good)
		if form.open == "" {
			questions = append(questions, `not json`, good)
		}
		w := post(t, form.kind, form.open+strings.Join(questions, form.between)+form.end)
		var answers []any
		if form.open != "" {
			answers = read(t, w.Body.Bytes()).([]any)
		} else {
			for line := range bytes.Lines(w.Body.Bytes()) {
				answers = append(answers, read(t, line))
			}
		}
		if w.Code != 200 || len(answers) != len(questions) || w.Header().Get("Content-Type") != form.kind {
			t.Fatalf("%s: %d, %d answers for %d questions", form.kind, w.Code, len(answers), len(questions))
		}
		s := described(t)
		for i, a := range answers {
			if ok := a.(map[string]any)["ok"]; ok != (questions[i] == good) {
				t.Errorf("%s: %v", questions[i], a)
			}
			if ok := a.(map[string]any)["ok"].(bool); !ok {
				if f := s.check(s.named("Refusal"), a, "refusal"); f != "" {
					t.Error(f)
				}
			}
		}
	}
}

func TestARefusedQuestionNamesItsField(t *testing.T) {
	for _, x := range []struct{ body, field string }{
		{`{"ask":"contribution","segment":"PU","month":"2026-09","wage":-1}`, "wage"},
		{`{"ask":"contribution","segment":"PU","month":"2026-09","wage":1.2345}`, "wage"},
		{`{"ask":"contribution","segment":"PU","month":"2026-09","wage":1e400}`, "wage"},
		{`{"ask":"contribution","segment":"PU","month":"2014-09","wage":1}`, "month"},
		{`{"ask":"contribution","segment":"PU","month":"2026-09","wage":1,"jkk_class":6}`, "jkk_class"},
		{`{"ask":"contribution","segment":"PU","month":"2026-09","wage":1,"colour":6}`, "colour"},
	} {
		w := post(t, "application/json", x.body)
		a := read(t, w.Body.Bytes()).(map[string]any)
		if w.Code != http.StatusUnprocessableEntity || a["field"] != x.field || a["ok"] != false {
			t.Errorf("%s: %d %v", x.body, w.Code, a)
		}
	}
}

func TestWhatIsNoQuestionIsRefusedInTheSameForm(t *testing.T) {
	s := described(t)
	for what, x := range map[string]struct {
		kind, body string
		status     int
	}{
		"nothing":           {"application/json", "  ", 400},
		"no JSON":           {"application/json", "{", 400},
		"lines as JSON":     {"application/json", good + "\n" + good, 400},
		"a form":            {"application/x-www-form-urlencoded", good, 415},
		"a broken type":     {"application/", good, 415},
		"too many bytes":    {"application/json", `{"a":"` + strings.Repeat("x", mostBytes) + `"}`, 413},
		"too many lines":    {"application/x-ndjson", strings.Repeat("{}\n", mostQuestions+1), 413},
		"too many elements": {"application/json", "[" + strings.Repeat("{},", mostQuestions) + "{}]", 413},
		"one too long":      {"application/json", `{"ask":"class","business":"` + strings.Repeat("x", longestLine) + `"}`, 422},
	} {
		w := post(t, x.kind, x.body)
		if f := s.check(s.named("Refusal"), read(t, w.Body.Bytes()), what); w.Code != x.status || f != "" {
			t.Errorf("%s: %d, want %d; %s", what, w.Code, x.status, f)
		}
	}
	for _, x := range []struct {
		method, path string
		status       int
	}{{"GET", "/api/v1/law/ask", 405}, {"DELETE", "/openapi.json", 405}, {"GET", "/api/", 404}, {"POST", "/api/v9", 404}} {
		w := httptest.NewRecorder()
		New(morning).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), x.method, x.path, nil))
		if f := s.check(s.named("Refusal"), read(t, w.Body.Bytes()), x.path); w.Code != x.status || f != "" || (x.status == 405) != (w.Header().Get("Allow") != "") {
			t.Errorf("%s %s: %d %s", x.method, x.path, w.Code, f)
		}
	}
}

func TestAManyIsStillAnswered(t *testing.T) {
	w := post(t, "application/x-ndjson", strings.Repeat(good+"\n", mostQuestions))
	if n := bytes.Count(w.Body.Bytes(), []byte(`"all":8100`)); w.Code != 200 || n != mostQuestions {
		t.Errorf("%d, %d answers", w.Code, n)
	}
}

func TestErrorsAreEnglishForWhoAsksSo(t *testing.T) {
	body := `{"ask":"contribution","segment":"PU","month":"2026-09","wage":-1}`
	id, en := post(t, "application/json", body), post(t, "application/json", body, "Accept-Language", "en-GB,en;q=0.9")
	if a, b := read(t, id.Body.Bytes()).(map[string]any)["error"], read(t, en.Body.Bytes()).(map[string]any)["error"]; a == b || en.Header().Get("Content-Language") != "en" {
		t.Errorf("%v and %v", a, b)
	}
}

func TestACallerWhoAsksTooOftenWaits(t *testing.T) {
	now := time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC)
	s := New(func() time.Time { return now })
	from := func(address string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/v1/law/ask", strings.NewReader(good))
		r.RemoteAddr = address
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	for i := range burst {
		if w := from("192.0.2.1:" + fmt.Sprint(1000+i)); w.Code != 200 {
			t.Fatalf("request %d: %d", i, w.Code)
		}
	}
	if w := from("192.0.2.1:1"); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" {
		t.Errorf("over the limit: %d", w.Code)
	}
	if w := from("192.0.2.2:1"); w.Code != 200 {
		t.Errorf("another caller: %d", w.Code)
	}
	now = now.Add(refill)
	if a, b := from("192.0.2.1:1"), from("192.0.2.1:1"); a.Code != 200 || b.Code != http.StatusTooManyRequests {
		t.Errorf("after one refill: %d, %d", a.Code, b.Code)
	}
	for i := range burst {
		from(fmt.Sprintf("[2001:db8::%x]:1", i+1))
	}
	if w := from("[2001:db8::ffff]:1"); w.Code != http.StatusTooManyRequests {
		t.Errorf("one network of IPv6 counts as many: %d", w.Code)
	}
}

func TestTheLimiterForgets(t *testing.T) {
	now := time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC)
	l := newLimiter(func() time.Time { return now }, burst, refill)
	for i := range mostCallers + 1000 {
		l.take(fmt.Sprint(i))
	}
	if len(l.full) > mostCallers {
		t.Errorf("%d callers are remembered", len(l.full))
	}
	now = now.Add(time.Hour)
	l.forget(now)
	if len(l.full) != 0 {
		t.Errorf("%d rested callers are remembered", len(l.full))
	}
}

// Every sentence of this door has its English.
func TestTheDoorSpeaksEnglish(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	sentences := 0
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			b, ok := n.(*ast.BasicLit)
			if !ok || b.Kind != token.STRING || strings.HasSuffix(name, "_test.go") {
				return true
			}
			s, err := strconv.Unquote(b.Value)
			if err != nil || !strings.Contains(s, " ") || !strings.HasSuffix(s, ".") {
				return true
			}
			sentences++
			if en := lang.English()[s]; en == "" || strings.Count(en, "%") != strings.Count(s, "%") {
				t.Errorf("no English for %q", s)
			}
			return true
		})
	}
	if sentences < 10 {
		t.Errorf("only %d sentences found", sentences)
	}
}
