package svg

// Bar draws a share in thousandths as a bar that fills its box's width. It is hidden from screen readers: the number
// stands beside it.
func Bar(permille int, c Colour) Picture {
	d := &drawing{}
	d.add(`<svg class="bar" width="100%%" height="10" aria-hidden="true" focusable="false"><rect width="100%%" height="10" rx="2" fill="%s"/>`, Track)
	if permille > 0 {
		d.add(`<rect width="%s%%" height="10" rx="2" fill="%s"/>`, percent(max(permille, 8)), c)
	}
	return d.end()
}

// FunnelBar draws one bar of the funnel with its count inside, or beside it where the bar is short, and the share after it.
// figure names the count for data-figure.
func FunnelBar(permille int, c Colour, count, share, figure string) Picture {
	const room = 78                // percent of the width that the longest bar takes; the rest is for the share
	width := permille * room / 100 // thousandths of the box
	d := &drawing{}
	d.add(`<svg class="funnel-bar" width="100%%" height="36" focusable="false" role="img" aria-label="%s (%s)"><rect width="%s%%" height="36" rx="3" fill="%s"/>`,
		esc(count), esc(share), percent(max(width, 4)), c)
	if permille >= 220 {
		d.add(`<text x="12" y="24" class="in" data-figure="%s">%s</text><text x="%s%%" dx="10" y="23" class="out">%s</text>`,
			esc(figure), esc(count), percent(width), esc(share))
		return d.end()
	}
	d.add(`<text x="%s%%" dx="10" y="24" class="out n" data-figure="%s">%s <tspan class="s" dx="6">%s</tspan></text>`,
		percent(max(width, 4)), esc(figure), esc(count), esc(share))
	return d.end()
}
