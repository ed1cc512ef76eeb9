package sample

import (
	"time"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// hire fills the units with posts, plants the flaws, settles the number of workers of the last month, and only then makes
// the people, because some flaws lie in the person.
func (w *world) hire() {
	d := newDice(w.seed, "posts")
	w.scale()
	for _, u := range w.units {
		if u.ways.nihil || u.ways.silentFrom == 0 {
			continue
		}
		for i := range u.heads {
			u.people = append(u.people, w.post(d, u, i))
		}
	}
	w.plant(newDice(w.seed, "flaws"))
	w.settle(d)
	w.meet()
}

// scale brings the planned heads near the number of workers wanted.
func (w *world) scale() {
	planned := 0
	for _, u := range w.units {
		if u.ways.silentFrom < 0 || u.ways.silentFrom > 0 && !u.silent(len(w.months)-1) {
			planned += u.heads
		}
	}
	if planned == 0 || w.size != Provinsi {
		return
	}
	for _, u := range w.units {
		if u.kind != "desa" && u.kind != "kelurahan" && u.heads > 0 {
			u.heads = max(2, u.heads*w.target/planned)
		}
	}
}

// post makes one post; the first of a unit is plain and stays through all months.
func (w *world) post(d dice, u *unit, i int) *worker {
	p := &worker{unit: u, job: u.jobFor(d, i), last: len(w.months) - 1, flawTo: len(w.months), variant: d.IntN(2520)}
	steps := (p.job.high - p.job.low) / 25_000
	p.wage = money.Milli(p.job.low+d.IntN(steps+1)*25_000) * 1000
	p.start = period.MonthOf(d.between(2008, 2025), time.Month(d.between(1, 12))).First()
	if d.percent(15) {
		p.start += period.Date(d.IntN(20))
	}
	if d.percent(20) {
		p.end = period.DateOf(2026, 12, 31)
	}
	p.titles(d)
	if i > 0 && len(w.months) > 1 && !u.ways.clean {
		w.move(d, p)
	}
	return p
}

func (p *worker) titles(d dice) {
	book := openNames()
	switch {
	case p.job.category == "guru" && d.percent(70):
		p.titleAfter = pick(d, []string{"S.Pd.", "S.Pd.", "S.Ag.", "S.Pd.SD"})
	case d.percent(9):
		p.titleAfter = pick(d, book.parts["title_after/"])
	case d.percent(2):
		p.titleBefore = pick(d, []string{"Drs.", "Ir."})
	}
}

// move lets some people join, leave, or earn more while the sample runs.
func (w *world) move(d dice, p *worker) {
	last := len(w.months) - 1
	switch n := d.IntN(100); {
	case n < 15: // joins
		p.first = d.between(1, last)
		p.start = w.months[p.first].First()
	case n < 18: // leaves and is struck off
		p.last = d.between(0, last-1)
	case n < 20 && p.unit.layout.has(fEnd): // leaves, and stands on the next roster with the date
		p.last = d.between(1, last)
		p.end = w.months[p.last-1].Last()
	case n < 21: // begins next month, and is on the roster already
		p.start = w.months[last].Add(1).First()
		p.first = last
	case n < 30:
		p.raiseFrom = d.between(1, last)
		p.raised = p.wage + money.Milli(d.between(1, 4)*50_000*1000)
	}
}

// jobFor gives a village its head and secretary first; every other post by weight.
func (u *unit) jobFor(d dice, i int) *job {
	if u.jobs[0].weight == 0 && i < 2 {
		return &u.jobs[i]
	}
	sum := 0
	for _, j := range u.jobs {
		sum += j.weight
	}
	n := d.IntN(sum)
	for k := range u.jobs {
		if n -= u.jobs[k].weight; n < 0 {
			return &u.jobs[k]
		}
	}
	panic("sample: no job")
}

// counted tells whether the post is a worker of the month.
func (w *world) counted(p *worker, month int) bool {
	return month >= p.first && month <= p.last && !p.unit.silent(month) && !p.flawIn(month).rejects() && p.employedIn(w.months[month])
}

// settle adds plain posts to offices, or takes plain ones away, until the last month has exactly the workers wanted.
func (w *world) settle(d dice) {
	last := len(w.months) - 1
	have := 0
	var open []*unit
	for _, u := range w.units {
		for _, p := range u.people {
			if w.counted(p, last) {
				have++
			}
		}
		if len(u.people) > 3 && u.government() && u.kind != "desa" && u.kind != "kelurahan" && !u.silent(last) && !u.ways.clean {
			open = append(open, u)
		}
	}
	for i := 0; have < w.target; i++ {
		u := open[i%len(open)]
		p := w.post(d, u, 0)
		p.job = u.jobFor(d, 9)
		u.people = append(u.people, p)
		have++
	}
	for i, dry := 0, 0; have > w.target && dry < len(open); i++ {
		u := open[i%len(open)]
		n := len(u.people) - 1
		p := u.people[n]
		if n > 2 && p.flaw == none && p.pair == nil && w.counted(p, last) {
			u.people = u.people[:n]
			have--
			dry = 0
		} else {
			dry++
		}
	}
	if have != w.target {
		panic("sample: the number of workers does not settle")
	}
}

// meet makes the people.
func (w *world) meet() {
	for _, u := range w.units {
		home := u.gov.code
		for _, p := range u.people {
			if p.person != nil {
				continue
			}
			want := wish{region: home}
			switch p.flaw {
			case dateMismatch:
				want.otherDate = true
			case birthAmbiguous:
				want.otherDate, want.bothLow = true, true
			case regionUnknown:
				want.unknownPlace = true
			case ageUnder:
				want.age = [2]int{12, 14}
			case ageOver:
				want.age = [2]int{68, 75}
			default:
			}
			p.person = w.register.add(want)
			p.startsGrown()
			if p.pair != nil {
				p.pair.person = w.register.twin(p.person)
			}
		}
	}
}

// startsGrown moves a start that lies before the eighteenth birthday behind it, where that is still before the sample.
func (p *worker) startsGrown() {
	if p.flaw == ageUnder {
		p.start = period.DateOf(2026, 1, 1)
		return
	}
	y, m, _ := p.person.born.Split()
	if grown := period.MonthOf(y+18, m).Add(1).First(); p.start < grown && grown < period.DateOf(2026, 6, 1) {
		p.start = grown
	}
}

// dateOrderDates are a start after an end, chosen so that the person is no worker of any month whichever date is believed.
func dateOrderDates() (start, end period.Date) {
	return period.DateOf(2026, 12, 15), period.DateOf(2026, 6, 30)
}
