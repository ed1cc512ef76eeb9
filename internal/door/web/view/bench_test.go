package view

import (
	"io"
	"testing"
)

// BenchmarkListOfAHundred writes a page of 100 people: the budget is 20 ms at the server for everything.
func BenchmarkListOfAHundred(b *testing.B) {
	v := Workers{}
	for range 100 {
		v.Rows = append(v.Rows, WorkerRow{ID: "1", URL: "/orang/1", Code: "P-7K2M", Name: "Agus Prasetyo", BirthYear: 1984, Unit: "Dinas PUPR", Category: "Honorer", Job: "Tenaga kebersihan", Budgeted: Yes, Registered: No, Paid: Open, Right: Unknown, Protected: No})
	}
	for b.Loop() {
		if err := v.View().Render(b.Context(), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
