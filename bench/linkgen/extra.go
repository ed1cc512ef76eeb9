package main

import (
	"bufio"
	"fmt"
	"strings"
)

// writeExtra writes the world with what the plain one leaves out. The files have more columns (mother_name, address, kpj),
// truth.csv has a line for every account of a person, and dupes.csv the pairs of roster rows that are one person.
//
// Shares: 2 % of the roster stand on it twice, the second time under another agency and written anew; 15 % of the list have
// two accounts and 2 % three, the older ones inactive; a NIK lost a digit in 0.5 % and ends in 0000 in 0.5 %; in one agency of
// forty all numbers went through a spreadsheet, which left sixteen digits with a zero at the end or 3.51514E+15; in 0.5 %
// name and number changed places, in 0.3 % the birth date stands behind the name.
func (o order) writeExtra(l *lists, roster, list *clerk) error {
	x := &extra{order: o, lists: l, accounts: make(map[int32][]int)}
	if err := x.writeList(list); err != nil {
		return err
	}
	return x.writeRoster(roster)
}

type extra struct {
	order
	*lists
	accounts map[int32][]int // person → lines of the list
	kinds    []string
	truth    []string
	dupes    []string
}

// mother is a person's mother as a clerk writes her: often not at all, one in seven differently.
func (x *extra) mother(d *dice, c *clerk, who int, missing float64) string {
	own := newDice(x.seed, forExtra, who)
	name, _ := x.world.names.draw(&own, 1)
	r := row{name: name}
	switch {
	case d.chance(missing):
		return ""
	case d.chance(0.15):
		return c.vary(d, &r)
	}
	return name
}

func (x *extra) address(who int) string {
	d := newDice(x.seed, forExtra, -1-who)
	street := x.world.names.first[d.below(2)].draw(&d)
	return fmt.Sprintf("JL. %s NO. %d RT %02d RW %02d", street, 1+d.below(150), 1+d.below(12), 1+d.below(9))
}

func (x *extra) writeList(c *clerk) error {
	line := 0
	return x.file("part.csv", "id,kpj,nik,name,birth_date,mother_name,npp,active,last_paid", func(w *bufio.Writer) {
		for at, who := range x.onList {
			d := newDice(x.seed, forExtra, 1<<40+int(who))
			for k := range accounts(&d) {
				r := c.write(&d, &x.people[who])
				job := x.job(at)
				if k > 0 { // an older account, written by another employer
					job = fmt.Sprintf("%08d,0,%d-%02d", 10000000+d.below(4000), 2019+d.below(6), 1+d.below(12))
					if d.chance(0.1) {
						r.name = c.vary(&d, &r)
					}
				}
				x.accounts[who] = append(x.accounts[who], line)
				fmt.Fprintf(w, "%s,%011d,%s,%s,%s,%s,%s\n", listID(line), 10000000000+line, r.nik, cell(r.name), iso(r.born), x.mother(&d, c, int(who), 0.2), job)
				line++
			}
		}
	})
}

func accounts(d *dice) int {
	switch x := d.float(); {
	case x < 0.02:
		return 3
	case x < 0.17:
		return 2
	}
	return 1
}

func (x *extra) writeRoster(c *clerk) error {
	spoiled := map[int]bool{} // agencies whose numbers a spreadsheet took
	d := newDice(x.seed, forExtra, 1<<41)
	for i := range districts {
		spoiled[i] = d.chance(0.025)
	}
	line := 0
	err := x.file("roster.csv", "id,region_code,nik,name,birth_date,sex,mother_name,address", func(w *bufio.Writer) {
		for who := range x.order.rows {
			d := newDice(x.seed, forRoster, who)
			x.rosterRow(w, c, &d, who, line, spoiled)
			if d.chance(0.02) {
				x.dupes = append(x.dupes, rosterID(line)+","+rosterID(line+1))
				line++
				x.people[who].district = int16(d.below(len(districts)))
				x.rosterRow(w, c, &d, who, line, spoiled)
			}
			line++
		}
	})
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name, header string
		rows         []string
	}{
		{"kind.csv", "id,name_kind,sex,errors,right_errors", x.kinds},
		{"truth.csv", "left_id,right_id", x.truth},
		{"dupes.csv", "left_id,right_id", x.dupes},
	} {
		if err := x.file(f.name, f.header, func(w *bufio.Writer) {
			for _, r := range f.rows {
				w.WriteString(r + "\n")
			}
		}); err != nil {
			return err
		}
	}
	return nil
}

func (x *extra) rosterRow(w *bufio.Writer, c *clerk, d *dice, who, line int, spoiled map[int]bool) {
	p := &x.people[who]
	r := c.write(d, p)
	born, name := iso(r.born), r.name
	switch y := d.float(); {
	case r.nik == "":
	case spoiled[int(p.district)]:
		r.note("nik:spreadsheet")
		if d.chance(0.5) {
			r.nik = r.nik[:15] + "0"
		} else {
			r.nik = r.nik[:1] + "." + r.nik[1:6] + "E+15"
		}
	case y < 0.005:
		r.note("nik:short")
		at := d.below(16)
		r.nik = r.nik[:at] + r.nik[at+1:]
	case y < 0.010:
		r.note("nik:zeros")
		r.nik = r.nik[:12] + "0000"
	case y < 0.015:
		r.note("cells:swapped")
		name, r.nik = r.nik, name
	case y < 0.018:
		r.note("cells:date")
		name, born = name+" "+born, ""
	}
	id := rosterID(line)
	fmt.Fprintf(w, "%s,%s,%s,%s,%s,%s,%s,%s\n", id, region(p), cell(r.nik), cell(name), born, sexes[p.sex], x.mother(d, c, who, 0.4), x.address(who))
	x.kinds = append(x.kinds, fmt.Sprintf("%s,%s,%s,%s,", id, p.kind, sexes[p.sex], strings.Join(r.faults, " ")))
	for _, account := range x.accounts[int32(who)] {
		x.truth = append(x.truth, id+","+listID(account))
	}
}
