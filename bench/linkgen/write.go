package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// lists are the people drawn and who stands where.
type lists struct {
	world   *world
	people  []person // the roster's first, then the strangers
	rows    int
	onList  []int32 // place on the list → person
	twinned map[int32]bool
}

func (o order) draw() *lists {
	strangers := o.list - o.rows/2
	l := &lists{world: newWorld(o.seed, o.rows+strangers), rows: o.rows, twinned: map[int32]bool{}}
	l.people = make([]person, 0, o.rows+strangers)
	for i := range o.rows {
		l.people = append(l.people, l.world.person(i, nil))
	}
	for i := o.rows; i < o.rows+strangers; i++ {
		d := newDice(o.seed, forKin, i)
		if !d.chance(0.01) {
			l.people = append(l.people, l.world.person(i, nil))
			continue
		}
		of := d.below(o.rows)
		p := l.world.person(i, &l.people[of])
		if p.kin == 2 {
			l.people[of].kin = 2
		}
		l.people = append(l.people, p)
	}
	chosen := newDice(o.seed, forOverlap, 0)
	l.onList = append(l.onList, chosen.shuffle(o.rows)[:o.rows/2]...)
	for i := o.rows; i < len(l.people); i++ {
		l.onList = append(l.onList, int32(i))
	}
	place := newDice(o.seed, forOrder, 0)
	for i := len(l.onList) - 1; i > 0; i-- {
		j := place.below(i + 1)
		l.onList[i], l.onList[j] = l.onList[j], l.onList[i]
	}
	return l
}

// foreign gives the number of somebody else: six times in ten of the list.
func (l *lists) foreign(d *dice) uint64 {
	if d.chance(0.6) {
		return l.people[l.onList[d.below(len(l.onList))]].nik
	}
	return l.people[d.below(l.rows)].nik
}

func (o order) write() (err error) {
	spelling, err := o.spelling()
	if err != nil {
		return err
	}
	if o.out == "" || o.rows < 2 || o.list < o.rows/2 {
		return errors.New("give --out, at least two rows, and a list of at least half of them")
	}
	if err := os.MkdirAll(o.out, 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	l := o.draw()
	rosterRates, listRates := rosterBase, rates{}
	if o.hard {
		rosterRates, listRates = rosterHard, listHard
	}
	roster := &clerk{rates: rosterRates, spelling: spelling, names: l.world.names, other: l.foreign}
	list := &clerk{rates: listRates, spelling: spelling, names: l.world.names, other: l.foreign}
	if o.extra {
		return o.writeExtra(l, roster, list)
	}
	return o.writePlain(l, roster, list)
}

func (o order) writePlain(l *lists, roster, list *clerk) error {
	listFaults := make(map[int32]string)
	place := make([]int32, l.rows) // person → place on the list + 1
	err := o.file("part.csv", "id,nik,name,birth_date,npp,active,last_paid", func(w *bufio.Writer) {
		for at, who := range l.onList {
			d := newDice(o.seed, forList, int(who))
			r := list.write(&d, &l.people[who])
			if int(who) < l.rows {
				place[who] = int32(at) + 1
				listFaults[who] = strings.Join(r.faults, " ")
			}
			fmt.Fprintf(w, "%s,%s,%s,%s,%s\n", listID(at), r.nik, cell(r.name), iso(r.born), o.job(at))
		}
	})
	if err != nil {
		return err
	}
	faults := make([]string, l.rows)
	err = o.file("roster.csv", "id,region_code,nik,name,birth_date,sex", func(w *bufio.Writer) {
		for i := range l.rows {
			p := &l.people[i]
			d := newDice(o.seed, forRoster, i)
			r := roster.write(&d, p)
			faults[i] = strings.Join(r.faults, " ")
			fmt.Fprintf(w, "%s,%s,%s,%s,%s,%s\n", rosterID(i), region(p), r.nik, cell(r.name), iso(r.born), sexes[p.sex])
		}
	})
	if err != nil {
		return err
	}
	err = o.file("truth.csv", "left_id,right_id", func(w *bufio.Writer) {
		for i := range l.rows {
			if place[i] > 0 {
				fmt.Fprintf(w, "%s,%s\n", rosterID(i), listID(int(place[i]-1)))
			}
		}
	})
	if err != nil {
		return err
	}
	return o.file("kind.csv", "id,name_kind,sex,errors,right_errors", func(w *bufio.Writer) {
		for i := range l.rows {
			p := &l.people[i]
			if p.kin == 2 {
				faults[i] = strings.TrimSpace(faults[i] + " twin")
			}
			fmt.Fprintf(w, "%s,%s,%s,%s,%s\n", rosterID(i), p.kind, sexes[p.sex], faults[i], listFaults[int32(i)])
		}
	})
}

var sexes = [2]string{"L", "P"}

func rosterID(i int) string { return fmt.Sprintf("R%07d", i+1) }
func listID(i int) string   { return fmt.Sprintf("P%07d", i+1) }

func region(p *person) string {
	code := districts[p.district]
	return fmt.Sprintf("%02d.%02d", code/100, code%100)
}

// job is what the list says of the employer: number, whether active, last month paid.
func (o order) job(at int) string {
	d := newDice(o.seed, forJob, at)
	npp := fmt.Sprintf("%08d", 10000000+d.below(4000))
	if d.chance(0.15) {
		return fmt.Sprintf("%s,0,2025-%02d", npp, 1+d.below(12))
	}
	return npp + ",1,2026-10"
}

// cell quotes what holds a comma.
func cell(s string) string {
	if strings.ContainsAny(s, ",\"") {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

func (o order) file(name, header string, rows func(*bufio.Writer)) error {
	f, err := os.Create(filepath.Join(o.out, name))
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	io.WriteString(w, header+"\n")
	rows(w)
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
