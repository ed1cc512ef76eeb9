package svg

import "strconv"

// Point is one month of a line: a share in thousandths, or unknown.
type Point struct {
	Label    string // "Okt"
	Permille int
	Known    bool
}

// Spark draws values as a small line with a dot at the end; hidden from screen readers, because the number stands beside
// it. Fewer than two values draw nothing.
func Spark(values []int, c Colour) Picture {
	if len(values) < 2 {
		return ""
	}
	const w, h, pad = 96, 28, 4
	lo, hi := values[0], values[0]
	for _, v := range values {
		lo, hi = min(lo, v), max(hi, v)
	}
	span := max(hi-lo, 1)
	d := &drawing{}
	d.add(`<svg class="spark" viewBox="0 0 %d %d" width="%d" height="%d" aria-hidden="true" focusable="false"><polyline fill="none" stroke="%s" stroke-width="1.8" stroke-linejoin="round" points="`, w, h, w, h, c)
	x, y := 0, 0
	for i, v := range values {
		x = pad + i*(w-2*pad)/(len(values)-1)
		y = h - pad - (v-lo)*(h-2*pad)/span
		d.add("%d,%d ", x, y)
	}
	d.add(`"/><circle cx="%d" cy="%d" r="3.2" fill="%s"/>`, x, y, c)
	return d.end()
}

// Trend describes a line over months.
type Trend struct {
	Points     []Point
	Target     int    // thousandths; 0 draws none
	TargetText string // "Target RPJMD 95%"
	Title      string // what the picture says, for people who do not see it
	LastText   string // "72,8%", beside the last known point
	Figure     string // data-figure of the last value
}

// Wide and narrow are the two sizes of a trend: text must not shrink on a phone.
const (
	wide   = 640
	narrow = 320
)

// Draw draws the line for wide screens.
func (t Trend) Draw() Picture { return t.draw(wide, 260, 12, "wide") }

// DrawNarrow draws the line for phones; every second label is left out.
func (t Trend) DrawNarrow() Picture { return t.draw(narrow, 220, 12, "narrow") }

func (t Trend) floor() int {
	lo := 1000
	for _, p := range t.Points {
		if p.Known {
			lo = min(lo, p.Permille)
		}
	}
	if lo >= 550 {
		return 500
	}
	return 0
}

func (t Trend) draw(w, h, size int, class string) Picture {
	const left, right, top, bottom = 44, 52, 16, 28
	base := t.floor()
	x := func(i int) int { return left + i*(w-left-right)/max(len(t.Points)-1, 1) }
	y := func(permille int) int { return h - bottom - (permille-base)*(h-top-bottom)/(1000-base) }
	d := &drawing{}
	d.add(`<svg class="trend %s" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s" font-size="%d">`, class, w, h, w, h, esc(t.Title), size)
	for _, level := range []int{base, (base + 1000) / 2, 1000} {
		d.add(`<line x1="%d" x2="%d" y1="%d" y2="%d" stroke="%s"/><text x="%d" y="%d" text-anchor="end" fill="%s">%s%%</text>`,
			left, w-right, y(level), y(level), Rule, left-8, y(level)+4, Ink2, strconv.Itoa(level/10))
	}
	if t.Target > base {
		d.add(`<line x1="%d" x2="%d" y1="%d" y2="%d" stroke="%s" stroke-width="1.5" stroke-dasharray="5 4"/><text x="%d" y="%d" fill="%s" font-weight="700">%s</text>`,
			left, w-right, y(t.Target), y(t.Target), Amber, left+4, y(t.Target)+15, Amber, esc(t.TargetText))
	}
	t.line(d, x, y)
	step := 1
	if w == narrow {
		step = 2
	}
	for i, p := range t.Points {
		if (len(t.Points)-1-i)%step == 0 {
			d.add(`<text x="%d" y="%d" text-anchor="middle" fill="%s">%s</text>`, x(i), h-8, Ink2, esc(p.Label))
		}
	}
	return d.end()
}

// line draws the known stretches; an unknown month is a gap and never a zero.
func (t Trend) line(d *drawing, x, y func(int) int) {
	open, last := false, -1
	for i, p := range t.Points {
		if !p.Known {
			if open {
				d.add(`"/>`)
			}
			open = false
			continue
		}
		if !open {
			d.add(`<polyline fill="none" stroke="%s" stroke-width="2.2" stroke-linejoin="round" points="`, Sea)
			open = true
		}
		d.add("%d,%d ", x(i), y(p.Permille))
		last = i
	}
	if open {
		d.add(`"/>`)
	}
	if last >= 0 {
		p := t.Points[last]
		d.add(`<circle cx="%d" cy="%d" r="4" fill="%s"/><text x="%d" y="%d" font-weight="750" font-size="14" fill="%s" data-figure="%s">%s</text>`,
			x(last), y(p.Permille), Sea, x(last)+8, y(p.Permille)+5, Sea, esc(t.Figure), esc(t.LastText))
	}
}
