package person

import "slices"

// Kind sorts a name by what evidence it can give, for reports on fairness: people whose names say little are found less
// often, and a report must show it.
func Kind(name string) string {
	tokens := Tokens(name)
	switch {
	case len(tokens) == 0:
		return "none"
	case len(tokens) > 1 && slices.Contains(balinese, tokens[0]):
		return "balinese"
	case slices.ContainsFunc(tokens, func(t string) bool { return len(t) == 1 }):
		return "initials"
	case len(tokens) == 1:
		return "single"
	case len(tokens) == 2:
		return "two"
	case len(tokens) == 3:
		return "three"
	}
	return "many"
}

// balinese are the words with which Balinese names begin: article, birth order, caste.
var balinese = []string{"I", "NI", "WAYAN", "PUTU", "GEDE", "KADEK", "MADE", "NENGAH", "KOMANG", "NYOMAN", "KETUT", "IDA", "AYU", "GUSTI", "ANAK", "DEWA", "COKORDA"}
