package person

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// titles before a name; they go only where another token follows. H and HJ are among them although H may also be an
// initial: for equality both sides lose it alike.
var prefixes = set("H", "HJ", "DRS", "DRA", "DR", "IR", "PROF", "KH", "R", "RR", "RA", "NY", "TN", "SDR", "SDRI", "BPK", "IBU", "DRG", "DRH", "APT", "HAJI", "HAJJAH")

// titles behind a name, with their points squeezed out; they go from the end and never the only token.
var suffixes = set("SE", "SH", "SPD", "SPDI", "SKOM", "SSOS", "SIP", "SP", "SPT", "SPSI", "SAG", "SHI", "SKM", "SKEP", "NS", "NERS", "SFARM", "STP", "SST", "SSTP", "SS",
	"SPDSD", "SPDAUD", "SKED", "SGZ", "SM", "SAK", "SAB", "SAP", "STR", "STRKEB", "STRKES", "AMD", "AMDKEB", "AMDKEP", "AMDKOM", "AMDAK", "AMAPD", "AMA", "AMK", "AMKEB", "AMF", "AKP", "BA", "BSC", "MM", "MH", "MSI", "MPD", "MKES", "MAP", "MT", "MKOM", "MSC", "MA", "MAG", "MEC", "ME", "MIP", "MKN", "PHD", "SPI", "SHUT", "SPAR", "STHI", "SPDK", "SPDH", "SPDB", "APTS")

var short = map[string]string{
	"ABD": "ABDUL", "ABDUR": "ABDUL", "ST": "SITI", "SITTI": "SITI", "NOOR": "NUR", "NOER": "NUR", "ACHMAD": "AHMAD", "AKHMAD": "AHMAD", "ACH": "AHMAD", "AKH": "AHMAD",
	"MOH": "MUHAMMAD", "MUH": "MUHAMMAD", "MOCH": "MUHAMMAD", "MUCH": "MUHAMMAD", "MOKH": "MUHAMMAD", "MHD": "MUHAMMAD", "MOHD": "MUHAMMAD", "MUHD": "MUHAMMAD",
}

var muhammad = regexp.MustCompile(`^M[OU][KC]?H+A?M+[AE]*D$`)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// Tokens returns the name's tokens in canonical spelling and written order, without titles. An empty name has none.
func Tokens(name string) []string {
	name = strings.ToUpper(norm.NFKD.String(name))
	if before, _, found := strings.Cut(name, ","); found && strings.TrimSpace(before) != "" {
		name = before
	}
	tokens := split(name)
	tokens = dropTitles(tokens)
	for i, t := range tokens {
		if i > 0 && (t == "BIN" || t == "BINTI") {
			tokens = tokens[:i]
			break
		}
	}
	for i, t := range tokens {
		tokens[i] = spell(t)
	}
	return tokens
}

// spell returns the canonical spelling of a token.
func spell(t string) string {
	if s, ok := short[t]; ok {
		return s
	}
	if muhammad.MatchString(t) {
		return "MUHAMMAD"
	}
	return t
}

// split cuts at blanks; points inside a token that looks like a title (S.Pd.I) are squeezed, other points separate.
func split(name string) []string {
	var out []string
	for _, field := range strings.Fields(name) {
		squeezed := letters(field)
		if strings.Contains(strings.TrimRight(field, "."), ".") && !suffixes[squeezed] && !prefixes[squeezed] {
			for _, part := range strings.Split(field, ".") {
				if l := letters(part); l != "" {
					out = append(out, l)
				}
			}
			continue
		}
		if squeezed != "" {
			out = append(out, squeezed)
		}
	}
	return out
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

func dropTitles(tokens []string) []string {
	for len(tokens) > 1 && prefixes[tokens[0]] {
		tokens = tokens[1:]
	}
	for len(tokens) > 1 && suffixes[tokens[len(tokens)-1]] {
		tokens = tokens[:len(tokens)-1]
	}
	return tokens
}

// Canonical returns the name for equality: its tokens joined without blanks, so that NUR HAYATI is NURHAYATI.
func Canonical(name string) string { return strings.Join(Tokens(name), "") }
