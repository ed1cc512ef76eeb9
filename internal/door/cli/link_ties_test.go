package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

// Ten thousand equal rows leave an empty file; nobody may take it for "nobody was found".
func TestLinkSaysWhatItCouldNotTellApart(t *testing.T) {
	csv := strings.Builder{}
	csv.WriteString("id,nik,name,birth_date\n")
	for i := range 60 {
		fmt.Fprintf(&csv, "x%d,3515012304809321,SITI AMINAH,1980-04-23\n", i)
	}
	at := inFolder(t, map[string]string{"a.csv": csv.String(), "b.csv": csv.String()})
	code, said := runLink(t, "--left", at("a.csv"), "--right", at("b.csv"), "--out", at("l.csv"), "--stats", at("s.json"))
	if code != 0 || !strings.Contains(said, "60 baris kiri tidak ditulis") {
		t.Errorf("exit %d: %s", code, said)
	}
	b, err := os.ReadFile(at("s.json"))
	if err != nil {
		t.Fatal(err)
	}
	var stats struct {
		Ties int `json:"ties_not_written"`
	}
	if err := json.Unmarshal(b, &stats); err != nil || stats.Ties != 60 {
		t.Errorf("%d ties in the figures: %v", stats.Ties, err)
	}
}
