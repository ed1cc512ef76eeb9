package preflight

import (
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/registry/intake/layout"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"
)

// Severity says what becomes of a row with a finding.
type Severity string

// A rejected row waits until it is corrected; a warned one goes on.
const (
	Warn   Severity = "warn"
	Reject Severity = "reject"
)

// Status is the worst of a row's findings.
type Status string

// The statuses of a row.
const (
	OK       Status = "ok"
	Warned   Status = "warn"
	Rejected Status = "reject"
)

// Code names a kind of finding; the names are public and never change.
type Code string

// The codes of findings in rows. Those of whole files are in package sheetread.
const (
	NIKMissing          Code = "NIK_MISSING"
	NIKLength           Code = "NIK_LENGTH"
	NIKChars            Code = "NIK_CHARS"
	NIKExcelRounded     Code = "NIK_EXCEL_ROUNDED"
	NIKTemporary        Code = "NIK_TEMPORARY"
	NIKDateMismatch     Code = "NIK_DATE_MISMATCH"
	NIKSexMismatch      Code = "NIK_SEX_MISMATCH"
	NIKRegionUnknown    Code = "NIK_REGION_UNKNOWN"
	NIKDuplicate        Code = "NIK_DUPLICATE"
	PersonDuplicate     Code = "PERSON_DUPLICATE"
	NameMissing         Code = "NAME_MISSING"
	BirthDateMissing    Code = "BIRTH_DATE_MISSING"
	BirthDateUnreadable Code = "BIRTH_DATE_UNREADABLE"
	BirthDateAmbiguous  Code = "BIRTH_DATE_AMBIGUOUS"
	AgeUnder17          Code = "AGE_UNDER_17"
	AgeOver65           Code = "AGE_OVER_65"
	SexUnreadable       Code = "SEX_UNREADABLE"
	WageMissing         Code = "WAGE_MISSING"
	WageUnreadable      Code = "WAGE_UNREADABLE"
	WageZero            Code = "WAGE_ZERO"
	WageInWords         Code = "WAGE_IN_WORDS"
	WageBelowMinimum    Code = "WAGE_BELOW_MINIMUM"
	CategoryUnknown     Code = "CATEGORY_UNKNOWN"
	DateOrder           Code = "DATE_ORDER"
	FormulaCell         Code = "FORMULA_CELL"
	HiddenRow           Code = "HIDDEN_ROW"
	IdentityPassport    Code = "IDENTITY_PASSPORT"
	ColumnMissing       Code = "COLUMN_MISSING" // of a sheet
	RowsNotRead         Code = "ROWS_NOT_READ"  // of a sheet: rows that show a person were not read as one
)

// Finding is one thing to see about a cell.
type Finding struct {
	Field    string // column name of the public formats; "" for the whole row
	Column   string // column letters in the file; "" where the sheet has no such column
	Code     Code
	Severity Severity
	Message  lang.Text
	Repair   *Repair
}

// Repair is a value that was probably meant.
type Repair struct {
	Field string // the field that the value is for
	Value string
	Why   lang.Text
}

// Person is a row as it was understood. Zero values are not known.
type Person struct {
	NIK         string // sixteen digits, or what was found
	Name        string // without titles
	TitleBefore string
	Title       string // degrees behind the name
	BirthPlace  string
	BirthDate   period.Date
	Sex         nik.Sex
	Mother      string
	Address     string
	Phone       string
	Category    string // one of value.Categories, or ""
	Position    string
	Wage        money.Milli // a month's wage
	WageKnown   bool
	WageBasis   string // "umk" or "ump" where the cell refers to the minimum wage
	Start       period.Date
	End         period.Date
	DecreeNo    string
	FundSource  string
	UnitCode    string
	KPJ         string
	Section     string // the heading above the row
}

// ValidNIK returns the number where it is sixteen digits and nothing speaks against its form.
func (p Person) ValidNIK() (nik.Number, bool) {
	n, ok := nik.Parse(p.NIK)
	return n, ok && len(p.NIK) == 16 && !n.Temporary()
}

// Row is one person of the file.
type Row struct {
	Sheet    string
	Number   int
	Status   Status
	Person   Person
	Columns  map[string]string // field to column letters; shared by the rows of a table
	Findings []Finding
}

// Address returns the cell of a field, such as "C7"; "" where the sheet has no such column.
func (r Row) Address(field string) string {
	if c := r.Columns[field]; c != "" {
		return c + itoa(r.Number)
	}
	return ""
}

// Sheet says how a sheet was understood.
type Sheet struct {
	Name     string
	Used     bool
	Hidden   bool
	Reason   lang.Text // why it is used or not
	Layout   *layout.Layout
	Rows     int
	Findings []Finding
}

// Skipped is a row that is no person.
type Skipped struct {
	Sheet  string
	Row    int
	Reason string
}

// Totals counts the outcome.
type Totals struct {
	Rows, OK, Warn, Reject, Skipped int
	Findings                        map[Code]int
}

// Report is the outcome of a check.
type Report struct {
	File    string
	SHA256  string
	Sheets  []Sheet
	Rows    []Row
	Skipped []Skipped
	Totals  Totals
	// Findings are those of the whole file; a file that cannot be read has one of them and no rows.
	Findings []Finding
}
