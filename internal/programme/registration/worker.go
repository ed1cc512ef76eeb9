package registration

import (
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Field is a fact about a worker that a column may take.
type Field string

// The fields.
const (
	Number        Field = "number" // the employer's own number of the person
	Name          Field = "name"
	Degree        Field = "title"
	Phone         Field = "phone"
	Email         Field = "email"
	BirthPlace    Field = "birth_place"
	Born          Field = "born"
	Mother        Field = "mother"
	Document      Field = "document"
	NIK           Field = "nik"
	DocumentUntil Field = "document_until"
	Sex           Field = "sex"
	Letters       Field = "letters"
	Married       Field = "married"
	Blood         Field = "blood"
	TaxNumber     Field = "tax_number"
	Country       Field = "country"
	Wage          Field = "wage"
	BackPay       Field = "back_pay"
	Address       Field = "address"
	Postcode      Field = "postcode"
	Workplace     Field = "workplace"
	Contract      Field = "contract"
	Start         Field = "start"
	End           Field = "end"
	KPJ           Field = "kpj"
	WorkerCode    Field = "worker_code"
	LeaveCause    Field = "leave_cause"
	LeftOn        Field = "left_on"
	Remark        Field = "remark"
	Month         Field = "month"
	NPP           Field = "npp"
	Bank          Field = "bank"
	BankCode      Field = "bank_code"
	Account       Field = "account"
	AccountName   Field = "account_name"
)

func (f Field) known() bool {
	return slices.Contains([]Field{Number, Name, Degree, Phone, Email, BirthPlace, Born, Mother, Document, NIK, DocumentUntil, Sex, Letters, Married, Blood,
		TaxNumber, Country, Wage, BackPay, Address, Postcode, Workplace, Contract, Start, End, KPJ, WorkerCode, LeaveCause, LeftOn, Remark, Month, NPP, Bank,
		BankCode, Account, AccountName}, f)
}

// Worker is a person in an employment, as the registration needs them. Text fields are as written; "" is not known.
type Worker struct {
	Person, Unit int64
	Born         period.Date
	Start, End   period.Date // of the employment; End is zero where no end is known
	LeftOn       period.Date // last day, of somebody who left
	Wage         money.Milli // a month; negative is not known
	BackPay      money.Milli
	Month        period.Month
	Text         map[Field]string
}

// NoWage marks a wage that is not known.
const NoWage money.Milli = -1

// lifelong is the date that practitioners write for an identity card without an end (M).
var lifelong = period.DateOf(3000, 12, 31)

// Value returns what a column of a field shows of the worker, in the format of the insurer's files: dates dd-mm-yyyy,
// months mm/yyyy, amounts in whole rupiah without separators (rounded half-up, once).
func (w Worker) Value(f Field) string {
	switch f {
	case Born:
		return day(w.Born)
	case Start:
		return day(w.Start)
	case End:
		return day(w.End)
	case LeftOn:
		return day(w.LeftOn)
	case Wage:
		return rupiah(w.Wage)
	case BackPay:
		if w.BackPay <= 0 {
			return ""
		}
		return rupiah(w.BackPay)
	case Month:
		if w.Month == 0 {
			return ""
		}
		iso := w.Month.String()
		return iso[5:] + "/" + iso[:4]
	}
	if s := strings.TrimSpace(w.Text[f]); s != "" {
		return s
	}
	return w.usual(f)
}

// usual is what stands in a column where nobody said otherwise.
func (w Worker) usual(f Field) string {
	switch f {
	case Document:
		return "KTP"
	case DocumentUntil:
		return day(lifelong)
	case Letters:
		return "S"
	case Country:
		return "ID"
	case Contract:
		if w.End != 0 {
			return "PKWT"
		}
		return "PKWTT"
	}
	return ""
}

func day(d period.Date) string {
	if d == 0 {
		return ""
	}
	iso := d.String()
	return iso[8:] + "-" + iso[5:7] + "-" + iso[:4]
}

func rupiah(m money.Milli) string {
	if m < 0 {
		return ""
	}
	return strconv.FormatInt(int64(m.HalfUp()), 10)
}
