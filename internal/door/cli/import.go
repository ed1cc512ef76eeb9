package cli

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"crypto/sha256"
	"io"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

type importCmd struct {
	place
	Kind     string `arg:"" enum:"units,roster,participants,budget,payments,declared,manifest" help:"Jenis: units, roster, participants, budget, payments, declared; manifest untuk seluruh isi folder demo."`
	File     string `arg:"" help:"Berkas yang dikirim."`
	Unit     string `help:"Kode instansi."`
	Month    string `help:"Bulan, misalnya 2026-09."`
	AsOf     string `help:"Keadaan data per tanggal, misalnya 2026-10-10."`
	As       string `help:"Pakai wewenang pengguna ini."`
	Sheet    string `help:"Hanya lembar ini."`
	DryRun   bool   `help:"Periksa saja, jangan terapkan."`
	JSON     bool   `name:"json" help:"Selalu JSON (bawaan)."`
	Progress bool   `help:"Tampilkan kemajuan meski bukan terminal."`
}

// receipt is the answer of an import.
type receipt struct {
	Receipt   string           `json:"receipt"`
	Kind      string           `json:"kind"`
	File      string           `json:"file"`
	SHA256    string           `json:"sha256"`
	Rows      int              `json:"rows"`
	Applied   int              `json:"applied"`
	Waiting   int              `json:"waiting"`
	Rejected  int              `json:"rejected"`
	Unchanged int              `json:"unchanged"`
	Findings  []intake.Finding `json:"findings"`
	DryRun    bool             `json:"dry_run,omitempty"`
	Code      string           `json:"code,omitempty"`
	Message   string           `json:"message,omitempty"`
}

// Run brings one file in, or every file of a manifest.
func (c *importCmd) Run(ctx context.Context, s *streams) error {
	if c.Kind == "manifest" {
		return c.manifest(ctx, s)
	}
	file, err := os.Open(c.File)
	if err != nil {
		return noFile(c.File, err)
	}
	defer func() { _ = file.Close() }()
	a, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	actor, err := a.Actor(ctx, c.As)
	if err != nil {
		return err
	}
	item := manifestItem{File: c.File, Kind: c.Kind, Unit: c.Unit, Month: c.Month, AsOf: c.AsOf}
	r, err := bring(ctx, a, actor, file, item, c.Sheet, c.DryRun)
	if err != nil && (r == nil || r.Code == "") {
		return err
	}
	if e := printJSON(s.out, r); e != nil {
		return e
	}
	if err != nil || r.Rejected+r.Waiting > 0 {
		return errData
	}
	return nil
}

func noFile(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Usage, "Berkas %s tidak ada.", name)
	}
	return fault.New(fault.Usage, "Berkas %s tidak dapat dibuka.", name).Because(err)
}

// manifestItem is one line of a demo's manifest.json.
type manifestItem struct {
	File  string `json:"file"`
	Kind  string `json:"kind"`
	Unit  string `json:"unit"`
	Month string `json:"month"`
	AsOf  string `json:"as_of"`
}

// bring checks and applies one file.
func bring(ctx context.Context, a *app.App, actor access.Actor, file *os.File, item manifestItem, sheet string, dry bool) (*receipt, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	req := intake.Request{Kind: item.Kind, Sheet: sheet, File: intake.File{Name: filepath.Base(item.File), Reader: file, Size: info.Size()}}
	if err := fill(ctx, a, actor, item, &req); err != nil {
		return nil, err
	}
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(file, 0, info.Size())); err != nil {
		return nil, fmt.Errorf("read %s: %w", item.File, err)
	}
	r := &receipt{Kind: item.Kind, File: filepath.Base(item.File), SHA256: hex.EncodeToString(h.Sum(nil)), Findings: []intake.Finding{}, DryRun: dry}
	b, err := a.Intake.Check(ctx, actor, req)
	if err != nil {
		var known *fault.Error
		if errors.As(err, &known) && (known.Kind == fault.Invalid || known.Kind == fault.TooBig) {
			r.Message = known.Text.In(lang.ID)
			r.Code = "FILE_INVALID"
			if known.Cause != nil {
				r.Code = known.Cause.Error()
			}
		}
		return r, err
	}
	if dry && !b.Repeated {
		_, err = a.Intake.Discard(ctx, actor, b.ID)
	} else if !b.Repeated {
		b, err = a.Intake.Apply(ctx, actor, b.ID)
	}
	if err != nil {
		return nil, err
	}
	r.Receipt, r.Rows, r.Applied, r.Waiting, r.Rejected, r.Unchanged = b.Receipt(), b.Tally.Rows, b.Tally.Applied, b.Tally.Waiting, b.Tally.Rejected, b.Tally.Unchanged
	if b.Tally.Findings != nil {
		r.Findings = b.Tally.Findings
	}
	return r, nil
}

// fill resolves the unit, month and day of a request.
func fill(ctx context.Context, a *app.App, actor access.Actor, item manifestItem, req *intake.Request) (err error) {
	if item.Month != "" {
		if req.Month, err = period.ParseMonth(item.Month); err != nil {
			return fault.New(fault.Usage, "Bulan %q tidak terbaca. Tulis seperti 2026-09.", item.Month)
		}
	}
	if item.AsOf != "" {
		if req.AsOf, err = period.ParseDate(item.AsOf); err != nil {
			return fault.New(fault.Usage, "Tanggal %q tidak terbaca. Tulis seperti 2026-10-10.", item.AsOf)
		}
	}
	return a.DB.Read(ctx, func(tx *db.Tx) error {
		if item.Unit == "" {
			return wholeReach(ctx, tx, actor, req)
		}
		u, err := unit.ByCode(ctx, tx, scopeOf(actor), item.Unit)
		if err != nil {
			return err
		}
		g, err := unit.GovernmentByID(ctx, tx, u.Government)
		if err != nil {
			return err
		}
		req.Unit, req.Target = u.ID, u.Target(g)
		return nil
	})
}

// wholeReach targets what the actor reaches as a whole: the installation for the operator, the only government of a user.
func wholeReach(ctx context.Context, r db.Reader, actor access.Actor, req *intake.Request) error {
	if actor.SuperReach {
		return nil
	}
	gs, err := unit.Governments(ctx, r, scopeOf(actor))
	if err != nil {
		return err
	}
	if len(gs) != 1 {
		return fault.New(fault.Usage, "Sebutkan instansi dengan --unit.")
	}
	req.Target = access.Target{Government: gs[0].ID, GovernmentCode: gs[0].Code}
	return nil
}

// scopeOf is everything that the actor reaches by any permission; the road checks the right one.
func scopeOf(actor access.Actor) access.Scope {
	if actor.SuperReach {
		return access.Everything()
	}
	return actor.Anywhere()
}

func (c *importCmd) manifest(ctx context.Context, s *streams) error {
	items, err := readManifest(c.File)
	if err != nil {
		return err
	}
	a, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	actor, err := a.Actor(ctx, c.As)
	if err != nil {
		return err
	}
	sum, err := bringAll(ctx, a, actor, filepath.Dir(c.File), items, func(done int) {
		if c.Progress {
			fmt.Fprintf(s.err, "\r%d dari %d berkas", done, len(items))
		}
	})
	if err != nil {
		return err
	}
	return printJSON(s.out, sum)
}

func readManifest(name string) ([]manifestItem, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, noFile(name, err)
	}
	var items []manifestItem
	if err := json.Unmarshal(text, &items); err != nil {
		return nil, fault.New(fault.Invalid, "Berkas %s bukan manifest.json yang dikenal.", name).Because(err)
	}
	return items, nil
}

// bringAll brings the files of a manifest in, in order.
func bringAll(ctx context.Context, a *app.App, actor access.Actor, dir string, items []manifestItem, progress func(done int)) (map[string]receipt, error) {
	sums := map[string]receipt{}
	for i, item := range items {
		file, err := os.Open(filepath.Join(dir, filepath.FromSlash(item.File)))
		if err != nil {
			return nil, noFile(item.File, err)
		}
		r, err := bring(ctx, a, actor, file, item, "", false)
		_ = file.Close()
		if err != nil {
			return nil, fmt.Errorf("import %s: %w", item.File, err)
		}
		sum := sums[item.Kind]
		sum.Kind = item.Kind
		sum.Rows += r.Rows
		sum.Applied += r.Applied
		sum.Waiting += r.Waiting
		sum.Rejected += r.Rejected
		sum.Unchanged += r.Unchanged
		sums[item.Kind] = sum
		progress(i + 1)
	}
	return sums, nil
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(v)
}
