package lang

import (
	"encoding/json"
	"testing"
)

func TestAMessageIsTheSameAfterItWasKept(t *testing.T) {
	for _, m := range []Text{
		Msg("NIK hanya %d angka", 15), Msg("Lembar %q", "A"), Msg("%s: %s", Msg("baris %d", 7), "x"), Msg("tanpa isi"), Msg("%.1f persen", 2.5),
	} {
		b, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var back Text
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		if back.In(ID) != m.In(ID) {
			t.Errorf("kept %q, read %q", m.In(ID), back.In(ID))
		}
	}
}
