package main

import "math"

// dice draws the same numbers on every machine and with every version of Go (splitmix64).
type dice struct{ state uint64 }

// streams keep one purpose from moving the draws of another: a changed rate of typing errors leaves the people alone.
const (
	forPerson = iota + 1
	forOverlap
	forOrder
	forRoster
	forList
	forKin
	forJob
	forExtra
)

func newDice(seed uint64, stream, index int) dice {
	d := dice{seed}
	d.state = d.next() ^ uint64(stream)<<56
	d.state = d.next() ^ uint64(index)
	d.next()
	return d
}

func (d *dice) next() uint64 {
	d.state += 0x9E3779B97F4A7C15
	z := d.state
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// below is a number from 0 to n-1. The bias of the remainder is under n/2⁶⁴.
func (d *dice) below(n int) int { return int(d.next() % uint64(n)) }

func (d *dice) float() float64 { return float64(d.next()>>11) / (1 << 53) }

// chance is true with probability p.
func (d *dice) chance(p float64) bool { return d.float() < p }

// normal is a standard normal number (Box and Muller), rounded so that the last bit of a machine's cosine cannot matter.
func (d *dice) normal() float64 {
	r := math.Sqrt(-2 * math.Log(1-d.float()))
	return math.Round(r*math.Cos(2*math.Pi*d.float())*1e9) / 1e9
}

// shuffle puts 0..n-1 in random order.
func (d *dice) shuffle(n int) []int32 {
	all := make([]int32, n)
	for i := range all {
		all[i] = int32(i)
	}
	for i := n - 1; i > 0; i-- {
		j := d.below(i + 1)
		all[i], all[j] = all[j], all[i]
	}
	return all
}

// urn is drawn from by weight.
type urn []int64 // cumulative

// zipf weighs rank r (from 0) by 1/(r+1+q)^s, in whole numbers.
func zipf(n int, s, q float64) urn {
	u := make(urn, n)
	var sum int64
	for r := range u {
		sum += int64(math.Round(1e9 / math.Pow(float64(r+1)+q, s)))
		u[r] = sum
	}
	return u
}

// shares are weights as they stand.
func shares(weights ...int64) urn {
	u := make(urn, len(weights))
	var sum int64
	for i, w := range weights {
		sum += w
		u[i] = sum
	}
	return u
}

func (u urn) draw(d *dice) int {
	x := int64(d.next() % uint64(u[len(u)-1]))
	lo, hi := 0, len(u)-1
	for lo < hi {
		mid := (lo + hi) / 2
		if u[mid] <= x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
