package sample

import (
	"hash/fnv"
	"math/rand/v2"
)

// dice is the one source of chance; every stream comes from the seed and a name.
type dice struct{ *rand.Rand }

func newDice(seed uint64, name string) dice {
	h := fnv.New64a()
	h.Write([]byte(name))
	return dice{rand.New(rand.NewPCG(seed, h.Sum64()))} //nolint:gosec // must be the same for the same seed
}

// percent is true n times of a hundred.
func (d dice) percent(n int) bool { return d.IntN(100) < n }

// between returns a number from low to high, both included.
func (d dice) between(low, high int) int { return low + d.IntN(high-low+1) }

// choose returns the value that a number stands for.
func choose[T any](n int, values ...T) T { return values[n%len(values)] }

// pick returns one of the values.
func pick[T any](d dice, values []T) T { return values[d.IntN(len(values))] }
