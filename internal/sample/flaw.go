package sample

// flaw is an error planted in a row.
type flaw int

const (
	none flaw = iota
	// rejected: the row waits and is no worker
	nikMissing
	nikLength
	nikChars
	nikRounded
	nikTemporary
	nikDuplicate // the row stands twice; the second is rejected
	nameMissing
	birthUnreadable
	// accepted with a warning, on the list like anyone
	dateMismatch
	sexMismatch
	regionUnknown
	sexUnreadable
	categoryUnknown
	dateOrder
	hiddenRow
	// accepted with a warning, never on the list
	personDuplicate
	birthMissing
	birthAmbiguous
	ageUnder
	ageOver
	wageMissing
	wageUnreadable
	wageZero
	formulaCell
	flaws
)

// codes are the names of findings as the roster check publishes them.
var codes = [flaws]string{
	nikMissing: "NIK_MISSING", nikLength: "NIK_LENGTH", nikChars: "NIK_CHARS", nikRounded: "NIK_EXCEL_ROUNDED",
	nikTemporary: "NIK_TEMPORARY", nikDuplicate: "NIK_DUPLICATE", nameMissing: "NAME_MISSING",
	birthUnreadable: "BIRTH_DATE_UNREADABLE", dateMismatch: "NIK_DATE_MISMATCH", sexMismatch: "NIK_SEX_MISMATCH",
	regionUnknown: "NIK_REGION_UNKNOWN", sexUnreadable: "SEX_UNREADABLE", categoryUnknown: "CATEGORY_UNKNOWN",
	dateOrder: "DATE_ORDER", hiddenRow: "HIDDEN_ROW", personDuplicate: "PERSON_DUPLICATE",
	birthMissing: "BIRTH_DATE_MISSING", birthAmbiguous: "BIRTH_DATE_AMBIGUOUS", ageUnder: "AGE_UNDER_17",
	ageOver: "AGE_OVER_65", wageMissing: "WAGE_MISSING", wageUnreadable: "WAGE_UNREADABLE", wageZero: "WAGE_ZERO",
	formulaCell: "FORMULA_CELL",
}

const belowMinimum = "WAGE_BELOW_MINIMUM"

func (f flaw) rejects() bool { return f >= nikMissing && f <= birthUnreadable && f != nikDuplicate }

// offList tells whether a person with this flaw must not be on the insurer's list.
func (f flaw) offList() bool { return f >= personDuplicate }

// ofWage tells whether the row has no readable wage.
func (f flaw) ofWage() bool { return f == wageMissing || f == wageUnreadable || f == wageZero }

// aboutPerson tells whether the flaw lies in the person's own number or age, so that it stays through all months.
func (f flaw) aboutPerson() bool {
	switch f {
	case dateMismatch, regionUnknown, ageUnder, ageOver, personDuplicate, dateOrder, birthAmbiguous:
		return true
	default:
	}
	return false
}
