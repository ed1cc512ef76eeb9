package sheetwrite

import "github.com/xuri/excelize/v2"

// style returns the library's number for a style, made on first use.
func (b *Book) style(s Style) (int, error) {
	if s == Plain {
		return 0, nil
	}
	if id, ok := b.styles[s]; ok {
		return id, nil
	}
	id, err := b.file.NewStyle(look(s))
	if err != nil {
		return 0, err
	}
	b.styles[s] = id
	return id, nil
}

const textFormat = 49 // the built-in format "@"

func look(s Style) *excelize.Style {
	format := func(f string) *string { return &f }
	open := &excelize.Protection{Locked: false}
	switch s {
	case Head:
		line := func(side string) excelize.Border { return excelize.Border{Type: side, Color: "9FB3AE", Style: 1} }
		return &excelize.Style{
			Font:      &excelize.Font{Bold: true},
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDEBE7"}},
			Alignment: &excelize.Alignment{WrapText: true, Vertical: "center", Horizontal: "center"},
			Border:    []excelize.Border{line("left"), line("right"), line("top"), line("bottom")},
		}
	case Title:
		return &excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}
	case Bold:
		return &excelize.Style{Font: &excelize.Font{Bold: true}}
	case Wrap:
		return &excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}
	case AsText:
		return &excelize.Style{NumFmt: textFormat}
	case AsRupiah:
		return &excelize.Style{CustomNumFmt: format("#,##0")}
	case AsMilli:
		return &excelize.Style{CustomNumFmt: format("#,##0.###")}
	case AsDate:
		return &excelize.Style{CustomNumFmt: format("yyyy-mm-dd")}
	case AsDateID:
		return &excelize.Style{CustomNumFmt: format("dd/mm/yyyy")}
	case AsRatio:
		return &excelize.Style{CustomNumFmt: format("0.0%")}
	case OpenText:
		return &excelize.Style{NumFmt: textFormat, Protection: open}
	case OpenRupiah:
		return &excelize.Style{CustomNumFmt: format("#,##0.###"), Protection: open}
	case OpenDate:
		return &excelize.Style{CustomNumFmt: format("yyyy-mm-dd"), Protection: open}
	default:
	}
	return &excelize.Style{}
}
