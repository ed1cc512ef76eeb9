package sheetread

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/payung-id/payung/internal/kit/lang"
)

// Open judges a file by its content and opens it. Faults of the file are a [Fault]; other errors are of the machine.
func Open(ctx context.Context, file io.ReaderAt, size int64, name string, limits Limits) (*Book, error) {
	limits = limits.withDefaults()
	if size == 0 {
		return nil, NewFault(Damaged, "Berkas kosong (0 bita). Kirim ulang berkas aslinya; bila dari surel atau WhatsApp, unduh dahulu sampai selesai.")
	}
	head := make([]byte, min(size, 64<<10))
	if _, err := file.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	b, err := open(ctx, file, size, head, limits)
	if err != nil {
		return nil, err
	}
	b.Name = name
	for i, s := range b.sheets {
		s.Index = i
	}
	return b, nil
}

func open(ctx context.Context, file io.ReaderAt, size int64, head []byte, limits Limits) (*Book, error) {
	if f := foreign(head); f != nil {
		return nil, f
	}
	binary := bytes.HasPrefix(head, []byte("PK")) || bytes.HasPrefix(head, oleMagic)
	if (binary && size > limits.FileBytes) || size > limits.CSVBytes {
		limit := limits.CSVBytes
		if binary {
			limit = limits.FileBytes
		}
		return nil, NewFault(TooBig, "Berkas terlalu besar: %d MB, batasnya %d MB. Pecah menjadi beberapa berkas, misalnya per unit kerja.", size>>20, limit>>20)
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK")):
		return openZip(ctx, file, size, limits)
	case bytes.HasPrefix(head, oleMagic):
		return openOLE(file, size, limits)
	}
	return openText(file, size, head, limits)
}

var oleMagic = []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}

// foreign recognises files that are no spreadsheet at all.
func foreign(head []byte) *Fault {
	kinds := []struct{ magic, name string }{
		{"%PDF", "dokumen PDF"},
		{"\x89PNG", "gambar PNG"},
		{"\xff\xd8\xff", "gambar JPEG"},
		{"GIF8", "gambar GIF"},
		{"BM\x00", "gambar BMP"},
		{"{\\rtf", "dokumen RTF"},
		{"Rar!", "arsip RAR"},
		{"7z\xbc\xaf", "arsip 7z"},
		{"\x1f\x8b", "arsip GZIP"},
		{"MZ", "program Windows"},
		{"\x7fELF", "program Linux"},
		{"SQLite format 3", "basis data SQLite"},
		{"ID3", "rekaman suara"},
		{"II*\x00", "gambar TIFF"},
		{"MM\x00*", "gambar TIFF"},
	}
	for _, k := range kinds {
		if bytes.HasPrefix(head, []byte(k.magic)) {
			return notSpreadsheet(k.name)
		}
	}
	if len(head) > 12 && string(head[:4]) == "RIFF" {
		return notSpreadsheet("media")
	}
	if len(head) > 12 && string(head[4:8]) == "ftyp" {
		return notSpreadsheet("gambar atau video")
	}
	if i := bytes.Index(head[:min(len(head), 1024)], []byte("%PDF-")); i >= 0 {
		return notSpreadsheet("dokumen PDF")
	}
	return nil
}

func notSpreadsheet(kind string) *Fault {
	return NewFault(NotSpreadsheet, "Isi berkas ini %s, bukan lembar kerja. Kirim daftar aslinya dari Excel atau LibreOffice: Simpan Sebagai → Excel Workbook (.xlsx).", lang.Msg(kind))
}

// openText opens what is neither an archive nor a compound file: HTML, XML or CSV.
func openText(file io.ReaderAt, size int64, head []byte, limits Limits) (*Book, error) {
	enc, err := sniffEncoding(head)
	if err != nil {
		return nil, err
	}
	sample := enc.decode(head)
	start := strings.ToLower(strings.TrimLeft(sample[:min(len(sample), 4096)], " \t\r\n\ufeff"))
	switch {
	case strings.Contains(start, "urn:schemas-microsoft-com:office:spreadsheet") && strings.HasPrefix(start, "<?xml"):
		return openXML2003(file, size, enc, limits)
	case strings.HasPrefix(start, "<") && (strings.Contains(start, "<table") || strings.Contains(start, "<html") || strings.Contains(start, "<!doctype html") || strings.Contains(start, "<tr")):
		return openHTML(file, size, enc, limits)
	case strings.HasPrefix(start, "<?xml"), strings.HasPrefix(start, "<svg"):
		return nil, notSpreadsheet("dokumen XML")
	case strings.HasPrefix(start, "{\"") || strings.HasPrefix(start, "[{"):
		return nil, notSpreadsheet("data JSON")
	}
	if strings.TrimFunc(sample, isBlank) == "" {
		return nil, NewFault(NoRows, "Berkas tidak berisi baris apa pun. Pastikan daftar sudah disimpan, lalu kirim ulang.")
	}
	return openCSV(file, size, enc, sample, limits), nil
}
