package cli

import (
	"context"
	"fmt"
	"strconv"
	"text/tabwriter"

	"github.com/payung-id/payung/internal/door/web"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/period"
)

type lawDryrunCmd struct {
	place
	Pack   []string `required:"" type:"path" help:"Berkas paket (YAML) yang dicobakan di atas paket bawaan."`
	Month  string   `help:"Bulan iuran yang dihitung (2027-01); kosong berarti bulan roster terbaru."`
	People string   `help:"Bulan roster yang pekerjanya dihitung; kosong berarti bulan roster terbaru."`
	Format string   `default:"text" enum:"text,csv,json" help:"text, csv, atau json."`
	As     string   `help:"Pakai wewenang pengguna ini."`
}

// Run says what a change of law costs the workers of the rosters, per unit and programme. Nothing is stored. Exit code 1
// where the pack has faults or somebody could not be counted.
func (c *lawDryrunCmd) Run(ctx context.Context, s *streams) error {
	changed, err := lawWith(c.Pack, s.out)
	if err != nil {
		return err
	}
	a, scope, err := openFor(ctx, c.place, c.As, access.FreezeFigure)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	q := coverage.TrialQuestion{Before: law.Shipped(), After: changed}
	err = a.DB.Read(ctx, func(tx *db.Tx) (err error) {
		q.People, err = coverage.NewestMonth(ctx, tx, scope)
		return err
	})
	if err != nil {
		return err
	}
	if q.People, err = monthOr(c.People, q.People); err != nil {
		return err
	}
	if q.Month, err = monthOr(c.Month, q.People); err != nil {
		return err
	}
	if q.People == 0 {
		return fault.New(fault.Invalid, "Belum ada roster, jadi tidak ada pekerja yang dapat dihitung. Kirim roster dahulu.")
	}
	trial, err := a.Coverage.DryRun(ctx, scope, q)
	if err != nil {
		return lawRefused(err)
	}
	if err := c.write(s, trial, q); err != nil {
		return fmt.Errorf("write dry run: %w", err)
	}
	if trial.Unknown > 0 {
		return errData
	}
	return nil
}

func monthOr(asked string, otherwise period.Month) (period.Month, error) {
	if asked == "" {
		return otherwise, nil
	}
	m, err := period.ParseMonth(asked)
	if err != nil {
		return 0, fault.New(fault.Usage, "Bulan %q tidak terbaca. Tulis seperti 2026-09.", asked)
	}
	return m, nil
}

func (c *lawDryrunCmd) write(s *streams, t *coverage.Trial, q coverage.TrialQuestion) error {
	switch c.Format {
	case "csv":
		w := newCSV(s.out)
		return w.WriteAll(web.TrialRecords(t))
	case "json":
		return printJSON(s.out, web.TrialJSON(t, q))
	}
	fmt.Fprintln(s.out, lang.Msg("Selisih iuran %s bagi %s pekerja roster %s, dalam rupiah sebulan:", q.Month.String(), text.Number(lang.ID, t.People), q.People.String()))
	w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	for _, r := range web.TrialRecords(t) {
		for i, cell := range r {
			if i > 0 {
				fmt.Fprint(w, "\t")
			}
			fmt.Fprint(w, cell)
		}
		fmt.Fprintln(w)
	}
	before, after := t.Totals()
	fmt.Fprintf(w, "%s\t\t\t\t%d\t\t%d\t%d\t%s\n", lang.Msg("jumlah"), t.People, before, after, signed(int64(after-before)))
	if err := w.Flush(); err != nil {
		return err
	}
	if t.Unknown > 0 {
		fmt.Fprintln(s.out, lang.Msg("%s pekerja tidak terhitung: upah, kelas risiko, atau upah minimumnya belum diketahui.", text.Number(lang.ID, t.Unknown)))
	}
	return nil
}

func signed(n int64) string {
	if n > 0 {
		return "+" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}
