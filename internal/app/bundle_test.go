package app

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/bundle"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/sample"
	"github.com/payung-id/payung/internal/trust/access"
)

// The files of a whole regency are recognised as what they are: kind, unit and month as in the manifest, which the reader
// of the files does not see.
func TestFilesOfARegencyAreRecognised(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	if _, err := sample.Write(ctx, dir, sample.Kabupaten, 1, nil); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var items []struct {
		File, Kind, Unit, Month string
		AsOf                    string `json:"as_of"`
	}
	if err := json.Unmarshal(text, &items); err != nil {
		t.Fatal(err)
	}
	a, err := Open(ctx, Config{Data: t.TempDir()}, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	file := func(name string) intake.File {
		f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		info, err := f.Stat()
		if err != nil {
			t.Fatal(err)
		}
		return intake.File{Name: name, Reader: f, Size: info.Size()}
	}
	b, err := a.Intake.Check(ctx, access.System(), intake.Request{Kind: unit.ImportKind, File: file("units.xlsx")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Intake.Apply(ctx, access.System(), b.ID); err != nil {
		t.Fatal(err)
	}
	var units []unit.Unit
	err = a.DB.Read(ctx, func(tx *db.Tx) (err error) {
		units, err = unit.List(ctx, tx, access.Everything())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	known := bundle.NewDirectory(units, true, 0)
	asked := 0
	for _, item := range items {
		if testing.Short() && item.Month == "2026-08" {
			continue
		}
		g, err := bundle.Recognise(ctx, file(item.File), known, bundle.Said{})
		if err != nil {
			t.Fatalf("%s: %v", item.File, err)
		}
		if g.Ask.Format != "" {
			asked++
			t.Logf("%s: asks %s", item.File, g.Ask.In("id"))
			continue
		}
		code := ""
		if g.Unit >= 0 {
			code = units[g.Unit].Code
		}
		month, day := g.Month.String(), g.AsOf.String()
		if item.Kind != "roster" {
			month = item.Month
		}
		if g.Kind != item.Kind || code != item.Unit || month != item.Month || day != item.AsOf {
			t.Errorf("%s: taken for %s of %q, %s%s; it is %s of %q, %s%s", item.File, g.Kind, code, month, day, item.Kind, item.Unit, item.Month, item.AsOf)
		}
	}
	if asked > len(items)/100 {
		t.Errorf("%d of %d files ask a person", asked, len(items))
	}
	// Without codes and folders, only by what stands in the file and in its own name.
	plain, wrong := 0, 0
	for _, item := range items {
		if item.Kind != "roster" || item.Unit == "" || strings.Contains(item.File, "data_tk_baru") {
			continue
		}
		f := file(item.File)
		f.Name = "daftar.xlsx"
		g, err := bundle.Recognise(ctx, f, known, bundle.Said{})
		if err != nil {
			t.Fatal(err)
		}
		plain++
		if g.Ask.Format == "" && (g.Unit < 0 || units[g.Unit].Code != item.Unit || g.Month.String() != item.Month) {
			wrong++
			t.Logf("%s: %+v %s", item.File, g, units[max(g.Unit, 0)].Code)
		}
	}
	if plain == 0 || wrong > 0 {
		t.Errorf("%d of %d files without a telling name are taken for another's", wrong, plain)
	}
}
