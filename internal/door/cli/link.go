package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/linkage"
	"github.com/payung-id/payung/linkage/person"
)

type linkCmd struct {
	Left      string  `type:"path" help:"Berkas CSV sebelah kiri."`
	Right     string  `type:"path" help:"Berkas CSV sebelah kanan."`
	Dedupe    string  `type:"path" help:"Cari ganda di dalam satu berkas CSV ini."`
	Out       string  `type:"path" required:"" help:"Tulis tautan ke berkas CSV ini."`
	Model     string  `type:"path" help:"Model sendiri (YAML); bawaan: orang Indonesia."`
	LeftID    string  `name:"left-id" help:"Kolom id berkas kiri; bawaan: id, atau kolom pertama."`
	RightID   string  `name:"right-id" help:"Kolom id berkas kanan."`
	Threshold float64 `default:"0.05" help:"Peluang terkecil yang masih ditulis, sebagai review."`
	OneToOne  bool    `name:"one-to-one" default:"true" negatable:"" help:"Satu baris paling banyak satu pasangan (bawaan); =false: boleh banyak."`
	Explain   bool    `help:"Tambah satu kolom JSON: bukti per kolom."`
	Stats     string  `type:"path" help:"Tulis angka-angka proses ke berkas JSON ini."`
	Slice     int     `name:"rows-at-once" default:"0" help:"Muat berkas kanan sekian baris sekaligus, bila tidak muat di memori; 0: semuanya."`
	Params    string  `name:"parameters" type:"path" help:"Tulis m dan u yang dipelajari ke berkas CSV ini."`
	Progress  bool    `help:"Tampilkan kemajuan walau bukan di terminal."`
	Workers   int     `default:"0" help:"Banyaknya pekerja; 0: sebanyak prosesor."`
}

// Run links two files, or the rows of one. Exit 1 where a file's content forbids it.
func (c linkCmd) Run(ctx context.Context, s *streams) error {
	if err := c.check(); err != nil {
		return err
	}
	defer debug.SetGCPercent(debug.SetGCPercent(40)) // lists are built once: memory matters more than the collector's time
	w := &watch{s: s, show: c.Progress || isTerminal(s.err)}
	if c.Workers == 0 {
		c.Workers = runtime.GOMAXPROCS(0)
	}
	model, err := c.model()
	if err != nil {
		return err
	}
	data, err := linkage.NewData(model)
	if err != nil {
		return fault.New(fault.Invalid, "Model tidak dapat dipakai: %s.", err.Error())
	}
	w.start("read")
	res, lists, err := c.link(ctx, data, w)
	if err != nil {
		return err
	}
	w.start("write")
	if err := c.write(res, lists); err != nil {
		return err
	}
	w.stop()
	w.sayLeftOut(res)
	if c.Params != "" {
		if err := replaceFile(c.Params, func(to io.Writer) error { return writeParameters(to, res) }); err != nil {
			return err
		}
	}
	return c.writeStats(res, w)
}

func (c linkCmd) check() error {
	switch {
	case c.Dedupe == "" && (c.Left == "" || c.Right == ""):
		return fault.New(fault.Usage, "Sebutkan --left dan --right, atau --dedupe.")
	case c.Dedupe != "" && (c.Left != "" || c.Right != ""):
		return fault.New(fault.Usage, "Sebutkan --left dan --right, atau --dedupe, tidak keduanya.")
	case c.Slice < 0:
		return fault.New(fault.Usage, "--rows-at-once tidak boleh negatif.")
	case !(c.Threshold > 0 && c.Threshold <= 1):
		return fault.New(fault.Usage, "--threshold harus lebih dari 0 dan paling besar 1.")
	}
	return c.checkFiles()
}

func (c linkCmd) model() (*linkage.Model, error) {
	if c.Model == "" {
		return person.Model(), nil
	}
	f, _, err := openFile(c.Model)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	m, err := linkage.ReadModel(f)
	var bad *linkage.ModelError
	if errors.As(err, &bad) {
		return nil, saidOfModel(bad, c.Model)
	}
	if err != nil {
		return nil, fault.New(fault.Invalid, "Model tidak dapat dipakai: %s.", err.Error())
	}
	return m, nil
}

// saidOfModel says to people what is wrong with a model file.
func saidOfModel(e *linkage.ModelError, file string) error {
	switch e.Trouble {
	case linkage.ModelSyntax:
		return fault.New(fault.Invalid, "Model %s tidak terbaca:\n%s", file, e.Value)
	case linkage.ModelTooLong:
		return fault.New(fault.TooBig, "Model %s lebih panjang dari %s KB. Model berisi kolom dan kunci, bukan data; periksa apakah berkasnya benar.", file, e.Value)
	case linkage.ModelTooDeep:
		return fault.New(fault.Invalid, "Model %s baris %s: terlalu banyak kurung atau tanda - bersarang. Periksa kurung yang tidak ditutup.", file, e.Value)
	case linkage.ModelNoFields:
		return fault.New(fault.Invalid, "Model %s tidak berisi fields: sebutkan kolom yang dibandingkan.", file)
	case linkage.ModelTooMany:
		return fault.New(fault.Invalid, "Model %s: terlalu banyak isian (%s). Paling banyak 15 fields dan 40 keys.", file, e.Value)
	case linkage.ModelTwice:
		return fault.New(fault.Invalid, "Model %s: field “%s” ada dua kali.", file, e.Where)
	case linkage.ModelNameless:
		return fault.New(fault.Invalid, "Model %s: name “%s” kosong atau memuat spasi, titik, + atau =. Untuk judul kolom seperti itu pakai left dan right.", file, e.Where)
	case linkage.ModelCompare:
		return fault.New(fault.Invalid, "Model %s, field %s: compare “%s” tidak dikenal. Pilih name, text, number, date, category, string atau place.", file, e.Where, e.Value)
	case linkage.ModelSound:
		return fault.New(fault.Invalid, "Model %s, field %s: sound “%s” tidak dikenal. Pilih english atau none.", file, e.Where, e.Value)
	case linkage.ModelDay:
		return fault.New(fault.Invalid, "Model %s, field %s: “%s” bukan tanggal. Tulis bulan-tanggal seperti 01-01.", file, e.Where, e.Value)
	case linkage.ModelUnknown:
		return fault.New(fault.Invalid, "Model %s, %s: tidak ada field “%s” (atau letaknya sesudah yang bergantung padanya).", file, e.Where, e.Value)
	case linkage.ModelView:
		return fault.New(fault.Invalid, "Model %s, %s: “%s” tidak dapat diambil dari field itu.", file, e.Where, e.Value)
	case linkage.ModelDifferent:
		return fault.New(fault.Invalid, "Model %s, key “%s”: kedua sisi = harus sama banyak bagiannya.", file, e.Where)
	default:
		return fault.New(fault.Invalid, "Model %s tidak berisi keys: sebutkan apa yang harus sama supaya dua baris dibandingkan.", file)
	}
}

func (c linkCmd) link(ctx context.Context, data *linkage.Data, w *watch) (*linkage.Result, [2]*linkage.List, error) {
	var lists [2]*linkage.List
	options := linkage.Options{Threshold: c.Threshold, ManyToOne: !c.OneToOne, Workers: c.Workers, Progress: w.progress}
	first, id := c.Left, c.LeftID
	if c.Dedupe != "" {
		first = c.Dedupe
	}
	var err error
	if lists[0], err = c.read(ctx, data, first, id, w); err != nil {
		return nil, lists, err
	}
	lists[1] = lists[0]
	var res *linkage.Result
	if c.Slice > 0 && c.Dedupe == "" {
		w.start("")
		res, lists[1], err = linkage.JoinSliced(ctx, lists[0], linkage.Sliced{
			CSV: linkage.CSV{ID: c.RightID, Progress: func(n int) { w.progress("read", n, 0) }}, Rows: c.Slice,
			Open: func() (io.ReadCloser, error) { f, _, err := openFile(c.Right); return f, err },
		}, options)
		return c.linked(res, lists, err)
	}
	if c.Dedupe != "" {
		w.start("")
		res, err = linkage.Dedupe(ctx, lists[0], options)
	} else {
		if lists[1], err = c.read(ctx, data, c.Right, c.RightID, w); err != nil {
			return nil, lists, err
		}
		w.start("")
		res, err = linkage.Join(ctx, lists[0], lists[1], options)
	}
	return c.linked(res, lists, err)
}

// linked says to people what went wrong.
func (c linkCmd) linked(res *linkage.Result, lists [2]*linkage.List, err error) (*linkage.Result, [2]*linkage.List, error) {
	var bad *linkage.InputError
	if errors.As(err, &bad) {
		return nil, lists, saidOf(bad, strings.Join([]string{c.Left, c.Right, c.Dedupe}, " "))
	}
	if errors.Is(err, context.Canceled) {
		return nil, lists, fault.New(fault.Busy, "Dibatalkan. Tidak ada berkas yang ditulis; jalankan lagi untuk hasil yang sama.")
	}
	if err != nil {
		return nil, lists, fmt.Errorf("link: %w", err)
	}
	return res, lists, nil
}

func (c linkCmd) read(ctx context.Context, data *linkage.Data, name, id string, w *watch) (*linkage.List, error) {
	f, _, err := openFile(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	l, err := data.Read(ctx, f, linkage.CSV{ID: id, Workers: c.Workers, Progress: func(n int) { w.progress("read", n, 0) }})
	var bad *linkage.InputError
	if errors.As(err, &bad) {
		return nil, saidOf(bad, name)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return l, nil
}

// saidOf says to people what is wrong with a file.
func saidOf(e *linkage.InputError, file string) error {
	switch e.Trouble {
	case linkage.FileEmpty:
		return fault.New(fault.Invalid, "Berkas %s kosong. Perlu baris judul, lalu satu baris untuk tiap orang.", file)
	case linkage.ColumnMissing:
		return fault.New(fault.Invalid, "Berkas %s tidak punya kolom yang dicari (%s). Periksa judul kolom di baris pertama.", file, e.Column)
	case linkage.ColumnTwice:
		return fault.New(fault.Invalid, "Berkas %s: judul kolom “%s” ada dua kali. Beri nama lain pada salah satunya.", file, e.Column)
	case linkage.IDMissing:
		return fault.New(fault.Invalid, "Berkas %s baris %d: kolom id (%s) kosong. Isi dengan nomor yang berbeda di tiap baris.", file, e.Line, e.Column)
	case linkage.IDTwice:
		return fault.New(fault.Invalid, "Berkas %s: id “%s” ada di baris %d dan di baris %d. Tiap baris harus punya id sendiri; pilih kolom lain dengan --left-id atau --right-id.", file, e.Value, e.Other, e.Line)
	case linkage.TooManyCells:
		return fault.New(fault.Invalid, "Berkas %s baris %d punya lebih banyak sel daripada baris judul. Periksa tanda pemisah dan tanda kutip di baris itu.", file, e.Line)
	case linkage.QuoteOpen:
		return fault.New(fault.Invalid, "Berkas %s: tanda kutip yang dibuka setelah baris %d tidak pernah ditutup.", file, e.Line)
	case linkage.RecordTooBig:
		return fault.New(fault.TooBig, "Berkas %s: satu baris lebih dari %d MB. Periksa tanda kutip yang tidak ditutup.", file, linkage.MaxRecord>>20)
	case linkage.FileIsNotText:
		return fault.New(fault.Invalid, "Berkas %s bukan CSV. Buka di aplikasi aslinya lalu simpan sebagai CSV UTF-8.", file)
	default:
		return fault.New(fault.Invalid, "Kedua daftar (%s) tidak punya kolom berisi yang sama, sehingga tidak ada yang dapat dicocokkan.", strings.TrimSpace(file))
	}
}

// write writes the links; nothing stands under the name before all of it is there.
func (c linkCmd) write(res *linkage.Result, lists [2]*linkage.List) (err error) {
	return replaceFile(c.Out, func(w io.Writer) error {
		b := bufio.NewWriterSize(w, 1<<16)
		if err := writeLinks(b, res, lists, c.Explain); err != nil {
			return err
		}
		return b.Flush()
	})
}

func (c linkCmd) writeStats(res *linkage.Result, w *watch) error {
	if c.Stats == "" {
		return nil
	}
	return replaceFile(c.Stats, func(to io.Writer) error {
		e := json.NewEncoder(to)
		e.SetIndent("", "  ")
		return e.Encode(w.figures(res))
	})
}
