package ask

import (
	"strings"
	"testing"

	"github.com/payung-id/payung/law"
)

// TestRefusalsSpeakAnotherLanguage: who embeds the questions says the sentences.
func TestRefusalsSpeakAnotherLanguage(t *testing.T) {
	a := New(law.Shipped()).In(func(e *law.Error) string { return "field " + e.Field })
	out, ok := a.Answer(nil, []byte(`{"id":true,"ask":"due","segment":"PU"}`))
	if ok || string(out) != `{"id":true,"ok":false,"error":"field month","field":"month"}` {
		t.Errorf("%s", out)
	}
	out, ok = a.Answer([]byte("before "), []byte(`{"id":null,"ask":"due","segment":"BPU","month":"2026-12"}`))
	if !ok || !strings.HasPrefix(string(out), `before {"ok":true,"due":"2026-12-15"`) {
		t.Errorf("%s", out)
	}
}

// TestExplainIsRememberedForOneQuestionOnly: an explained answer leaves nothing to the next.
func TestExplainIsRememberedForOneQuestionOnly(t *testing.T) {
	a := New(law.Shipped())
	const q = `{"ask":"contribution","segment":"PU","month":"2026-09","wage":15000000,"employer":"private","jkk_class":2`
	plain, _ := a.Answer(nil, []byte(q+"}"))
	told, _ := a.Answer(nil, []byte(q+`,"explain":true}`))
	again, _ := a.Answer(nil, []byte(q+`,"explain":false}`))
	if string(plain) != string(again) || strings.Contains(string(plain), `"trace"`) || strings.Count(string(told), `"sentence"`) != 6 {
		t.Errorf("%s\n%s", plain, again)
	}
	for _, bad := range []string{`"fr"`, `1`, `["id"]`} {
		if out, ok := a.Answer(nil, []byte(q+`,"explain":`+bad+`}`)); ok || !strings.Contains(string(out), `"field":"explain"`) {
			t.Errorf("%s", out)
		}
	}
}
