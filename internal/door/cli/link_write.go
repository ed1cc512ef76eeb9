package cli

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/linkage"
)

// writeLinks writes the links as CSV.
func writeLinks(b *bufio.Writer, res *linkage.Result, lists [2]*linkage.List, explain bool) error {
	head := "left_id,right_id,probability,weight,verdict"
	if explain {
		head += ",evidence"
	}
	if _, err := b.WriteString(head + "\n"); err != nil {
		return err
	}
	why := res.Explainer()
	var line []byte
	for _, l := range res.Links {
		line = appendCell(line[:0], lists[0].ID(l.Left))
		line = append(line, ',')
		line = appendCell(line, lists[1].ID(l.Right))
		line = append(line, ',')
		line = strconv.AppendFloat(line, l.Probability, 'f', 6, 64)
		line = append(line, ',')
		line = strconv.AppendFloat(line, l.Weight, 'f', 6, 64)
		line = append(line, ',')
		line = append(line, l.Verdict.String()...)
		if explain {
			j, err := json.Marshal(told(why(l), l))
			if err != nil {
				return fmt.Errorf("explain %s: %w", lists[0].ID(l.Left), err)
			}
			line = append(line, ',')
			line = appendCell(line, string(j))
		}
		line = append(line, '\n')
		if _, err := b.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// writeParameters writes what was learnt as a table.
func writeParameters(to io.Writer, res *linkage.Result) error {
	w := csv.NewWriter(to)
	if err := w.Write([]string{"field", "state", "level", "m_probability", "u_probability", "u_times_frequency", "log2_bayes_factor"}); err != nil {
		return err
	}
	number := func(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }
	for _, p := range res.Table() {
		if err := w.Write([]string{p.Field, strconv.Itoa(p.State), p.Level, number(p.M), number(p.U), strconv.FormatBool(p.Frequency), number(p.Weight)}); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// explanation is the JSON column of --explain.
type explanation struct {
	ID     string             `json:"id"` // the sentence in Indonesian
	EN     string             `json:"en"`
	Tie    bool               `json:"tie,omitempty"`
	Fields []linkage.Evidence `json:"fields"`
}

func told(all []linkage.Evidence, l linkage.Link) explanation {
	for i := range all {
		all[i].Weight = round3(all[i].Weight)
	}
	return explanation{ID: linkage.Sentence(all, "id"), EN: linkage.Sentence(all, "en"), Tie: l.Tie, Fields: all}
}

func round3(x float64) float64 {
	if x < 0 {
		return -round3(-x)
	}
	return float64(int64(x*1000+0.5)) / 1000
}

func appendCell(line []byte, s string) []byte {
	if !strings.ContainsAny(s, ",\"\n\r") {
		return append(line, s...)
	}
	line = append(line, '"')
	line = append(line, strings.ReplaceAll(s, `"`, `""`)...)
	return append(line, '"')
}

// watch measures phases and shows progress.
type watch struct {
	s       *streams
	show    bool
	phase   string
	since   time.Time
	seconds map[string]float64
	shown   time.Time
}

func (w *watch) start(phase string) {
	if w.seconds == nil {
		w.seconds = map[string]float64{}
	}
	w.stop()
	w.phase, w.since = phase, time.Now()
}

func (w *watch) stop() {
	if w.phase != "" {
		w.seconds[w.phase] += time.Since(w.since).Seconds()
	}
	w.phase = ""
}

// progress shows how far a phase is, a few times a second. It may be called by several goroutines; a line lost does not
// matter.
func (w *watch) progress(phase string, done, of int) {
	if !w.show || time.Since(w.shown) < 300*time.Millisecond {
		return
	}
	w.shown = time.Now()
	if of > 0 {
		fmt.Fprintf(w.s.err, "%s %d/%d\n", phase, done, of)
		return
	}
	fmt.Fprintf(w.s.err, "%s %d\n", phase, done)
}

// figures are stats.json.
func (w *watch) figures(res *linkage.Result) map[string]any {
	seconds := w.seconds
	for k, v := range res.Stats.Seconds {
		seconds[k] = v
	}
	cpu, peak := usage()
	m, u := res.Parameters()
	return map[string]any{
		"left_rows": res.Stats.LeftRows, "right_rows": res.Stats.RightRows, "candidate_pairs": res.Stats.CandidatePairs,
		"skipped_pairs": res.Stats.SkippedPairs, "ties_not_written": res.Stats.TiesNotWritten, "seconds": seconds, "cpu_seconds": cpu, "peak_bytes": peak,
		"lambda": res.Stats.Lambda, "m": m, "u": u, "expected_false_links": res.Stats.ExpectedFalseLinks,
	}
}

// sayLeftOut says what was not compared and what could not be written, so that an empty file is not taken for an answer.
func (w *watch) sayLeftOut(res *linkage.Result) {
	if n := res.Stats.SkippedPairs; n > 0 {
		fmt.Fprintln(w.s.err, lang.Msg("%d pasangan tidak dibandingkan karena terlalu banyak baris sama pada kolom kuncinya (skipped_pairs).", n))
	}
	if n := res.Stats.TiesNotWritten; n > 0 {
		fmt.Fprintln(w.s.err, lang.Msg("%d baris kiri tidak ditulis: masing-masing sama pada semua kolom dengan dua baris kanan atau lebih, sehingga tidak dapat dibedakan (ties_not_written). Tambahkan kolom yang membedakan, misalnya NIK.", n))
	}
}
