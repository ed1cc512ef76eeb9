package sample

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/nik"
)

func written(t *testing.T, size Size, seed uint64) (string, Result) {
	t.Helper()
	dir := t.TempDir()
	r, err := Write(context.Background(), dir, size, seed, nil)
	if err != nil {
		t.Fatal(err)
	}
	return dir, r
}

func sums(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		h := sha256.Sum256(b)
		name, err := filepath.Rel(dir, path)
		out[name] = hex.EncodeToString(h[:8])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func table(t *testing.T, dir, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, key := range rows[0] {
			m[key] = r[i]
		}
		out = append(out, m)
	}
	return out
}

func TestSameSeedSameBytes(t *testing.T) {
	first, _ := written(t, Desa, 7)
	second, _ := written(t, Desa, 7)
	if diff := cmp.Diff(sums(t, first), sums(t, second)); diff != "" {
		t.Error(diff)
	}
	third, _ := written(t, Desa, 8)
	if cmp.Equal(sums(t, first), sums(t, third)) {
		t.Error("another seed gives the same files")
	}
}

func TestRegencyHasItsWorkersAndEveryCode(t *testing.T) {
	dir, r := written(t, Kabupaten, 1)
	last := r.Months[len(r.Months)-1]
	if last.Month != "2026-10" || last.Workers != 2413 {
		t.Errorf("%+v", last)
	}
	for f, code := range codes {
		if code != "" && r.Planted[code] == 0 {
			t.Errorf("no row has %s (%d)", code, f)
		}
	}
	villages, wards := 0, 0
	for _, f := range r.Manifest {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(f.File))); err != nil {
			t.Error(err)
		}
	}
	w := newWorld(Kabupaten, 1)
	w.plan()
	for _, u := range w.units {
		switch {
		case u.kind == "kelurahan":
			wards++
		case u.kind == "desa" && !strings.HasSuffix(u.code, "B"):
			villages++
		}
	}
	if villages != 150 || wards != 17 {
		t.Errorf("%d villages, %d wards", villages, wards)
	}
}

func TestKeyAgreesWithItself(t *testing.T) {
	dir, r := written(t, Kabupaten, 3)
	type sum struct{ workers, budgeted, registered, paid, right, protected, undecided int }
	byUnit := map[string]*sum{}
	seen := map[string]bool{}
	for _, f := range table(t, dir, "answer-key/facts.csv") {
		key := f["month"] + " " + f["unit"]
		if byUnit[key] == nil {
			byUnit[key] = &sum{}
		}
		if seen[f["month"]+f["nik"]] {
			t.Errorf("%s twice in %s", f["nik"], f["month"])
		}
		seen[f["month"]+f["nik"]] = true
		s := byUnit[key]
		s.workers++
		for column, n := range map[string]*int{"budgeted": &s.budgeted, "registered": &s.registered, "paid": &s.paid, "right": &s.right, "undecided": &s.undecided} {
			if f[column] == "1" {
				*n++
			}
		}
		if f["registered"] == "1" && f["paid"] == "1" {
			s.protected++
		}
		if f["right"] == "1" && f["paid"] == "0" {
			t.Errorf("%s is right but not paid", f["nik"])
		}
		number, ok := nik.Parse(f["nik"])
		if !ok || number.Serial() < "9000" {
			t.Errorf("%s could be somebody's NIK", f["nik"])
		}
	}
	totals := map[string]sum{}
	for _, s := range table(t, dir, "answer-key/scoreboard.csv") {
		got := sum{atoi(s["workers"]), atoi(s["budgeted"]), atoi(s["registered"]), atoi(s["paid"]), atoi(s["right"]), atoi(s["protected"]), atoi(s["undecided"])}
		if s["key"] == "33.11" {
			if got != totals[s["month"]] {
				t.Errorf("%s: total %+v, units add to %+v", s["month"], got, totals[s["month"]])
			}
			continue
		}
		want := sum{}
		if u := byUnit[s["month"]+" "+s["key"]]; u != nil {
			want = *u
		}
		if got != want {
			t.Errorf("%s %s: %+v, facts add to %+v", s["month"], s["key"], got, want)
		}
		if atoi(s["liability"]) != 42_000_000*(got.workers-got.protected) {
			t.Errorf("%s %s: liability %s", s["month"], s["key"], s["liability"])
		}
		t0 := totals[s["month"]]
		totals[s["month"]] = sum{t0.workers + got.workers, t0.budgeted + got.budgeted, t0.registered + got.registered, t0.paid + got.paid, t0.right + got.right, t0.protected + got.protected, t0.undecided + got.undecided}
	}
	if len(totals) != len(r.Months) {
		t.Errorf("%d months in the scoreboard", len(totals))
	}
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func TestListHoldsPeopleCleanTiedOrNotAtAll(t *testing.T) {
	dir, _ := written(t, Kabupaten, 2)
	byNIK := map[string]bool{}
	people := map[string]int{}
	for _, e := range table(t, dir, "participants/daftar-peserta-2026-11-10.csv") {
		if byNIK[e["nik"]] {
			t.Errorf("%s stands twice on the list", e["nik"])
		}
		byNIK[e["nik"]] = true
		people[e["nama"]+e["tanggal_lahir"]]++
	}
	tied := 0
	for _, f := range table(t, dir, "answer-key/facts.csv") {
		if f["month"] != "2026-10" {
			continue
		}
		if f["registered"] == "1" && !byNIK[f["nik"]] {
			t.Errorf("%s is registered and not on the list", f["nik"])
		}
		if f["undecided"] == "1" && f["registered"] == "0" {
			tied++
			if byNIK[f["nik"]] {
				t.Errorf("%s ties and is on the list", f["nik"])
			}
		}
	}
	pairs := 0
	for _, n := range people {
		if n == 2 {
			pairs++
		} else if n != 1 {
			t.Errorf("%d people share name and birth date", n)
		}
	}
	if tied == 0 || pairs < tied {
		t.Errorf("%d tied people, %d pairs on the list", tied, pairs)
	}
}

func TestLinksPointAtTheSamePerson(t *testing.T) {
	dir, _ := written(t, Desa, 5)
	lists := map[string][]map[string]string{}
	rows := 0
	for _, l := range table(t, dir, "answer-key/links.csv") {
		if !strings.HasSuffix(l["roster_file"], "D02 Dinas Pendidikan dan Kebudayaan.csv") {
			continue
		}
		rows++
		if lists[l["list_file"]] == nil {
			lists[l["list_file"]] = table(t, dir, l["list_file"])
		}
		b, err := os.ReadFile(filepath.Join(dir, l["roster_file"]))
		if err != nil {
			t.Fatal(err)
		}
		line := strings.Split(string(b), "\n")[atoi(l["row"])-1]
		entry := lists[l["list_file"]][atoi(l["list_row"])-2]
		if !strings.Contains(nik.Clean(line), entry["nik"]) || !strings.Contains(strings.ToUpper(line), entry["nama"]) {
			t.Errorf("%v: %s is not %v", l, line, entry)
		}
	}
	if rows == 0 {
		t.Error("no link of the office that keeps a CSV")
	}
}

func TestAnUnknownSizeIsRefused(t *testing.T) {
	if _, err := Write(context.Background(), t.TempDir(), "benua", 1, nil); err == nil {
		t.Error("no error")
	}
}
