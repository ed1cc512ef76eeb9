package svg

import (
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"
)

// Picture is finished SVG mark-up.
type Picture string

// WriteTo writes the mark-up.
func (p Picture) WriteTo(w io.Writer) (int64, error) {
	n, err := io.WriteString(w, string(p))
	return int64(n), err
}

// Colour is a colour of the house as CSS writes it.
type Colour string

// The colours of the pictures; the coverage classes run from sand to sea, so that they stay apart in greyscale.
const (
	Navy  Colour = "#0b2545"
	Navy2 Colour = "#13345e"
	Sea   Colour = "#00616b"
	Teal  Colour = "#0e6f76"
	Leaf  Colour = "#1c6b46"
	Brick Colour = "#a63a1e"
	Amber Colour = "#8a5a00"
	Track Colour = "#eef2f6"
	Ink   Colour = "#14213a"
	Ink2  Colour = "#46536c"
	Rule  Colour = "#d9dfe8"
)

// classes are the five classes of coverage with fixed lower bounds in thousandths: 0, 500, 650, 800, 900. They are never
// re-scaled, so that two months or two regions compare.
var classes = [...]struct {
	from   int
	colour Colour
}{{900, "#0a414e"}, {800, "#2e7b80"}, {650, "#7fb5ab"}, {500, "#f2c08a"}, {0, "#e0a96b"}}

// Coverage returns the colour of a share of protected people, in thousandths.
func Coverage(permille int) Colour {
	for _, c := range classes {
		if permille >= c.from {
			return c.colour
		}
	}
	return classes[len(classes)-1].colour
}

// Permille returns part of whole in thousandths, rounded half-up and kept within 0 and 1000; 0 of nobody.
func Permille(part, whole int) int {
	if whole <= 0 || part <= 0 {
		return 0
	}
	return min((part*2000+whole)/(2*whole), 1000)
}

// percent writes thousandths as a decimal percentage: 728 is "72.8".
func percent(permille int) string {
	s := strconv.Itoa(permille / 10)
	if permille%10 != 0 {
		s += "." + strconv.Itoa(permille%10)
	}
	return s
}

// esc makes a text safe inside mark-up.
func esc(s string) string { return html.EscapeString(s) }

// drawing collects mark-up.
type drawing struct{ strings.Builder }

func (d *drawing) add(format string, args ...any) { fmt.Fprintf(d, format, args...) }

func (d *drawing) end() Picture {
	d.WriteString("</svg>")
	return Picture(d.String())
}
