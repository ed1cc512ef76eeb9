package budget

import "strconv"

const rate = 3.7 // want "3.7 near money"

func parse(s string) { _, _ = strconv.ParseFloat(s, 64) } // want "strconv.ParseFloat near money"
