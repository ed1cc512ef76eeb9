package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/backup"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/recovery"
	"github.com/payung-id/payung/migrations"
)

// The files of the data folder, by their names in a backup.
const (
	databaseFile  = "payung.db"
	masterKeyFile = "keys/master.key"
	tombstoneFile = "tombstones"
)

// Backup writes everything into one file, encrypted to the recovery key. It may run while everybody works. The file
// appears under its name when it is whole and on the disk; a backup that breaks off leaves the older file as it is.
func (a *App) Backup(ctx context.Context, path, program string) (backup.Counts, error) {
	var key recovery.State
	if err := a.DB.Read(ctx, func(tx *db.Tx) (err error) { key, err = recovery.Read(ctx, tx); return err }); err != nil {
		return backup.Counts{}, err
	}
	if err := a.SealTrail(ctx); err != nil {
		return backup.Counts{}, err
	}
	at := a.Config.Clock()
	src := backup.Source{DB: a.DB, At: clock.Stamp(at), Program: program, Skip: map[string]bool{"session": true}}
	for _, name := range []string{masterKeyFile, tombstoneFile, sealWitness} {
		b, err := os.ReadFile(filepath.Join(a.Config.Data, filepath.FromSlash(name)))
		if errors.Is(err, os.ErrNotExist) && name != masterKeyFile {
			continue
		}
		if err != nil {
			return backup.Counts{}, fmt.Errorf("back up %s: %w", name, err)
		}
		src.Files = append(src.Files, backup.File{Name: name, Content: b})
	}
	var counts backup.Counts
	size, err := writeWhole(path, func(w io.Writer) (err error) {
		counts, err = backup.Write(ctx, w, key.Recipient, src)
		return err
	})
	if err != nil {
		return counts, err
	}
	return counts, recovery.Made(ctx, a.Door, at, key.Recipient, size, counts.Rows)
}

// writeWhole writes a file beside its place, has it on the disk, and only then gives it its name.
func writeWhole(path string, write func(io.Writer) error) (size int64, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".payung-*")
	if err != nil {
		return 0, fault.New(fault.Usage, "Berkas %s tidak dapat ditulis.", path).Because(err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // does nothing once it has its name
	err = write(f)
	if err == nil {
		size, err = f.Seek(0, io.SeekEnd)
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return 0, err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return 0, err
	}
	return size, syncFolder(filepath.Dir(path))
}

func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Faults of restoring.
var (
	ErrNotEmpty = fault.New(fault.Conflict, "Tempat pemulihan tidak kosong. Pulihkan ke folder kosong (--data) dan, untuk PostgreSQL, ke basis data kosong (--db).")
	errWrongKey = fault.New(fault.Invalid, "Kunci ini tidak membuka berkas cadangan. Pakai kunci pemulihan yang berlaku saat cadangan itu dibuat.")
	errDamaged  = fault.New(fault.Invalid, "Berkas cadangan rusak atau terpotong. Tidak ada yang dipulihkan; pakai cadangan lain.")
	errFuture   = fault.New(fault.Invalid, "Cadangan ini dibuat oleh Payung yang lebih baru. Pakai program yang sama atau lebih baru.")
)

// Restored says what a restore brought back.
type Restored struct {
	Header backup.Header
	Counts backup.Counts
}

// Restore fills an empty place from a backup. On SQLite everything appears at the end, or nothing; a PostgreSQL database
// that was only partly filled must be dropped by hand, and is not used by any node since its keys are not there.
func Restore(ctx context.Context, cfg Config, file, identity io.Reader) (r Restored, err error) {
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	if err := emptyPlace(cfg); err != nil {
		return r, err
	}
	work, err := os.MkdirTemp(cfg.Data, ".restore-*")
	if err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	defer func() { _ = os.RemoveAll(work) }()
	var d *db.DB
	to := backup.Target{
		File: func(f backup.File) error { return restoreFile(work, f) },
		Begin: func(ctx context.Context, h backup.Header) (*db.DB, error) {
			d, err = emptyDatabase(ctx, cfg, work, h.Schema)
			return d, err
		},
	}
	r.Header, r.Counts, err = backup.Read(ctx, file, identity, to)
	if err == nil && d == nil {
		err = errDamaged
	}
	if d != nil && err == nil {
		_, err = d.Migrate(ctx, migrations.Files) // from the backup's schema to this program's
	}
	if d != nil {
		err = errors.Join(err, d.Close())
	}
	switch {
	case errors.Is(err, backup.ErrKey):
		return r, errWrongKey.Because(err)
	case errors.Is(err, backup.ErrDamaged):
		return r, errDamaged.Because(err)
	case err != nil:
		return r, fmt.Errorf("restore: %w", err)
	}
	return r, moveIn(work, cfg.Data)
}

// emptyPlace refuses a folder that holds keys or a database already.
func emptyPlace(cfg Config) error {
	for _, name := range []string{databaseFile, masterKeyFile} {
		if _, err := os.Stat(filepath.Join(cfg.Data, name)); !errors.Is(err, os.ErrNotExist) {
			return ErrNotEmpty
		}
	}
	return nil
}

// restoreFile writes one of the files that belong to the data; others are refused, so that a backup writes nowhere else.
func restoreFile(work string, f backup.File) error {
	switch f.Name {
	case masterKeyFile, tombstoneFile, sealWitness:
	default:
		return fmt.Errorf("%w: file %q", backup.ErrDamaged, f.Name)
	}
	path := filepath.Join(work, filepath.FromSlash(f.Name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, f.Content, 0o600)
}

// emptyDatabase makes a database with the schema of a backup and nothing in it.
func emptyDatabase(ctx context.Context, cfg Config, work string, schema int) (*db.DB, error) {
	where := cfg.DB
	if where == "" {
		where = filepath.Join(work, databaseFile)
	}
	d, err := db.Open(ctx, where)
	if err != nil {
		return nil, err
	}
	var used bool
	_ = d.Read(ctx, func(tx *db.Tx) error { _, err := tx.Schema(ctx); used = err == nil; return nil })
	files, newest, err := until(schema)
	switch {
	case err != nil:
	case used:
		err = ErrNotEmpty
	case newest < schema:
		err = errFuture
	default:
		_, err = d.Migrate(ctx, files)
	}
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// until returns the migrations up to a number, and the number of the newest there is.
func until(schema int) (fs.FS, int, error) {
	names, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		return nil, 0, err
	}
	newest := 0
	for _, name := range names {
		n, err := migrationNumber(name)
		if err != nil {
			return nil, 0, err
		}
		newest = max(newest, n)
	}
	return older{migrations.Files, schema}, newest, nil
}

func migrationNumber(name string) (n int, err error) {
	if _, err := fmt.Sscanf(name, "%04d_", &n); err != nil {
		return 0, fmt.Errorf("migration %s: %w", name, err)
	}
	return n, nil
}

// older shows of the migrations only those up to a number.
type older struct {
	fs.ReadDirFS
	schema int
}

func (o older) ReadDir(name string) (out []fs.DirEntry, err error) {
	all, err := o.ReadDirFS.ReadDir(name)
	for _, e := range all {
		if !strings.HasSuffix(e.Name(), ".sql") {
			continue
		}
		if n, err := migrationNumber(e.Name()); err != nil {
			return nil, err
		} else if n <= o.schema {
			out = append(out, e)
		}
	}
	return out, err
}

// moveIn gives what was restored its place; the keys come last, since without them nothing else opens.
func moveIn(work, data string) error {
	for _, name := range []string{databaseFile, tombstoneFile, sealWitness, masterKeyFile} {
		from := filepath.Join(work, filepath.FromSlash(name))
		if _, err := os.Stat(from); errors.Is(err, os.ErrNotExist) {
			continue
		}
		to := filepath.Join(data, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return err
		}
		if err := os.Rename(from, to); err != nil {
			return fmt.Errorf("restore: %w", err)
		}
		if err := syncFolder(filepath.Dir(to)); err != nil {
			return err
		}
	}
	return nil
}

// At is the instant up to which everything is in the backup.
func (r Restored) At() (time.Time, error) { return clock.ParseStamp(strings.TrimSpace(r.Header.At)) }
