package cli

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

type lawDiffCmd struct {
	Files   []string `arg:"" type:"path" help:"Berkas paket (YAML) yang dibandingkan dengan paket bawaan."`
	Workers string   `type:"path" help:"CSV pekerja: unit, segment (PU, BPU), wage, employer, jkk_class, programmes, payer, sector; hitung selisih rupiah per unit dan program."`
	From    string   `help:"Bulan iuran pertama (2027-01); biasanya bulan ini."`
	Through string   `help:"Bulan iuran terakhir; biasanya sama dengan bulan pertama."`
}

// Run says what the packs change, and what that costs a list of workers. Nothing is stored.
func (c lawDiffCmd) Run(s *streams) error {
	changed, err := lawWith(c.Files, s.out)
	if err != nil {
		return err
	}
	differences := law.Shipped().Diff(changed)
	if len(differences) == 0 {
		fmt.Fprintln(s.out, lang.Msg("Tidak ada yang berubah."))
	}
	w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	for _, d := range differences {
		before, after := d.Before, d.After
		if d.Ground {
			before, after = lang.Msg("nilai sama").String(), lang.Msg("dasar berbeda: %s", d.Article).String()
		}
		fmt.Fprintf(w, "%s\t%s\t%s..%s\t%s\t->\t%s\n", d.Kind, d.Name, d.From, d.To, orDash(before), orDash(after))
	}
	if err := w.Flush(); err != nil || c.Workers == "" {
		return err
	}
	return c.dryRun(s, changed)
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

func (c lawDiffCmd) dryRun(s *streams, changed *law.Law) error {
	from, through, err := monthSpan(c.From, c.Through)
	if err != nil {
		return err
	}
	workers, err := readWorkers(c.Workers)
	if err != nil {
		return err
	}
	effects, err := law.DryRun(law.Shipped(), changed, from, through, slices.Values(workers))
	if err != nil {
		return lawRefused(err)
	}
	fmt.Fprintln(s.out, lang.Msg("Selisih iuran %s sampai %s untuk %d pekerja, dalam rupiah:", from.String(), through.String(), effects.Workers))
	w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "unit\tprogram\tpembayar\tpekerja\tberubah\tsebelum\tsesudah\tselisih")
	for _, e := range effects.Rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%d\t%d\t%+d\n", e.Unit, e.Programme, e.Payer, e.Workers, e.Changed, e.Before, e.After, e.Difference())
	}
	before, after := effects.Totals()
	fmt.Fprintf(w, "%s\t\t\t%d\t\t%d\t%d\t%+d\n", lang.Msg("jumlah"), effects.Workers-len(effects.Refused), before, after, after-before)
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write differences: %w", err)
	}
	for _, x := range effects.Refused {
		var why *law.Error
		errors.As(x.Err, &why)
		fmt.Fprintln(s.out, lang.Msg("baris %d (%s): %s", x.Index+2, x.Unit, lang.Msg(why.Format, why.Args...).String()))
	}
	if len(effects.Refused) > 0 {
		return errData
	}
	return nil
}

func monthSpan(from, through string) (a, b period.Month, err error) {
	a = period.DateIn(time.Now(), time.Local).Month()
	if from != "" {
		if a, err = period.ParseMonth(from); err != nil {
			return 0, 0, fault.New(fault.Usage, "%q bukan bulan; tulis seperti 2026-03.", from).Because(err)
		}
	}
	if b = a; through != "" {
		if b, err = period.ParseMonth(through); err != nil {
			return 0, 0, fault.New(fault.Usage, "%q bukan bulan; tulis seperti 2026-03.", through).Because(err)
		}
	}
	return a, b, nil
}

// lawRefused turns a refusal of the law into one for people.
func lawRefused(err error) error {
	var known *law.Error
	if errors.As(err, &known) {
		return fault.New(fault.Invalid, known.Format, known.Args...).Because(err)
	}
	return err
}

// readWorkers reads the list of a dry run: a header with known names in any order, one worker a line.
func readWorkers(name string) ([]law.Worker, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fault.New(fault.Usage, "Berkas %s tidak dapat dibaca; periksa nama dan izinnya.", name).Because(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	header, err := r.Read()
	if err != nil {
		return nil, fault.New(fault.Invalid, "Berkas %s bukan CSV dengan judul kolom.", name).Because(err)
	}
	column := map[string]int{}
	for i, h := range header {
		h = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))
		if !slices.Contains(workerColumns, h) {
			return nil, fault.New(fault.Invalid, "Kolom %q tidak dikenal; pakai %s.", h, strings.Join(workerColumns, ", "))
		}
		column[h] = i
	}
	var out []law.Worker
	for line := 2; ; line++ {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fault.New(fault.Invalid, "Baris %d: tidak dapat dibaca.", line).Because(err)
		}
		w, err := readWorker(func(key string) string {
			if i, ok := column[key]; ok {
				return strings.TrimSpace(row[i])
			}
			return ""
		}, line)
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
}

var workerColumns = []string{"unit", "segment", "wage", "employer", "jkk_class", "programmes", "payer", "sector"}

func readWorker(cell func(string) string, line int) (law.Worker, error) {
	wage, err := money.ParseMilli(cell("wage"))
	if err != nil {
		return law.Worker{}, fault.New(fault.Invalid, "Baris %d: wage %q bukan jumlah rupiah; tulis angka tanpa pemisah ribuan.", line, cell("wage")).Because(err)
	}
	set, err := law.ParseProgrammes(cell("programmes"))
	if err != nil {
		return law.Worker{}, fault.New(fault.Invalid, "Baris %d: program %q tidak dikenal; tulis JKK, JKM, JHT, JP.", line, cell("programmes")).Because(err)
	}
	switch segment := strings.ToUpper(cell("segment")); segment {
	case "BPU":
		return law.Worker{Unit: cell("unit"), Contribution: law.BPU{Income: wage, Programmes: set, Payer: cell("payer"), Sector: cell("sector")}}, nil
	case "", "PU":
	default:
		return law.Worker{}, fault.New(fault.Invalid, "Baris %d: segment %q tidak dikenal; pilih PU atau BPU.", line, segment)
	}
	q := law.PU{Wage: wage, Programmes: set}
	switch cell("employer") {
	case "", "government":
	case "private":
		q.Employer = law.Private
	default:
		return law.Worker{}, fault.New(fault.Invalid, "Baris %d: employer %q tidak dikenal; pilih government atau private.", line, cell("employer"))
	}
	if text := cell("jkk_class"); text != "" {
		if q.Class, err = strconv.Atoi(text); err != nil {
			return law.Worker{}, fault.New(fault.Invalid, "Baris %d: jkk_class %q bukan angka 1 sampai 5.", line, text).Because(err)
		}
	}
	return law.Worker{Unit: cell("unit"), Contribution: q}, nil
}
