package cli

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/period"
)

type lawShowCmd struct {
	Name string   `arg:"" optional:"" help:"Nama parameter, tabel atau keringanan; diakhiri titik: semua yang namanya berawal demikian (jp.)."`
	On   string   `help:"Tanggal acuan (2026-03-15); biasanya hari ini."`
	Pack []string `type:"path" help:"Berkas paket tambahan; nilainya menang atas paket bawaan."`
}

// Run shows a rule's history, or what changes next.
func (c lawShowCmd) Run(s *streams) error {
	l, err := lawWith(c.Pack, s.err)
	if err != nil {
		return err
	}
	on, err := onDay(c.On)
	if err != nil {
		return err
	}
	if c.Name == "" {
		return showChanges(s.out, l, on)
	}
	found := false
	is := func(name string) bool {
		hit := name == c.Name || (strings.HasSuffix(c.Name, ".") && strings.HasPrefix(name, c.Name))
		found = found || hit
		return hit
	}
	for _, h := range l.Histories() {
		if is(h.Name) {
			showHistory(s.out, h, on)
		}
	}
	for _, t := range l.Tables() {
		if is(t.Name) {
			showTable(s.out, t)
		}
	}
	for _, x := range l.Reliefs() {
		if is(x.Name) {
			showRelief(s.out, x, on)
		}
	}
	if !found {
		return fault.New(fault.Usage, "Aturan %s tidak dikenal; lihat daftar nama dengan: payung law list.", c.Name)
	}
	return nil
}

func onDay(text string) (period.Date, error) {
	if text == "" {
		return period.DateIn(time.Now(), time.Local), nil
	}
	on, err := period.ParseDate(text)
	if err != nil {
		return 0, fault.New(fault.Usage, "%q bukan tanggal; tulis seperti 2026-03-15.", text).Because(err)
	}
	return on, nil
}

// showChanges lists what begins, ends and is expected, soonest first, with the days left.
func showChanges(out io.Writer, l *law.Law, on period.Date) error {
	fmt.Fprintln(out, lang.Msg("Paket %s; perubahan sesudah %s:", l.Version(), on.String()))
	kinds := map[law.ChangeKind]lang.Text{law.Begins: lang.Msg("mulai"), law.Ends: lang.Msg("berakhir"), law.Expected: lang.Msg("diharapkan")}
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, x := range l.Changes(on) {
		left := lang.Msg("%d hari lagi", x.Days(on))
		if x.Days(on) < 0 {
			left = lang.Msg("terlambat %d hari", -x.Days(on))
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", x.On, left, kinds[x.Kind], x.Name, x.Article)
	}
	return w.Flush()
}

func showHistory(out io.Writer, h law.History, on period.Date) {
	fmt.Fprintf(out, "%s — %s (%s)\n", h.Name, h.Title, h.Unit)
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, v := range h.Versions {
		mark := ""
		if v.From <= on && (v.To == 0 || on <= v.To) {
			mark = "*"
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\t%s\t%s\n", mark, spanText(h.Basis, v.From, v.To), v.Text, v.Confidence, v.VerifiedThrough, v.Article, v.Source)
	}
	w.Flush() //nolint:errcheck // a broken pipe shows at the next write
	if h.Next != nil {
		fmt.Fprintln(out, " ", lang.Msg("perubahan berikutnya diharapkan %s (%s)", h.Next.On.String(), h.Next.Article))
	}
}

// spanText writes a stretch of time: months for contributions, else days.
func spanText(b pack.Basis, from, to period.Date) string {
	first, last := from.String(), to.String()
	if b == pack.ContributionMonth {
		first, last = from.Month().String(), to.Month().String()
	}
	return first + ".." + last
}

func showTable(out io.Writer, t law.TableHistory) {
	fmt.Fprintf(out, "%s — %s\n", t.Name, t.Title)
	for _, v := range t.Versions {
		fmt.Fprintf(out, "  %s  %s  %s  %s  %s\n", spanText(t.Basis, v.From, v.To), v.Confidence, v.VerifiedThrough, v.Article, v.Source)
		w := tabwriter.NewWriter(out, 0, 4, 2, ' ', tabwriter.AlignRight)
		for _, c := range t.Columns {
			fmt.Fprintf(w, "\t%s", c.Name)
		}
		fmt.Fprintln(w, "\t")
		for _, row := range v.Rows {
			for i, cell := range row {
				switch t.Columns[i].Unit {
				case pack.UnitRupiah:
					fmt.Fprintf(w, "\t%s", cell.Amount)
				case pack.UnitRate:
					fmt.Fprintf(w, "\t%s", cell.Rate)
				default:
					fmt.Fprintf(w, "\t%d", cell.Count)
				}
			}
			fmt.Fprintln(w, "\t")
		}
		w.Flush() //nolint:errcheck // a broken pipe shows at the next write
	}
}

func showRelief(out io.Writer, x *pack.Relief, on period.Date) {
	fmt.Fprintf(out, "%s — %s, %s..%s, %s\n", x.Name, x.Article, x.From.Month(), x.To.Month(), x.Confidence)
	fmt.Fprintf(out, "  %s %s × %s\n", x.Segment, strings.Join(x.Programmes, " "), x.Factor)
	if x.Note != "" {
		fmt.Fprintf(out, "  %s\n", x.Note)
	}
	if x.From <= on && on <= x.To {
		fmt.Fprintln(out, " ", lang.Msg("berakhir dalam %d hari", int(x.To+1-on)))
	}
}
