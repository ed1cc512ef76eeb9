package svg

// Step is a value that holds from one day to the next change: a rate, a ceiling.
type Step struct {
	Spans   []Span // oldest first; a hole between two of them stays open
	From    int    // first day of the picture
	Through int    // last day of the picture
	Ticks   []Tick // years below it
	Title   string // what the picture says, for people who do not see it
	Figure  string // data-figure of the values
}

// Span is a value with the days on which it holds, To exclusive.
type Span struct {
	From, To int
	Value    int64
	Text     string // the value as people read it
	Doubtful bool   // not certain: drawn dashed
}

// Tick is a place below the picture.
type Tick struct {
	At   int
	Text string
}

// Draw draws the steps for wide screens.
func (s Step) Draw() Picture { return s.draw(wide, 240, "wide") }

// DrawNarrow draws the steps for phones; every second year is left out.
func (s Step) DrawNarrow() Picture { return s.draw(narrow, 200, "narrow") }

// bounds returns the lowest and highest value of the picture: from nothing, save where the steps would be too flat to see.
func (s Step) bounds() (lo, hi int64) {
	lo, hi = s.Spans[0].Value, s.Spans[0].Value
	for _, x := range s.Spans {
		lo, hi = min(lo, x.Value), max(hi, x.Value)
	}
	if hi-lo > hi/3 || lo <= 0 {
		return min(lo, 0), max(hi, 1)
	}
	return lo - max((hi-lo)/2, 1), hi
}

func (s Step) draw(w, h int, class string) Picture {
	const left, right, top, bottom = 8, 8, 28, 26
	if len(s.Spans) == 0 || s.Through <= s.From {
		return ""
	}
	lo, hi := s.bounds()
	x := func(day int) int {
		return left + (min(max(day, s.From), s.Through)-s.From)*(w-left-right)/(s.Through-s.From)
	}
	y := func(v int64) int {
		if hi-lo > 1<<52 { // divide first, or the product leaves 64 bits
			return h - bottom - int((v-lo)/((hi-lo)/int64(h-top-bottom)))
		}
		return h - bottom - int((v-lo)*int64(h-top-bottom)/max(hi-lo, 1))
	}
	d := &drawing{}
	d.add(`<svg class="trend steps-chart %s" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s" font-size="12">`, class, w, h, w, h, esc(s.Title))
	d.add(`<line x1="%d" x2="%d" y1="%d" y2="%d" stroke="%s"/>`, left, w-right, h-bottom, h-bottom, Rule)
	last := -1 << 20
	for _, t := range s.Ticks {
		if at := x(t.At); at-last > 44 && at < w-right-10 {
			d.add(`<line x1="%d" x2="%d" y1="%d" y2="%d" stroke="%s"/><text x="%d" y="%d" fill="%s">%s</text>`, at, at, h-bottom, h-bottom+5, Rule, at, h-8, Ink2, esc(t.Text))
			last = at
		}
	}
	s.spans(d, x, y, w-right)
	return d.end()
}

// spans draws each value as a level line with a riser to the next; first, last and where there is room the value stands above.
func (s Step) spans(d *drawing, x func(int) int, y func(int64) int, end int) {
	free := 0
	for i, span := range s.Spans {
		dash := ""
		if span.Doubtful {
			dash = ` stroke-dasharray="5 4"`
		}
		a, b, level := x(span.From), x(span.To), y(span.Value)
		if i > 0 && s.Spans[i-1].To == span.From {
			d.add(`<line x1="%d" x2="%d" y1="%d" y2="%d" stroke="%s"/>`, a, a, y(s.Spans[i-1].Value), level, Rule)
		}
		d.add(`<line x1="%d" x2="%d" y1="%d" y2="%d" stroke="%s" stroke-width="3"%s/>`, a, b, level, level, Sea, dash)
		width := 7*len([]rune(span.Text)) + 8
		if i == len(s.Spans)-1 {
			d.add(`<text x="%d" y="%d" text-anchor="end" font-weight="750" fill="%s" data-figure="%s">%s</text>`, end, level-8, Sea, esc(s.Figure), esc(span.Text))
			continue
		}
		if a >= free && a+width < end-width {
			below := 8 // above the line, or below it where the next one lies higher
			if s.Spans[i+1].Value > span.Value {
				below = -18
			}
			d.add(`<text x="%d" y="%d" fill="%s" data-figure="%s">%s</text>`, a, level-below, Ink2, esc(s.Figure), esc(span.Text))
			free = a + width
		}
	}
}
