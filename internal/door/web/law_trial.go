package web

import (
	"encoding/csv"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/law/pack"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// trialPermission is what trying a rule on a government's workers needs: the one who publishes its figures may ask what a
// rule would make of them. It shows sums of units, and nobody's name.
const trialPermission = access.FreezeFigure

// longestPack is the most that a pack may weigh; all of ours together weigh less.
const longestPack = 512 << 10

// examplePack is what an empty form shows: a rate that is not law.
const examplePack = `subject: contoh
edition: 2026-11-22
parameters:
  - name: pu.jkk.rate.class1
    title: "Tarif iuran JKK kelas 1 (pemberi kerja)"
    unit: rate
    basis: contribution_month
    versions:
      - from: 2027-01
        value: 0.0034
        article: "usulan, bukan peraturan"
        source: "contoh untuk mencoba"
        confidence: L
        verified_through: 2026-11-22
`

func (s *Server) trialRoutes() {
	s.need(trialPermission, "GET /uji-aturan", s.trial)
	s.need(trialPermission, "POST /uji-aturan", s.postTrial)
}

func (s *Server) trialPage(r *Request) (view.Trial, error) {
	newest, err := r.month()
	if err != nil {
		return view.Trial{}, err
	}
	v := view.Trial{Page: r.page(view.SecTrial), Text: examplePack, Month: period.MonthOf(s.today().Year()+1, 1), People: newest}
	v.Crumbs = []view.Link{{Text: lang.Msg("Aturan"), URL: "/aturan"}}
	v.Months = r.monthOptions(newest, nil)
	return v, nil
}

func (s *Server) trial(r *Request) error {
	v, err := s.trialPage(r)
	if err != nil {
		return err
	}
	return r.show(v)
}

// postTrial reads a pack, says its faults with line and column, or what it changes and costs. Nothing is stored.
func (s *Server) postTrial(r *Request) error {
	name, given, err := readPack(r)
	if err != nil {
		return err
	}
	r.Form.Set("bulan", r.PostFormValue("roster")) // whose people
	v, err := s.trialPage(r)
	if err != nil {
		return err
	}
	v.Text = given
	month, ok := readMonth(strings.TrimSpace(r.PostFormValue("berlaku")))
	if !ok {
		v.Errors = append(v.Errors, view.FieldError{Field: "berlaku", Text: lang.Msg("Bulan %q tidak terbaca. Tulis seperti 2026-09.", r.PostFormValue("berlaku"))})
		return r.again(v)
	}
	v.Month = month
	changed, err := law.Shipped().With(law.Source{Name: name, Text: []byte(given)})
	var faults law.ProblemsError
	if errors.As(err, &faults) {
		v.Faults = packFaults(r.Lang, faults)
		v.Errors = append(v.Errors, view.FieldError{Field: "paket", Text: lang.Msg("Paket ini belum dapat dipakai: %d kesalahan. Perbaiki baris yang disebut di bawah.", len(faults))})
		return r.again(v)
	}
	if err != nil {
		return err
	}
	q := coverage.TrialQuestion{People: v.People, Month: month, Before: law.Shipped(), After: changed}
	result, err := s.app.Coverage.DryRun(r.Context(), r.Scope, q)
	if e := lawError(err); e != nil {
		v.Errors = append(v.Errors, view.FieldError{Field: "berlaku", Text: lang.Msg(e.Format, e.Args...)})
		return r.again(v)
	}
	if err != nil {
		return err
	}
	if r.PostFormValue("format") == "csv" {
		return writeTrial(r, result, q)
	}
	v.Result = trialResult(r.Lang, result, law.Shipped().Diff(changed))
	v.Basis = view.Basis{Month: v.People, AsOf: s.today(), Sources: []lang.Text{lang.Msg("roster instansi"), lang.Msg("data aturan %s", changed.Version())}}
	return r.show(v)
}

// readPack takes the uploaded file, or the text that was typed.
func readPack(r *Request) (name, given string, err error) {
	r.Body = http.MaxBytesReader(r.W, r.Body, longestPack+64<<10)
	err = r.ParseForm()
	if err == nil {
		if err = r.ParseMultipartForm(longestPack); errors.Is(err, http.ErrNotMultipart) {
			err = nil
		}
	}
	var big *http.MaxBytesError
	switch {
	case errors.As(err, &big):
		return "", "", fault.New(fault.TooBig, "Paket lebih dari %d KB. Paket aturan biasanya hanya beberapa KB; periksa apakah berkasnya benar.", longestPack>>10)
	case err != nil:
		return "", "", fault.New(fault.Usage, "Isian tidak terbaca; kirim ulang.")
	}
	if r.MultipartForm != nil && len(r.MultipartForm.File["berkas"]) > 0 {
		h := r.MultipartForm.File["berkas"][0]
		f, err := h.Open()
		if err != nil {
			return "", "", fault.New(fault.Usage, "Isian tidak terbaca; kirim ulang.").Because(err)
		}
		defer func() { _ = f.Close() }()
		b, err := io.ReadAll(f)
		if err != nil {
			return "", "", fault.New(fault.Usage, "Isian tidak terbaca; kirim ulang.").Because(err)
		}
		if len(b) > 0 {
			return h.Filename, string(b), nil
		}
	}
	return "paket.yaml", strings.ReplaceAll(r.PostFormValue("paket"), "\r\n", "\n"), nil
}

// packFaults shows the faults of a pack with their places.
func packFaults(l lang.Lang, list law.ProblemsError) []view.PackFault {
	var out []view.PackFault
	for _, p := range list {
		out = append(out, view.PackFault{Line: strconv.Itoa(p.Line), Column: strconv.Itoa(p.Column), Text: faultText(p).In(l)})
	}
	return out
}

func faultText(p pack.Problem) lang.Text { return lang.Msg(p.Message.Format, p.Message.Args...) }

func trialResult(l lang.Lang, t *coverage.Trial, differences []law.Difference) *view.TrialResult {
	before, after := t.Totals()
	out := &view.TrialResult{People: t.People, Unknown: t.Unknown, Before: before, After: after}
	for i := range differences {
		out.Changes = append(out.Changes, differenceShown(l, &differences[i]))
	}
	sums := map[law.Programme]*view.TrialSum{}
	for i := range t.Rows {
		r := &t.Rows[i]
		x := sums[r.Programme]
		if x == nil {
			x = &view.TrialSum{Programme: r.Programme.String()}
			sums[r.Programme] = x
		}
		x.Before, x.After = x.Before+r.Before, x.After+r.After
		n := len(out.Units)
		if n == 0 || out.Units[n-1].Code != r.UnitCode {
			out.Units = append(out.Units, view.TrialUnit{Code: r.UnitCode, Name: r.UnitName})
			n++
		}
		u := &out.Units[n-1]
		u.People = max(u.People, r.People)
		u.Before, u.After = u.Before+r.Before, u.After+r.After
		if d := r.Difference(); d != 0 {
			u.Parts = append(u.Parts, lang.T(l, "%s oleh %v %s", r.Programme.String(), payerText(r.Payer), difference(l, d)))
		}
	}
	for p := law.JKK; p <= law.JP; p++ {
		if x := sums[p]; x != nil {
			out.Sums = append(out.Sums, *x)
		}
	}
	return out
}

func differenceShown(l lang.Lang, d *law.Difference) view.TrialChange {
	out := view.TrialChange{Title: d.Title, Name: d.Name, From: text.Date(l, d.From), Before: d.Before, After: d.After, Article: d.Article}
	if d.Unit == pack.UnitRate {
		if r, err := money.ParseRate(d.Before); err == nil {
			out.Before = percentText(l, r)
		}
		if r, err := money.ParseRate(d.After); err == nil {
			out.After = percentText(l, r)
		}
	}
	if d.Unit == pack.UnitRupiah {
		if m, err := money.ParseMilli(d.Before); err == nil {
			out.Before = milliText(l, m)
		}
		if m, err := money.ParseMilli(d.After); err == nil {
			out.After = milliText(l, m)
		}
	}
	if d.From == 0 {
		out.From = "–"
	}
	if d.Ground {
		out.After = lang.T(l, "nilai sama, dasarnya lain")
	}
	if out.Before == "" {
		out.Before = lang.T(l, "belum ada")
	}
	if out.After == "" {
		out.After = lang.T(l, "dihapus")
	}
	return out
}

// difference writes an amount with its sign.
func difference(l lang.Lang, d money.Rupiah) string {
	if d > 0 {
		return "+" + text.Rupiah(l, d)
	}
	if d < 0 {
		return "−" + text.Rupiah(l, -d)
	}
	return text.Rupiah(l, 0)
}

// TrialRecords are the rows of a dry run as a table with a header: the file of the page and of the command.
func TrialRecords(t *coverage.Trial) [][]string {
	out := [][]string{{"kode_instansi", "instansi", "program", "pembayar", "pekerja", "berubah", "sebelum", "sesudah", "selisih"}}
	n := func(r money.Rupiah) string { return strconv.FormatInt(int64(r), 10) }
	for i := range t.Rows {
		r := &t.Rows[i]
		out = append(out, []string{plainCell(r.UnitCode), plainCell(r.UnitName), r.Programme.String(), r.Payer.String(), strconv.Itoa(r.People), strconv.Itoa(r.Changed), n(r.Before), n(r.After), n(r.Difference())})
	}
	return out
}

// plainCell keeps a name from being taken for a formula.
func plainCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// TrialJSON is a dry run as the command prints it.
func TrialJSON(t *coverage.Trial, q coverage.TrialQuestion) any {
	type row struct {
		Unit       string       `json:"unit"`
		Name       string       `json:"name"`
		Programme  string       `json:"programme"`
		Payer      string       `json:"payer"`
		People     int          `json:"people"`
		Changed    int          `json:"changed"`
		Before     money.Rupiah `json:"before"`
		After      money.Rupiah `json:"after"`
		Difference money.Rupiah `json:"difference"`
	}
	rows := make([]row, 0, len(t.Rows))
	for i := range t.Rows {
		r := &t.Rows[i]
		rows = append(rows, row{r.UnitCode, r.UnitName, r.Programme.String(), r.Payer.String(), r.People, r.Changed, r.Before, r.After, r.Difference()})
	}
	before, after := t.Totals()
	return map[string]any{"month": q.Month.String(), "people_month": q.People.String(), "pack": q.After.Version(), "people": t.People, "unknown": t.Unknown,
		"before": before, "after": after, "difference": after - before, "rows": rows}
}

func writeTrial(r *Request, t *coverage.Trial, q coverage.TrialQuestion) error {
	h := r.W.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="uji-aturan-`+q.Month.String()+`.csv"`)
	return csv.NewWriter(r.W).WriteAll(TrialRecords(t))
}
