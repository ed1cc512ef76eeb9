package view

import (
	"strconv"

	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/period"
)

// shortName writes "Okt 26" above a column of boxes.
func (p Page) shortName(m period.Month) string {
	return text.ShortMonth(p.lang(), m.Month()) + " " + strconv.Itoa(m.Year())[2:]
}
