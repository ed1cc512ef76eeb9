package view

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"github.com/payung-id/payung/internal/format/svg"
)

// draw shows a picture that package svg has made and escaped.
func draw(p svg.Picture) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := p.WriteTo(w)
		return err
	})
}

// icons are drawn on a 24-unit grid with a line of 2 units; the paths are our own.
var icons = map[string]string{
	"upload":   `<path d="M12 15V4m0 0L7.500 8.500M12 4l4.500 4.500M4 15v3.500A1.500 1.500 0 0 0 5.500 20h13a1.500 1.500 0 0 0 1.500-1.500V15"/>`,
	"download": `<path d="M12 4v11m0 0 4.500-4.500M12 15l-4.500-4.500M4 15v3.500A1.500 1.500 0 0 0 5.500 20h13a1.500 1.500 0 0 0 1.500-1.500V15"/>`,
	"pencil":   `<path d="m4 20 1-4.500L16.200 4.300a1.700 1.700 0 0 1 2.400 0l1.100 1.100a1.700 1.700 0 0 1 0 2.400L8.500 19 4 20ZM14 6.500l3.500 3.500"/>`,
	"check":    `<path d="m5 12.500 4.500 4.500L19 7.500"/>`,
	"cross":    `<path d="m6 6 12 12M18 6 6 18"/>`,
	"chat":     `<path d="M12 4a8 8 0 0 0-6.900 12L4 20l4.200-1A8 8 0 1 0 12 4Z"/><path d="M9 9.500c0 3 2.500 5.500 5.500 5.500"/>`,
	"print":    `<path d="M7 8V4h10v4M7 17H5a1.500 1.500 0 0 1-1.500-1.500V10A1.500 1.500 0 0 1 5 8.500h14a1.500 1.500 0 0 1 1.500 1.500v5.500A1.500 1.500 0 0 1 19 17h-2M7 14h10v6H7z"/>`,
	"people":   `<path d="M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM2.500 20c0-3.500 2.900-6 6.500-6s6.500 2.500 6.500 6M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14.500c2.100.800 3.500 2.800 3.500 5.500"/>`,
	"money":    `<path d="M3 6.500h18v11H3zM12 14.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5ZM6.500 12h.010M17.500 12h.010"/>`,
	"search":   `<path d="M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM15.500 15.500 20 20"/>`,
	"alert":    `<path d="M12 4 2.800 19.500h18.400L12 4ZM12 10v4.500M12 17.200v.010"/>`,
	"info":     `<path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.500M12 7.700v.010"/>`,
	"undo":     `<path d="M4.500 9.500h10a5 5 0 0 1 0 10H9M4.500 9.500l4-4M4.500 9.500l4 4"/>`,
	"lock":     `<path d="M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3"/>`,
	"file":     `<path d="M6 3.500h8l4.500 4.500v12.500H6zM14 3.500V8h4.500M9 13h6M9 16.500h6"/>`,
	"phone":    `<path d="M5 4h4l1.500 4.500-2.200 1.600a12 12 0 0 0 5.600 5.600l1.600-2.200L20 15v4a1.500 1.500 0 0 1-1.600 1.500C10.500 20 4 13.500 3.500 5.600A1.500 1.500 0 0 1 5 4Z"/>`,
	"snow":     `<path d="M12 3v18M4.200 7.500l15.600 9M19.800 7.500l-15.600 9M9.500 4.500 12 7l2.500-2.500M9.500 19.500 12 17l2.500 2.500"/>`,
	"question": `<path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9.500 9.500a2.500 2.500 0 1 1 3.600 2.200c-.700.400-1.100.900-1.100 1.800M12 16.800v.010"/>`,
	"mark":     `<g stroke="none"><path d="M1.500 13a10.500 10.500 0 0 1 21 0c-.900-1.100-2.100-1.700-3.500-1.700s-2.600.600-3.500 1.700c-.900-1.100-2.100-1.700-3.500-1.700s-2.600.600-3.500 1.700c-.900-1.100-2.100-1.700-3.500-1.700S2.400 11.900 1.500 13Z" fill="#f2a900"/></g><path d="M12 1.200v1.600M12 11.500v8.700a2.300 2.300 0 0 1-4.600 0" stroke="#fff" stroke-width="1.900"/>`,
}

// icon draws a small picture that repeats what stands beside it in words; unknown names draw nothing.
func icon(name string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		path, ok := icons[name]
		if !ok {
			return nil
		}
		_, err := io.WriteString(w, `<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">`+path+`</svg>`)
		return err
	})
}
