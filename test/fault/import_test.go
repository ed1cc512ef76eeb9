package fault

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
)

var kills = flag.Int("kills", 0, "kills on SQLite; a quarter of them on PostgreSQL")

// payung is the program under test: PAYUNG_BINARY, or one built for this run.
func payung(t *testing.T) string {
	t.Helper()
	if b := os.Getenv("PAYUNG_BINARY"); b != "" {
		return b
	}
	b := filepath.Join(t.TempDir(), "payung")
	build := exec.Command("go", "build", "-o", b, "../../cmd/payung")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return b
}

// installation is one place where payung keeps data.
type installation struct {
	t      *testing.T
	binary string
	folder string // keys, and the SQLite database
	db     string // PostgreSQL; empty for SQLite
}

func (in *installation) command(args ...string) *exec.Cmd {
	args = append(args, "--data", in.folder)
	if in.db != "" {
		args = append(args, "--db", in.db)
	}
	return exec.Command(in.binary, args...)
}

// run lets a command end and returns what it said.
func (in *installation) run(args ...string) (out []byte, code int) {
	in.t.Helper()
	d, err := KillWithin(in.command(args...), 0)
	if err != nil {
		in.t.Fatal(err)
	}
	if d.Code == 2 || d.Code == 3 {
		in.t.Fatalf("%s: exit %d: %s", strings.Join(args, " "), d.Code, d.Err)
	}
	return d.Out, d.Code
}

// open opens the database beside the program.
func (in *installation) open() *db.DB {
	in.t.Helper()
	where := in.db
	if where == "" {
		where = filepath.Join(in.folder, "payung.db")
	}
	return dbtest.Open(in.t, where)
}

// delivery is one file of a sample government.
type delivery struct {
	File  string `json:"file"`
	Kind  string `json:"kind"`
	Unit  string `json:"unit"`
	Month string `json:"month"`
	AsOf  string `json:"as_of"`
}

func (d delivery) args(folder string) []string {
	args := []string{"import", d.Kind, filepath.Join(folder, d.File)}
	for flag, value := range map[string]string{"--unit": d.Unit, "--month": d.Month, "--as-of": d.AsOf} {
		if value != "" {
			args = append(args, flag, value)
		}
	}
	return args
}

func sample(t *testing.T, binary string) (folder string, all []delivery) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "demo")
	if out, err := exec.Command(binary, "demo", "--out", folder, "--size", "desa").CombinedOutput(); err != nil {
		t.Fatalf("demo: %v\n%s", err, out)
	}
	b, err := os.ReadFile(filepath.Join(folder, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return folder, all
}

// result is what people get out in the end; two installations that took the same files must give the same.
func (in *installation) result(months ...string) string {
	in.t.Helper()
	var b bytes.Buffer
	for _, m := range months {
		out, _ := in.run("scoreboard", "--month", m, "--format", "csv")
		b.Write(out)
		facts := filepath.Join(in.t.TempDir(), "facts.csv")
		in.run("facts", "--month", m, "--out", facts)
		f, err := os.ReadFile(facts)
		if err != nil {
			in.t.Fatal(err)
		}
		lines := strings.Split(string(f), "\n")
		slices.Sort(lines)
		b.WriteString(strings.Join(lines, "\n"))
	}
	return b.String()
}

var sampleMonths = []string{"2026-09", "2026-10"}

func TestImportsSurviveBeingKilled(t *testing.T) {
	binary := payung(t)
	folder, files := sample(t, binary)
	many := *kills
	if many == 0 {
		many = 24
	}

	calm := &installation{t: t, binary: binary, folder: filepath.Join(t.TempDir(), "calm")}
	begin := time.Now()
	for _, f := range files {
		calm.run(f.args(folder)...)
	}
	each := time.Since(begin) / time.Duration(len(files))
	want := calm.result(sampleMonths...)
	if strings.Count(want, "\n") < 50 {
		t.Fatalf("the undisturbed run gives almost nothing, so that nothing could be lost:\n%s", want)
	}

	for name, c := range map[string]struct {
		kills int
		db    func() string
	}{
		"SQLite":     {many, func() string { return "" }},
		"PostgreSQL": {max(many/4, 6), func() string { return dbtest.PostgreSQLURL(t) }},
	} {
		t.Run(name, func(t *testing.T) {
			killed, torn := 0, 0
			for killed < c.kills {
				in := &installation{t: t, binary: binary, folder: filepath.Join(t.TempDir(), "data"), db: c.db()}
				var acknowledged []string
				for _, f := range files {
					receipt, k, m := in.deliver(f, folder, each, c.kills-killed)
					killed, torn = killed+k, torn+m
					acknowledged = append(acknowledged, receipt)
				}
				in.holds(acknowledged)
				if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(in.result(sampleMonths...), "\n")); diff != "" {
					t.Fatalf("after %d kills the result differs (-undisturbed +killed):\n%s", killed, diff)
				}
			}
			t.Logf("%d kills, %d of them in the middle of written work; verify clean after each, the result that of an undisturbed run", killed, torn)
			if killed >= 24 && torn == 0 {
				t.Error("no kill ever hit work half done: this proves nothing")
			}
		})
	}
}

// deliver imports a file again and again, killed at most `left` times, until it gets through, and returns its receipt.
func (in *installation) deliver(f delivery, folder string, each time.Duration, left int) (receipt string, killed, torn int) {
	in.t.Helper()
	for {
		within := each + each/2
		if killed >= min(left, 4) {
			within = 0
		}
		before := in.traces()
		d, err := KillWithin(in.command(f.args(folder)...), within)
		if err != nil {
			in.t.Fatal(err)
		}
		if !d.Killed {
			if d.Code == 2 || d.Code == 3 {
				in.t.Fatalf("%s: exit %d: %s", f.File, d.Code, d.Err)
			}
			var said struct {
				Receipt string `json:"receipt"`
			}
			if err := json.Unmarshal(d.Out, &said); err != nil || said.Receipt == "" {
				in.t.Fatalf("%s: no receipt in %q: %v", f.File, d.Out, err)
			}
			return said.Receipt, killed, torn
		}
		killed++
		if in.traces() != before {
			torn++
		}
		if out, code := in.run("verify"); code != 0 {
			in.t.Fatalf("killed after %v while importing %s; verify says:\n%s", d.After, f.File, out)
		}
	}
}

// traces counts what an import writes on its way, to tell a kill in its middle from one before it began.
func (in *installation) traces() (n int) {
	in.t.Helper()
	if in.db == "" {
		if _, err := os.Stat(filepath.Join(in.folder, "payung.db")); err != nil {
			return 0
		}
	}
	d := in.open()
	err := d.Read(in.t.Context(), func(tx *db.Tx) error {
		return tx.QueryRow(in.t.Context(), `SELECT (SELECT coalesce(sum(next_id), 0) FROM id_block) + (SELECT count(*) FROM import_batch)`).Scan(&n)
	})
	if err != nil && in.db != "" {
		in.t.Fatal(err)
	}
	return n
}

// holds makes sure that every receipt that was given is still that of an applied import.
func (in *installation) holds(receipts []string) {
	in.t.Helper()
	var applied int
	err := in.open().Read(in.t.Context(), func(tx *db.Tx) error {
		return tx.QueryRow(in.t.Context(), `SELECT count(*) FROM import_batch WHERE state = 'applied'`).Scan(&applied)
	})
	if err != nil {
		in.t.Fatal(err)
	}
	given := slices.Compact(slices.Sorted(slices.Values(receipts)))
	if applied < len(given) {
		in.t.Errorf("%d receipts were given, %d imports are applied", len(given), applied)
	}
}
