// Package svg draws the pictures of the pages and reports as SVG: bars, sparklines, the trend and the funnel's bars.
//
// A [Picture] is finished mark-up. It needs no script and no style sheet, prints sharp, and holds its own title for people
// who do not see it; purely decorative ones (a bar beside its number) are hidden from screen readers instead. All texts
// come ready from the caller, in the reader's language, and are escaped here. Shares are thousandths of the whole, so that
// no drawing depends on floating point arithmetic of figures.
//
//	pic := svg.Bar(728, svg.Sea)
//	_, err := pic.WriteTo(w)
package svg
