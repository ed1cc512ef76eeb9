package linkage

import (
	"fmt"
	"math"
)

// Parameters returns the learnt shares m and u, by field, state of what it depends on ("nik|0") and level. Of a level with
// frequency, u is the multiple of the agreeing value's frequency.
func (res *Result) Parameters() (m, u map[string]map[string]float64) {
	m, u = map[string]map[string]float64{}, map[string]map[string]float64{}
	if res.c == nil {
		return m, u
	}
	for i := range res.c.weights.fields {
		if res.c.makers[i] == nil {
			continue
		}
		f := &res.c.weights.fields[i]
		for s := range f.states {
			key := res.c.model.Fields[i].Name
			if f.states > 1 {
				key = fmt.Sprintf("%s|%d", key, s)
			}
			m[key], u[key] = map[string]float64{}, map[string]float64{}
			for k := 1; k < len(f.levels); k++ {
				m[key][f.levels[k].Name], u[key][f.levels[k].Name] = math.Exp(f.m[f.stateM[s]][k]), math.Exp(f.u[s][k])
			}
		}
	}
	return m, u
}

// Parameter is one line of the table of what was learnt.
type Parameter struct {
	Field, Level string
	State        int // of what the field depends on; 0 where on nothing
	M, U         float64
	Frequency    bool    // u is a multiple of the agreeing value's frequency
	Weight       float64 // log2(m/u), without the frequency
}

// Table returns what was learnt as lines, for other programs: m_probability and u_probability of Splink's comparison levels
// are M and U.
func (res *Result) Table() (out []Parameter) {
	if res.c == nil {
		return nil
	}
	for i := range res.c.weights.fields {
		if res.c.makers[i] == nil {
			continue
		}
		f := &res.c.weights.fields[i]
		for s := range f.states {
			for k := 1; k < len(f.levels); k++ {
				m, u := f.m[f.stateM[s]][k], f.u[s][k]
				out = append(out, Parameter{
					Field: res.c.model.Fields[i].Name, Level: f.levels[k].Name, State: s, M: math.Exp(m), U: math.Exp(u),
					Frequency: f.frequent(uint8(s), uint8(k)), Weight: (m - u) / math.Ln2,
				})
			}
		}
	}
	return out
}
