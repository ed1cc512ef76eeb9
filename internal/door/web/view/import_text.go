package view

import (
	"strconv"

	"github.com/payung-id/payung/money"
)

// heading is the column's own heading, or a note where it has none.
func (c LayoutColumn) heading(p Page) string {
	if c.Heading == "" {
		return p.T("tanpa judul")
	}
	return c.Heading
}

// sheetName names a sheet with its rows, and says when it was hidden.
func (v ImportLayout) sheetName(s Sheet) string {
	if s.Hidden {
		return v.T("%s (%s baris, tersembunyi)", s.Name, v.N(s.Rows))
	}
	return v.T("%s (%s baris)", s.Name, v.N(s.Rows))
}

// refreshing makes the page reload itself where there is no JavaScript, while the job runs.
func (v ImportProgress) refreshing() Page {
	p := v.Page
	if p.Refresh == 0 && v.Failed.Format == "" {
		p.Refresh = 2
	}
	return p
}

// name is the person's name of a row, or a note where the cell is empty.
func (r CheckRow) name(p Page) string {
	if r.Name == "" {
		return p.T("tanpa nama")
	}
	return r.Name
}

// rowID is the anchor of a row; sheet names may hold anything, so only the number and its length take part.
func rowID(sheet string, row int) string {
	return "b" + strconv.Itoa(len(sheet)) + "-" + strconv.Itoa(row)
}

// wage writes a monthly wage in whole rupiah, "–" where there is none.
func (p Page) wage(m money.Milli) string {
	if m == 0 {
		return "–"
	}
	return p.Rp(m.HalfUp())
}

// tone colours a number only when there is something to see.
func tone(on bool, t string) string {
	if on {
		return t
	}
	return ""
}

// coded is a person's code with what separates it from the birth year that follows.
func coded(code string, year int) string {
	if code == "" || year == 0 {
		return code
	}
	return code + " · "
}

// asksDate tells whether the file may be a list whose date must be given.
func (v ImportUpload) asksDate() bool {
	for _, o := range v.Kinds {
		if o.Value == "participants" {
			return true
		}
	}
	return v.Kind == "participants"
}
