package cli

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"time"

	"github.com/payung-id/payung/internal/format/sheetmark"
	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/internal/registry/roster/preflight"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

type rosterCmd struct {
	Check rosterCheckCmd `cmd:"" help:"Periksa daftar pekerja sebelum dikirim: XLSX, XLS, ODS, CSV, apa adanya."`
}

type rosterCheckCmd struct {
	File     string `arg:"" type:"path" help:"Berkas daftar pekerja."`
	Sheet    string `help:"Hanya lembar ini."`
	Region   string `help:"Kode wilayah pemerintah daerah (33.11), untuk upah minimum."`
	Month    string `help:"Bulan yang dilaporkan (2026-09); umur dihitung pada akhir bulan itu."`
	UnitKind string `enum:"opd,desa,vendor," default:"" help:"Jenis unit: opd, desa, vendor."`
	JSON     bool   `name:"json" help:"Jawaban lengkap sebagai JSON."`
	Out      string `type:"path" help:"Tulis kembali berkas itu dengan sel yang ditandai (XLSX)."`
}

// Run reads the file as a list of workers and says what is wrong with it. Exit code 1 where a row is rejected or the file
// cannot be read.
func (c rosterCheckCmd) Run(s *streams) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	options, err := c.options()
	if err != nil {
		return err
	}
	file, size, err := openFile(c.File)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // only read
	if options.SHA256, err = digest(file, size); err != nil {
		return fmt.Errorf("read %s: %w", c.File, err)
	}
	book, report, err := checkFile(ctx, file, size, options)
	if err != nil {
		return err
	}
	if c.Out != "" && book != nil {
		if err := c.mark(ctx, book, report, file, size); err != nil {
			return err
		}
	}
	if err := c.answer(s, report); err != nil {
		return err
	}
	if report.Totals.Reject > 0 || len(report.Findings) > 0 {
		return errData
	}
	return nil
}

func (c rosterCheckCmd) options() (preflight.Options, error) {
	table := region.Standard()
	o := preflight.Options{
		File: filepath.Base(c.File), Region: c.Region, UnitKind: c.UnitKind, Sheet: c.Sheet, Today: period.DateIn(time.Now(), jakarta),
		KnownDistrict: table.KnownDistrict, KnownRegency: table.KnownRegency, MinimumWage: minimumWage,
	}
	if c.Month != "" {
		m, err := period.ParseMonth(c.Month)
		if err != nil {
			return o, fault.New(fault.Usage, "Bulan “%s” tidak dikenal; tulis seperti 2026-09.", c.Month)
		}
		o.Month = m
	}
	if c.Region != "" {
		dotted, ok := region.Dotted(c.Region)
		if _, known := table.Find(dotted); !ok || !known {
			return o, fault.New(fault.Usage, "Kode wilayah “%s” tidak dikenal; tulis kode Kemendagri seperti 33.11.", c.Region)
		}
		o.Region = dotted
	}
	return o, nil
}

var jakarta = time.FixedZone("WIB", 7*3600)

func minimumWage(code string, day period.Date) (money.Milli, string, error) {
	a, err := law.MinimumWage(code, day)
	return a.Value, a.Kind, err
}

func openFile(name string) (*os.File, int64, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, fault.New(fault.NotFound, "Berkas %s tidak ada.", name)
	}
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		_ = f.Close() // only read
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		_ = f.Close() // only read
		return nil, 0, fault.New(fault.Usage, "%s bukan berkas.", name)
	}
	return f, info.Size(), nil
}

func digest(file io.ReaderAt, size int64) (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(file, 0, size)); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// checkFile opens and checks; the book is nil where the file cannot be read.
func checkFile(ctx context.Context, file io.ReaderAt, size int64, o preflight.Options) (*sheetread.Book, *preflight.Report, error) {
	book, err := sheetread.Open(ctx, file, size, o.File, sheetread.DefaultLimits())
	var f *sheetread.Fault
	if errors.As(err, &f) {
		return nil, preflight.FaultReport(o.File, o.SHA256, f), nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("open %s: %w", o.File, err)
	}
	report, err := preflight.Check(ctx, book, o)
	return book, report, err
}

func (c rosterCheckCmd) answer(s *streams, report *preflight.Report) error {
	if c.JSON {
		b, err := report.JSON(lang.ID)
		if err != nil {
			return err
		}
		_, err = s.out.Write(append(b, '\n'))
		return err
	}
	var b bytes.Buffer
	summarise(&b, report)
	_, err := s.out.Write(b.Bytes())
	return err
}

// summarise writes the outcome for people: sheets, counts, then the rows that need a hand.
func summarise(b *bytes.Buffer, r *preflight.Report) {
	fmt.Fprintf(b, "%s\n", r.File)
	for _, f := range r.Findings {
		fmt.Fprintf(b, "\n  %s\n", f.Message)
	}
	if len(r.Findings) > 0 {
		return
	}
	for _, sheet := range r.Sheets {
		if !sheet.Used {
			fmt.Fprintf(b, "  lembar “%s”: %s\n", sheet.Name, sheet.Reason)
			continue
		}
		fmt.Fprintf(b, "  lembar “%s”: %s, %s baris\n", sheet.Name, sheet.Reason, text.Number(lang.ID, sheet.Rows))
		for _, f := range sheet.Findings {
			fmt.Fprintf(b, "    %s\n", f.Message)
		}
	}
	t := r.Totals
	fmt.Fprintf(b, "\n  %8s baris dibaca\n  %8s baik\n  %8s perlu dilihat, tetap diteruskan\n  %8s menunggu perbaikan\n\n",
		text.Number(lang.ID, t.Rows), text.Number(lang.ID, t.OK), text.Number(lang.ID, t.Warn), text.Number(lang.ID, t.Reject))
	writeCodes(b, t.Findings)
	writeRows(b, r.Rows)
}

func writeCodes(b *bytes.Buffer, counts map[preflight.Code]int) {
	codes := make([]preflight.Code, 0, len(counts))
	for c := range counts {
		codes = append(codes, c)
	}
	slices.SortFunc(codes, func(x, y preflight.Code) int { return cmp.Or(counts[y]-counts[x], cmp.Compare(x, y)) })
	for _, c := range codes {
		fmt.Fprintf(b, "  %8s  %s (%s)\n", text.Number(lang.ID, counts[c]), preflight.Title(c), c)
	}
}

const rowsShown = 50

func writeRows(b *bytes.Buffer, rows []preflight.Row) {
	shown, more := 0, 0
	for _, row := range rows {
		if row.Status == preflight.OK {
			continue
		}
		if shown++; shown > rowsShown {
			more++
			continue
		}
		fmt.Fprintf(b, "\n  baris %d  %s\n", row.Number, row.Person.Name)
		for _, f := range row.Findings {
			fmt.Fprintf(b, "    %s\n", f.Message)
			if f.Repair != nil {
				fmt.Fprintf(b, "      usulan: %s (%s)\n", f.Repair.Value, f.Repair.Why)
			}
		}
	}
	if more > 0 {
		fmt.Fprintf(b, "\n  … dan %s baris lagi; lengkapnya dengan --json atau --out.\n", text.Number(lang.ID, more))
	}
}

// mark writes the workbook back; it appears under its name only when it is whole.
func (c rosterCheckCmd) mark(ctx context.Context, book *sheetread.Book, report *preflight.Report, file io.ReaderAt, size int64) error {
	if len(report.Findings) > 0 {
		return nil // nothing could be read, so there is nothing to mark
	}
	out, err := os.CreateTemp(filepath.Dir(c.Out), ".payung-*.xlsx")
	if err != nil {
		return fmt.Errorf("write %s: %w", c.Out, err)
	}
	defer func() { _ = os.Remove(out.Name()) }() // gone already where all went well
	err = sheetmark.Write(ctx, out, book, file, size, report.Marks(lang.ID))
	if err := errors.Join(err, out.Close()); err != nil {
		return fmt.Errorf("write %s: %w", c.Out, err)
	}
	if err := os.Chmod(out.Name(), 0o644); err != nil {
		return fmt.Errorf("write %s: %w", c.Out, err)
	}
	if err := os.Rename(out.Name(), c.Out); err != nil {
		return fmt.Errorf("write %s: %w", c.Out, err)
	}
	return nil
}
