package law

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Contribution is a question about one contribution: PU, BPU, JAKON or PMI.
type Contribution interface {
	// bill answers the question into a bill.
	bill(r *Rules, into *Bill) error
}

func (q PU) bill(r *Rules, b *Bill) error    { return r.ExplainPUInto(b, q) }
func (q BPU) bill(r *Rules, b *Bill) error   { return r.BPUInto(b, q) }
func (q JAKON) bill(r *Rules, b *Bill) error { return r.JAKONInto(b, q) }
func (q PMI) bill(r *Rules, b *Bill) error   { return r.PMIInto(b, q) }

// Ask answers a contribution question of any segment.
func (r *Rules) Ask(q Contribution) (Bill, error) {
	var b Bill
	err := q.bill(r, &b)
	return b, err
}

// Worker is a contribution that somebody pays each month, for a dry run.
type Worker struct {
	Unit string // whatever the result is to be summed by
	Contribution
}

// Effect is what a change of law does to one programme and payer of one unit, over the months asked.
type Effect struct {
	Unit          string
	Programme     string
	Payer         Payer
	Workers       int // with this line before or after, in any month
	Changed       int // of them, whose amount differs in any month
	Before, After money.Rupiah
}

// Difference returns what the change costs, negative where it saves.
func (e Effect) Difference() money.Rupiah { return e.After - e.Before }

// Effects is the result of a dry run.
type Effects struct {
	Rows    []Effect // by unit, programme, payer
	Workers int
	Refused []Refusal // questions that one of the laws refuses; they count nowhere else
}

// Refusal is a question of a dry run that cannot be asked.
type Refusal struct {
	Index int // of the worker
	Unit  string
	Month period.Month
	Err   error
}

// Totals returns the sums over all rows.
func (e *Effects) Totals() (before, after money.Rupiah) {
	for i := range e.Rows {
		before, after = before+e.Rows[i].Before, after+e.Rows[i].After
	}
	return before, after
}

// DryRun computes the contributions of workers from one month through another under two laws, and what the difference is
// per unit, programme and payer. It stores nothing. A worker that either law refuses in any of the months is listed and
// counts nowhere. The error says that a month is outside the law, or that a sum left 64 bits.
func DryRun(before, after *Law, from, through period.Month, workers iter.Seq[Worker]) (Effects, error) {
	d := dryRun{rows: map[effectKey]*Effect{}}
	for month := from; month <= through; month++ {
		a, err := before.For(month)
		if err != nil {
			return Effects{}, err
		}
		b, err := after.For(month)
		if err != nil {
			return Effects{}, err
		}
		d.months = append(d.months, [2]*Rules{a, b})
	}
	if len(d.months) == 0 {
		return Effects{}, refuse("month", "Bulan akhir %s lebih awal dari bulan awal %s.", through.String(), from.String())
	}
	d.bills[0].Untraced, d.bills[1].Untraced = true, true
	for w := range workers {
		if err := d.worker(w); err != nil {
			return Effects{}, fmt.Errorf("dry run of worker %d: %w", d.out.Workers, err)
		}
		d.out.Workers++
	}
	for _, e := range d.rows {
		d.out.Rows = append(d.out.Rows, *e)
	}
	slices.SortFunc(d.out.Rows, func(a, b Effect) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(programmeRank(a.Programme), programmeRank(b.Programme)), cmp.Compare(a.Payer, b.Payer))
	})
	return d.out, nil
}

type effectKey struct {
	unit, programme string
	payer           Payer
}

type dryRun struct {
	months [][2]*Rules
	bills  [2]Bill
	rows   map[effectKey]*Effect
	cells  []cell
	out    Effects
}

// cell is one line of one worker, summed over the months under both laws.
type cell struct {
	programme string
	payer     Payer
	sums      [2]money.Rupiah
	changed   bool
}

// worker sums one worker's lines over all months, and books them only when every month could be asked.
func (d *dryRun) worker(w Worker) error {
	d.cells = d.cells[:0]
	for _, rules := range d.months {
		for side, r := range rules {
			if err := w.bill(r, &d.bills[side]); err != nil {
				d.out.Refused = append(d.out.Refused, Refusal{d.out.Workers, w.Unit, r.month, err})
				return nil
			}
		}
		if err := d.month(); err != nil {
			return err
		}
	}
	for _, c := range d.cells {
		e := d.rows[effectKey{w.Unit, c.programme, c.payer}]
		if e == nil {
			e = &Effect{Unit: w.Unit, Programme: c.programme, Payer: c.payer}
			d.rows[effectKey{w.Unit, c.programme, c.payer}] = e
		}
		var err1, err2 error
		e.Before, err1 = e.Before.Add(c.sums[0])
		e.After, err2 = e.After.Add(c.sums[1])
		if err1 != nil || err2 != nil {
			return money.ErrOverflow
		}
		e.Workers++
		if c.changed {
			e.Changed++
		}
	}
	return nil
}

// month adds the two bills of a month to the worker's cells.
func (d *dryRun) month() error {
	var amounts [2][16]money.Rupiah
	for side := range d.bills {
		for i := range d.bills[side].Lines {
			line := &d.bills[side].Lines[i]
			at := d.cell(line.Programme, line.Payer)
			amounts[side][at] += line.Amount
			sum, err := d.cells[at].sums[side].Add(line.Amount)
			if err != nil {
				return err
			}
			d.cells[at].sums[side] = sum
		}
	}
	for at := range d.cells {
		if amounts[0][at] != amounts[1][at] {
			d.cells[at].changed = true
		}
	}
	return nil
}

// cell returns the place of a programme and payer; a bill has at most ten.
func (d *dryRun) cell(programme string, payer Payer) int {
	for i := range d.cells {
		if d.cells[i].payer == payer && d.cells[i].programme == programme {
			return i
		}
	}
	d.cells = append(d.cells, cell{programme: programme, payer: payer})
	return len(d.cells) - 1
}

// programmeRank orders programmes as the law names them, packages last.
func programmeRank(name string) int {
	if i := slices.Index(programmeNames[:], name); i >= 0 {
		return i
	}
	return len(programmeNames)
}
