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
