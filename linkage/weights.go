package linkage

import "math"

// weights are the parameters of a model: for each field, state and level the share among true pairs (m) and among others
// (u; a multiple of the agreeing value's frequency where the level has one), as natural logarithms.
type weights struct {
	fields []fieldWeights
	lambda float64 // the share of left records that are in the right list
}

type fieldWeights struct {
	levels []Level
	given  []boundGiven
	m, u   [maxStates][]float64
	plain  [maxStates]uint16 // levels without frequency, by state
	hits   [maxStates][maxLevels + 1]float64
	// sampled is u as the sample has it, for levels that are also learnt from candidates.
	sampled [maxStates][]float64
	states  int
	stateM  [maxStates]uint8 // where m of a state stands: states that differ only in what changes u share it
}

type boundGiven struct {
	field uint
	state [16]uint8 // of each level
	n     uint8
	onlyU bool
}

// levels of a pair: four bits a field.
type levels uint64

func (l levels) of(field uint) uint8 { return uint8(l>>(4*field)) & 15 }

func newWeights(m *Model) *weights {
	w := &weights{fields: make([]fieldWeights, len(m.Fields)), lambda: 0.5}
	for i := range m.Fields {
		f := &w.fields[i]
		f.levels = m.Fields[i].Compare.Levels()
		f.states = 1
		for _, g := range m.Fields[i].Given {
			f.given = append(f.given, bindGiven(m, g))
			f.states *= g.states()
		}
		f.shareM()
		for s, own := range m.Fields[i].Plain {
			for _, k := range own {
				f.plain[s] |= 1 << k
			}
		}
		for s := range f.states {
			f.m[s], f.u[s], f.sampled[s] = make([]float64, len(f.levels)), make([]float64, len(f.levels)), make([]float64, len(f.levels))
			sumM, sumU := 0.0, 0.0
			for _, l := range f.levels[1:] {
				sumM += l.M
				if !l.Frequency {
					sumU += l.U
				}
			}
			for k, l := range f.levels {
				if k == 0 {
					continue
				}
				f.m[s][k] = math.Log(max(l.M/sumM, 1e-9))
				f.u[s][k] = math.Log(max(l.U, 1e-12))
				if !l.Frequency && sumU > 1 {
					f.u[s][k] = math.Log(max(l.U/sumU, 1e-12))
				}
			}
		}
	}
	return w
}

func bindGiven(m *Model, g Given) boundGiven {
	b := boundGiven{field: uint(m.field(g.Field)), n: uint8(g.states()), onlyU: g.OnlyU}
	for i := range b.state {
		b.state[i] = g.State[min(i, len(g.State)-1)]
	}
	return b
}

// shareM finds for each state the first one that differs from it only in givens that change u alone.
func (f *fieldWeights) shareM() {
	for s := range f.states {
		rest, unit, first := s, 1, 0
		for i := len(f.given) - 1; i >= 0; i-- {
			g := &f.given[i]
			if !g.onlyU {
				first += rest % int(g.n) * unit
			}
			rest /= int(g.n)
			unit *= int(g.n)
		}
		f.stateM[s] = uint8(first)
	}
}

// frequent tells whether the frequency of the agreeing value counts at a level.
func (f *fieldWeights) frequent(state, level uint8) bool {
	return f.levels[level].Frequency && f.plain[state]>>level&1 == 0
}

// complete tells whether u of a level is learnt from the candidates.
func (f *fieldWeights) complete(state, level uint8) bool {
	return f.levels[level].Complete || f.plain[state]>>level&1 == 1
}

// state returns the state of a field, or Ignore.
func (f *fieldWeights) state(seen levels) uint8 {
	s := uint8(0)
	for i := range f.given {
		g := &f.given[i]
		at := g.state[seen.of(g.field)]
		if at == Ignore {
			return Ignore
		}
		s = s*g.n + at
	}
	return s
}

// part returns the evidence of one field, without the frequency: ln(m/u).
func (w *weights) part(field int, seen levels) float64 {
	f := &w.fields[field]
	level := seen.of(uint(field))
	if level == 0 {
		return 0
	}
	s := f.state(seen)
	if s == Ignore {
		return 0
	}
	return f.m[f.stateM[s]][level] - f.u[s][level]
}

// pattern returns the evidence of all fields, without frequencies.
func (w *weights) pattern(seen levels) float64 {
	sum := 0.0
	for i := range w.fields {
		sum += w.part(i, seen)
	}
	return sum
}
