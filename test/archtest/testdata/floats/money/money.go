package money

type price float64 // want "float64 near money"

func half(n int64) int64 {
	return int64(float64(n) / 2) // want "float64 near money"
}
