package preflight

import (
	"context"
	"errors"
	"fmt"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/registry/intake/layout"
	"github.com/payung-id/payung/internal/registry/intake/layout/value"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Options say what is known beside the file.
type Options struct {
	File     string // name for the report
	SHA256   string
	Region   string // Kemendagri code of the government, for minimum wages; "" where not known
	Month    period.Month
	UnitKind string // "opd", "desa", "vendor" or ""
	Sheet    string // only this sheet; "" for all that hold workers
	Layouts  []layout.Saved
	Today    period.Date
	// KnownDistrict and KnownRegency tell whether six or four digits are, or ever were, a region; nil skips the check.
	KnownDistrict func(six string) bool
	KnownRegency  func(four string) bool
	// MinimumWage returns the minimum wage of a region on a day and its kind ("UMK", "UMP"); nil skips the check.
	MinimumWage func(region string, day period.Date) (money.Milli, string, error)
	// Progress is told how many rows have been read; nil is fine.
	Progress func(rows int)
}

// day is the day on which ages and wages are judged.
func (o Options) day() period.Date {
	if o.Month != 0 {
		return o.Month.Last()
	}
	return o.Today
}

// Check reads a book as a list of workers. A file that holds no such list gives a report with one finding and no error;
// errors are of the machine, of a cancelled context, or a call that names a sheet that does not exist.
func Check(ctx context.Context, book *sheetread.Book, options Options) (*Report, error) {
	c := &checker{ctx: ctx, book: book, o: options, report: &Report{File: options.File, SHA256: options.SHA256}, categories: map[string]categoryRead{}}
	err := c.run()
	var f *sheetread.Fault
	if errors.As(err, &f) {
		return FaultReport(options.File, options.SHA256, f), nil
	}
	if err != nil {
		return nil, fmt.Errorf("check roster %s: %w", options.File, err)
	}
	return c.report, nil
}

// FaultReport is the report of a file that cannot be read.
func FaultReport(file, sha256 string, f *sheetread.Fault) *Report {
	return &Report{
		File: file, SHA256: sha256,
		Findings: []Finding{{Code: Code(f.Code), Severity: Reject, Message: f.Err.Text}},
		Totals:   Totals{Findings: map[Code]int{Code(f.Code): 1}},
	}
}

// checker carries one check through its steps: choose sheets, read rows, judge columns, judge rows, find duplicates.
type checker struct {
	ctx    context.Context
	book   *sheetread.Book
	o      Options
	report *Report
	drafts []*draft
	seen   int // rows read, for progress

	keys       []string // of the names, by row
	categories map[string]categoryRead

	minimumAsked  bool
	minimumAmount money.Milli
	minimumKind   string
}

func (c *checker) run() error {
	if err := c.choose(); err != nil {
		return err
	}
	total := 0
	for _, s := range c.report.Sheets {
		total += s.Rows
	}
	c.report.Rows = make([]Row, 0, total)
	for _, d := range c.drafts {
		c.judge(d)
	}
	c.duplicates()
	c.total()
	return c.ctx.Err()
}

func (c *checker) total() {
	t := &c.report.Totals
	t.Findings = map[Code]int{}
	t.Rows, t.Skipped = len(c.report.Rows), len(c.report.Skipped)
	for i := range c.report.Rows {
		row := &c.report.Rows[i]
		row.Status = OK
		for _, f := range row.Findings {
			t.Findings[f.Code]++
			switch {
			case f.Severity == Reject:
				row.Status = Rejected
			case row.Status == OK:
				row.Status = Warned
			}
		}
		switch row.Status {
		case Rejected:
			t.Reject++
		case Warned:
			t.Warn++
		default:
			t.OK++
		}
	}
	for _, s := range c.report.Sheets {
		for _, f := range s.Findings {
			t.Findings[f.Code]++
		}
	}
}

type categoryRead struct {
	category string
	state    value.State
}
