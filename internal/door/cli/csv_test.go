package cli

import (
	"bytes"
	"testing"
)

func TestACSVStartsNoFormula(t *testing.T) {
	var out bytes.Buffer
	if err := newCSV(&out).WriteAll([][]string{{"=1+1", "Dinas", "-5", "@SUM(A1)"}}); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "'=1+1,Dinas,-5,'@SUM(A1)\n"; got != want {
		t.Errorf("wrote %q, want %q", got, want)
	}
}
