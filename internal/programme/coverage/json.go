package coverage

import (
	"encoding/json"
	"strconv"

	"github.com/payung-id/payung/internal/platform/clock"
)

// rowJSON is a row as the command line prints it.
type rowJSON struct {
	Key            string  `json:"key"`
	Name           string  `json:"name"`
	Units          int     `json:"units"`
	AnsweredUnits  int     `json:"answered_units"`
	Workers        int     `json:"workers"`
	Budgeted       int     `json:"budgeted"`
	Registered     int     `json:"registered"`
	Paid           int     `json:"paid"`
	Right          int     `json:"right"`
	Protected      int     `json:"protected"`
	ProtectedRight int     `json:"protected_right"`
	Undecided      int     `json:"undecided"`
	Best           *string `json:"best"`
	Worst          *string `json:"worst"`
	Liability      int64   `json:"liability"`
}

func (r *Row) json() rowJSON {
	j := rowJSON{Key: r.Key, Name: r.Name, Units: r.Units, AnsweredUnits: r.Answered, Workers: r.Workers, Budgeted: r.Budgeted, Registered: r.Registered, Paid: r.Paid,
		Right: r.Right, Protected: r.Protected, ProtectedRight: r.ProtectedRight, Undecided: r.Undecided, Liability: int64(r.Liability)}
	if best, worst, ok := r.Bounds(); ok {
		b, w := best.String(), worst.String()
		j.Best, j.Worst = &b, &w
	}
	return j
}

type stepJSON struct {
	Step   string `json:"step"`
	People int    `json:"people"`
}

// MarshalJSON writes the scoreboard in its public form.
func (b *Scoreboard) MarshalJSON() ([]byte, error) {
	out := struct {
		Month      string     `json:"month"`
		AsOf       string     `json:"as_of"`
		Definition string     `json:"definition"`
		Rows       []rowJSON  `json:"rows"`
		Total      rowJSON    `json:"total"`
		Funnel     []stepJSON `json:"funnel"`
	}{Month: b.Question.Month.String(), Definition: Definition, Rows: []rowJSON{}, Total: b.Total.json()}
	if !b.AsOf.IsZero() {
		out.AsOf = clock.Stamp(b.AsOf)
	}
	for i := range b.Rows {
		out.Rows = append(out.Rows, b.Rows[i].json())
	}
	for _, s := range b.Total.Funnel() {
		out.Funnel = append(out.Funnel, stepJSON{s.Name, s.People})
	}
	return json.Marshal(out)
}

// Records returns the scoreboard as a table: the header, a record per row, and the total last.
func (b *Scoreboard) Records() [][]string {
	out := [][]string{{"key", "name", "units", "answered_units", "workers", "budgeted", "registered", "paid", "right", "protected", "protected_right", "undecided", "best", "worst", "liability"}}
	for i := range b.Rows {
		out = append(out, b.Rows[i].record())
	}
	return append(out, b.Total.record())
}

func (r *Row) record() []string {
	best, worst := "", ""
	if b, w, ok := r.Bounds(); ok {
		best, worst = b.String(), w.String()
	}
	out := []string{r.Key, r.Name}
	for _, n := range []int{r.Units, r.Answered, r.Workers, r.Budgeted, r.Registered, r.Paid, r.Right, r.Protected, r.ProtectedRight, r.Undecided} {
		out = append(out, itoa(int64(n)))
	}
	return append(out, best, worst, itoa(int64(r.Liability)))
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
