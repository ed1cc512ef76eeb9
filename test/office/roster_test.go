package office

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/internal/registry/roster/preflight"
	"github.com/payung-id/payung/internal/sample"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

var itoa = strconv.Itoa

// rosters are the lists of the first month of a synthetic regency, with the findings of the key as "row code".
func rosters(t *testing.T) (paths []string, key map[string][]string, month period.Month) {
	t.Helper()
	dir := t.TempDir()
	if _, err := sample.Write(context.Background(), dir, sample.Kabupaten, 4, nil); err != nil {
		t.Fatal(err)
	}
	all, err := filepath.Glob(filepath.Join(dir, "rosters", "2026-07", "*"))
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	for i, p := range all { // PAYUNG_OFFICE=all takes every list; a third of them has every layout
		if i%3 == 0 || strings.HasSuffix(p, ".csv") || os.Getenv("PAYUNG_OFFICE") == "all" {
			paths = append(paths, p)
		}
	}
	file, err := os.Open(filepath.Join(dir, "answer-key", "errors.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	key = map[string][]string{}
	for _, line := range lines[1:] {
		path := filepath.Join(dir, filepath.FromSlash(line[0]))
		key[path] = append(key[path], sheetOf(path, line[1])+" "+line[2]+" "+line[3])
	}
	return paths, key, period.MonthOf(2026, 7)
}

// sheetOf is the sheet's name; of a CSV there is one, which takes the name of the file when it is saved as a workbook.
func sheetOf(path, name string) string {
	if strings.HasSuffix(path, ".csv") {
		return "csv"
	}
	return name
}

// findings reads a file and returns what the key also says, and how many clean rows were found fault with.
func findings(t *testing.T, path, original string, month period.Month, key []string) (found, alarms, rows int, report *preflight.Report) {
	t.Helper()
	ctx := context.Background()
	book, err := sheetread.FromBytes(ctx, load(t, path), filepath.Base(path), sheetread.DefaultLimits())
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	o := options(filepath.Base(path), month)
	o.Region, o.KnownDistrict, o.KnownRegency = "33.11", region.Standard().KnownDistrict, region.Standard().KnownRegency
	o.MinimumWage = func(code string, day period.Date) (money.Milli, string, error) {
		a, err := law.MinimumWage(code, day)
		return a.Value, a.Kind, err
	}
	report, err = preflight.Check(ctx, book, o)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	want, bad := map[string]bool{}, map[string]bool{}
	for _, k := range key {
		want[k] = true
		bad[k[:strings.LastIndexByte(k, ' ')]] = true
	}
	for _, row := range report.Rows {
		at := sheetOf(original, row.Sheet) + " " + itoa(row.Number)
		rows++
		for _, f := range row.Findings {
			if want[at+" "+string(f.Code)] {
				found++
				delete(want, at+" "+string(f.Code))
			}
		}
		if !bad[at] && len(row.Findings) > 0 {
			alarms++
			t.Logf("%s, row %d: %s", filepath.Base(path), row.Number, row.Findings[0].Message)
		}
	}
	for missed := range want {
		t.Logf("%s: %s is missed", filepath.Base(path), missed)
	}
	return found, alarms, rows, report
}

// resaved opens the lists and saves them in a format, those in CSV with every column as text.
func (s soffice) resaved(t *testing.T, format string, paths []string) string {
	out := t.TempDir()
	groups := map[string][]string{}
	for _, p := range paths {
		separator := ""
		if strings.HasSuffix(p, ".csv") {
			head, _, _ := strings.Cut(string(load(t, p)), "\n")
			switch {
			case strings.Contains(head, ";"):
				separator = "59"
			case strings.Contains(head, "\t"):
				separator = "9"
			default:
				separator = "44"
			}
		}
		groups[separator] = append(groups[separator], p)
	}
	for separator, files := range groups {
		if separator == "" {
			s.convert(t, format, out, files)
		} else {
			s.convert(t, format, out, files, asText(separator))
		}
	}
	return out
}

func TestRostersSavedByLibreOfficeGiveTheSameFindings(t *testing.T) {
	office := libreOffice(t)
	paths, key, month := rosters(t)
	for ext, format := range map[string]string{".xlsx": toXLSX, ".ods": toODS, ".xls": toXLS} {
		t.Run(ext, func(t *testing.T) {
			dir := office.resaved(t, format, paths)
			planted, found, alarms, rows := 0, 0, 0, 0
			for _, p := range paths {
				f, a, n, _ := findings(t, withExtension(dir, p, ext), p, month, key[p])
				planted, found, alarms, rows = planted+len(key[p]), found+f, alarms+a, rows+n
			}
			t.Logf("%d files, %d rows, %d of %d planted errors found, %d false alarms", len(paths), rows, found, planted, alarms)
			if planted < 200 || found*1000 < planted*999 || alarms*1000 > rows {
				t.Errorf("found %d of %d, %d false alarms in %d rows", found, planted, alarms, rows)
			}
		})
	}
}

// A treasurer opens the copy that we marked, corrects nothing, saves it and sends it in again: the same rows come back.
func TestMarkedCopiesSavedByLibreOfficeReadTheSame(t *testing.T) {
	office := libreOffice(t)
	paths, key, month := rosters(t)
	dir := t.TempDir()
	var copies []string
	before := map[string][]string{}
	var kept []string
	for _, p := range paths {
		_, _, _, report := findings(t, p, p, month, key[p])
		if len(report.Rows) == 0 {
			continue
		}
		name := itoa(len(kept)) + ".xlsx"
		copies = append(copies, save(t, dir, name, markedCopy(t, load(t, p), filepath.Base(p))))
		kept = append(kept, p)
		before[p] = shown(report)
	}
	out := t.TempDir()
	office.convert(t, toXLSX, out, copies)
	for i, p := range kept {
		_, _, _, report := findings(t, withExtension(out, copies[i], ".xlsx"), p, month, key[p])
		if diff := cmp.Diff(before[p], shown(report)); diff != "" {
			t.Errorf("%s: %s", filepath.Base(p), diff)
		}
	}
}

// shown is what a report says of its rows.
func shown(r *preflight.Report) []string {
	var out []string
	for _, row := range r.Rows {
		line := itoa(row.Number) + " " + string(row.Status)
		for _, field := range []string{"nik", "nama", "tanggal_lahir", "jenis_kelamin", "upah"} {
			line += "|" + row.Person.Values(row.Columns)[field]
		}
		for _, f := range row.Findings {
			line += "|" + string(f.Code)
		}
		out = append(out, line)
	}
	return out
}
