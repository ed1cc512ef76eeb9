package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"rsc.io/qr"
)

// Paper is a size of paper in millimetres.
type Paper struct{ Width, Height float64 }

// The papers of Indonesian offices.
var (
	F4 = Paper{215, 330}
	A4 = Paper{210, 297}
)

const (
	margin   = 22.0
	line     = 5.6
	bodySize = 11.5
	serif    = "Times"
	sans     = "Helvetica"
)

// Document is a letter or an attachment that is written from top to bottom. The first error stays and is returned by
// WriteTo.
type Document struct {
	pdf    *fpdf.Fpdf
	say    func(string) string
	width  float64
	images int
}

// New returns an empty document with one page; at is its date of making.
func New(paper Paper, at time.Time) *Document {
	f := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: paper.Width, Ht: paper.Height}})
	f.SetMargins(margin, 16, margin)
	f.SetAutoPageBreak(true, 18)
	f.SetCreationDate(at)
	f.SetModificationDate(at)
	f.SetCatalogSort(true)
	f.SetProducer("Payung", true)
	d := &Document{pdf: f, say: f.UnicodeTranslatorFromDescriptor(""), width: paper.Width - 2*margin}
	f.SetFooterFunc(func() {
		if f.PageNo() < 2 {
			return
		}
		f.SetY(-14)
		f.SetFont(sans, "", 8)
		f.CellFormat(0, 5, strconv.Itoa(f.PageNo()), "", 0, "C", false, 0, "")
	})
	f.AddPage()
	d.body()
	return d
}

// Title names the document for who opens it; it is not printed.
func (d *Document) Title(s string) { d.pdf.SetTitle(s, true) }

// text replaces what the type has no glyph for: no-break hyphens and spaces become plain ones.
func (d *Document) text(s string) string {
	return d.say(strings.NewReplacer("\u2011", "-", "\u00a0", " ", "\u2212", "-").Replace(s))
}

func (d *Document) body() { d.pdf.SetFont(serif, "", bodySize) }

// NewPage begins a page.
func (d *Document) NewPage() {
	d.pdf.AddPage()
	d.body()
}

// Skip leaves lines empty; a fraction of a line is allowed.
func (d *Document) Skip(lines float64) { d.pdf.Ln(lines * line) }

// Letterhead is the head of a letter. Lines below the office are its address.
type Letterhead struct {
	Above   string // "PEMERINTAH KABUPATEN SUKOHARJO"
	Office  string // "SEKRETARIAT DAERAH"
	Address []string
}

// Letterhead writes the head with its double rule.
func (d *Document) Letterhead(h Letterhead) {
	f := d.pdf
	for _, l := range []struct {
		text string
		size float64
		bold string
	}{{h.Above, 13, "B"}, {h.Office, 16, "B"}} {
		if l.text == "" {
			continue
		}
		f.SetFont(serif, l.bold, l.size)
		f.MultiCell(0, l.size*0.47, d.text(l.text), "", "C", false)
	}
	f.SetFont(serif, "", 9.5)
	for _, a := range h.Address {
		f.MultiCell(0, 4.4, d.text(a), "", "C", false)
	}
	y := f.GetY() + 1.6
	f.SetLineWidth(0.9)
	f.Line(margin, y, margin+d.width, y)
	f.SetLineWidth(0.25)
	f.Line(margin, y+1.1, margin+d.width, y+1.1)
	f.SetY(y + 4)
	d.body()
}

// Heading writes a centred title in capitals, underlined.
func (d *Document) Heading(s string) {
	d.pdf.SetFont(serif, "BU", 13)
	d.pdf.MultiCell(0, 6.4, d.text(strings.ToUpper(s)), "", "C", false)
	d.body()
}

// Right writes a line at the right edge: place and date.
func (d *Document) Right(s string) {
	d.pdf.CellFormat(0, line, d.text(s), "", 1, "R", false, 0, "")
}

// Line writes one line.
func (d *Document) Line(s string) { d.pdf.MultiCell(0, line, d.text(s), "", "L", false) }

// Bold writes one bold line.
func (d *Document) Bold(s string) {
	d.pdf.SetFont(serif, "B", bodySize)
	d.Line(s)
	d.body()
}

// Field writes "Nomor   : 560/12/2026" with the colons under each other.
func (d *Document) Field(label, value string) {
	const wide = 24
	f := d.pdf
	f.CellFormat(wide, line, d.text(label), "", 0, "L", false, 0, "")
	f.CellFormat(4, line, ":", "", 0, "L", false, 0, "")
	f.MultiCell(d.width-wide-4, line, d.text(value), "", "L", false)
}

// Paragraph writes justified text with the first line set in.
func (d *Document) Paragraph(s string) {
	d.pdf.MultiCell(0, line, d.text("          "+s), "", "J", false)
	d.Skip(0.4)
}

// Numbered writes the points of a list, "1.", "2.".
func (d *Document) Numbered(points []string) {
	f := d.pdf
	for i, p := range points {
		f.SetX(margin + 8)
		f.CellFormat(7, line, strconv.Itoa(i+1)+".", "", 0, "L", false, 0, "")
		f.MultiCell(d.width-15, line, d.text(p), "", "J", false)
	}
	d.Skip(0.4)
}

// Column is a column of a table. Width is in parts of the sum of all widths.
type Column struct {
	Title string
	Width float64
	Right bool // figures
}

// Table writes a framed table whose head comes again on each page; cells wrap.
func (d *Document) Table(columns []Column, rows [][]string) {
	f := d.pdf
	sum := 0.0
	for _, c := range columns {
		sum += c.Width
	}
	widths := make([]float64, len(columns))
	for i, c := range columns {
		widths[i] = c.Width * d.width / sum
	}
	const size, lead, pad = 9.5, 4.4, 1.2
	f.SetLineWidth(0.2)
	f.SetCellMargin(1.4)
	_, high := f.GetPageSize()
	write := func(cells []string, head bool) {
		style := ""
		if head {
			style = "B"
			f.SetFillColor(235, 239, 243)
		}
		f.SetFont(serif, style, size)
		lines := 1
		for i, c := range cells {
			lines = max(lines, len(f.SplitText(d.text(c), widths[i])))
		}
		height := float64(lines)*lead + 2*pad
		x, y := margin, f.GetY()
		for i, c := range cells {
			how := "D"
			if head {
				how = "FD"
			}
			f.Rect(x, y, widths[i], height, how)
			align := "L"
			if head {
				align = "C"
			} else if columns[i].Right {
				align = "R"
			}
			f.SetXY(x, y+pad)
			f.MultiCell(widths[i], lead, d.text(c), "", align, false)
			x += widths[i]
		}
		f.SetXY(margin, y+height)
	}
	heads := make([]string, len(columns))
	for i, c := range columns {
		heads[i] = c.Title
	}
	write(heads, true)
	for _, row := range rows {
		f.SetFont(serif, "", size)
		lines := 1
		for i, c := range row {
			lines = max(lines, len(f.SplitText(d.text(c), widths[i])))
		}
		if f.GetY()+float64(lines)*lead+2*pad > high-20 {
			f.AddPage()
			write(heads, true)
		}
		write(row, false)
	}
	f.SetCellMargin(1)
	d.body()
	d.Skip(0.8)
}

// Amount writes an amount with its words below, as receipts do.
func (d *Document) Amount(label, amount, words string) {
	d.Field(label, amount)
	d.pdf.SetFont(serif, "I", bodySize)
	d.Field("Terbilang", words)
	d.body()
}

// Signature is who signs. Name and Number may be empty: then a line is left to write on.
type Signature struct {
	Place  string // "Sukoharjo, 21 November 2026"; empty where the letter has it above
	Post   string // "Sekretaris Daerah,"
	Name   string
	Rank   string // "Pembina Utama Muda"; empty where it is not said
	Number string // NIP in groups
}

// Room begins a new page where less than so many millimetres are left, so that what follows stays together.
func (d *Document) Room(high float64) {
	_, page := d.pdf.GetPageSize()
	if d.pdf.GetY()+high > page-18 {
		d.NewPage()
	}
}

// SignHere writes the signature block on the right half and keeps it on one page.
func (d *Document) SignHere(s Signature) {
	const high = 52
	f := d.pdf
	d.Room(high)
	x, w := margin+d.width*0.48, d.width*0.52
	put := func(text, style string) {
		f.SetX(x)
		f.SetFont(serif, style, bodySize)
		f.MultiCell(w, line, d.text(text), "", "C", false)
	}
	if s.Place != "" {
		put(s.Place, "")
	}
	put(s.Post, "")
	f.Ln(20)
	if s.Name == "" {
		put("(..................................................)", "")
	} else {
		put(s.Name, "BU")
	}
	if s.Rank != "" {
		put(s.Rank, "")
	}
	if s.Number != "" {
		put("NIP "+s.Number, "")
	}
	d.body()
}

// QR draws a square code at the left edge of where the document stands, with a caption beside it, without moving on.
func (d *Document) QR(content, caption string) error {
	const side = 26
	code, err := qr.Encode(content, qr.M)
	if err != nil {
		return fmt.Errorf("draw QR code: %w", err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, blocks{code}); err != nil {
		return fmt.Errorf("draw QR code: %w", err)
	}
	d.images++
	name := "qr" + strconv.Itoa(d.images)
	f := d.pdf
	f.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "PNG"}, &b)
	y := f.GetY()
	f.ImageOptions(name, margin, y, side, side, false, fpdf.ImageOptions{ImageType: "PNG"}, 0, "")
	f.SetFont(sans, "", 7.5)
	f.SetXY(margin, y+side+1)
	f.MultiCell(d.width*0.44, 3.4, d.text(caption), "", "L", false)
	f.SetY(y)
	d.body()
	return f.Error()
}

// blocks shows a code as a picture of one pixel a block, with the quiet zone around it.
type blocks struct{ *qr.Code }

const quiet = 3

func (b blocks) ColorModel() color.Model { return color.GrayModel }
func (b blocks) Bounds() image.Rectangle { return image.Rect(0, 0, b.Size+2*quiet, b.Size+2*quiet) }
func (b blocks) At(x, y int) color.Color {
	if b.Black(x-quiet, y-quiet) {
		return color.Gray{}
	}
	return color.Gray{Y: 255}
}

// WriteTo writes the document.
func (d *Document) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	if err := d.pdf.Output(&b); err != nil {
		return 0, fmt.Errorf("write PDF: %w", err)
	}
	n, err := b.WriteTo(w)
	if err != nil {
		return n, fmt.Errorf("write PDF: %w", err)
	}
	return n, nil
}
