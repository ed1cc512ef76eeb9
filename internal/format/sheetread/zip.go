package sheetread

import (
	"archive/zip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// archive is a zip file whose directory has been judged, with a count of what was really unpacked.
type archive struct {
	files  map[string]*zip.File
	limits Limits
	spent  int64
}

func openZip(ctx context.Context, file io.ReaderAt, size int64, limits Limits) (*Book, error) {
	a, err := openArchive(file, size, limits)
	if err != nil {
		return nil, err
	}
	switch {
	case a.has("xl/workbook.bin"):
		return nil, NewFault(NotSpreadsheet, "Berkas ini format Excel biner (.xlsb). Buka di Excel, pilih Simpan Sebagai → Excel Workbook (.xlsx), lalu kirim ulang.")
	case a.has("xl/workbook.xml"), a.has("[content_types].xml") && a.anyUnder("xl/"):
		return openXLSX(ctx, a)
	case a.has("content.xml") && a.has("mimetype"):
		return openODS(a)
	case a.has("word/document.xml"):
		return nil, notSpreadsheet("dokumen Word (DOCX)")
	case a.anyUnder("ppt/"):
		return nil, notSpreadsheet("presentasi (PPTX)")
	}
	for name := range a.files {
		if strings.HasSuffix(name, ".xlsx") || strings.HasSuffix(name, ".xls") || strings.HasSuffix(name, ".csv") {
			return nil, NewFault(NotSpreadsheet, "Berkas ini arsip ZIP yang berisi lembar kerja. Keluarkan dahulu isinya, lalu kirim setiap lembar kerja satu per satu.")
		}
	}
	return nil, notSpreadsheet("arsip ZIP")
}

func openArchive(file io.ReaderAt, size int64, limits Limits) (*archive, error) {
	if n := declaredEntries(file, size); n > limits.Entries {
		return nil, NewFault(TooBig, "Isi berkas terlalu besar: %d bagian di dalamnya, batasnya %d. Hapus lembar yang tidak dipakai lalu kirim ulang.", n, limits.Entries)
	}
	r, err := zip.NewReader(file, size)
	if err != nil {
		return nil, damaged(err)
	}
	a := &archive{files: make(map[string]*zip.File, len(r.File)), limits: limits}
	var sum uint64
	for _, f := range r.File {
		if err := a.judge(f); err != nil {
			return nil, err
		}
		if sum += f.UncompressedSize64; sum > uint64(limits.Unpacked) {
			return nil, tooManyUnpacked(limits.Unpacked >> 20)
		}
		name := strings.ToLower(strings.ReplaceAll(f.Name, "\\", "/"))
		if _, twice := a.files[name]; twice {
			return nil, damaged(fmt.Errorf("entry %q occurs twice", name))
		}
		a.files[name] = f
	}
	return a, nil
}

func (a *archive) judge(f *zip.File) error {
	big, small := f.UncompressedSize64, max(f.CompressedSize64, 1)
	switch {
	case big > uint64(a.limits.Part):
		return tooManyUnpacked(a.limits.Part >> 20)
	case big > 8<<20 && big/small > uint64(a.limits.Ratio):
		return NewFault(TooBig, "Isi berkas mengembang %d kali saat dibuka, tanda berkas yang tidak wajar dan terlalu besar. Salin daftarnya ke lembar kerja baru, simpan sebagai Excel Workbook (.xlsx), lalu kirim ulang.", big/small)
	case f.Mode()&0o170000 != 0 && !f.Mode().IsRegular() && !f.Mode().IsDir():
		return damaged(fmt.Errorf("entry %q is no plain file", f.Name))
	case strings.Contains(f.Name, "..") && strings.HasPrefix(path.Clean("/"+f.Name), "/.."):
		return damaged(fmt.Errorf("entry %q leaves the archive", f.Name))
	case f.Flags&1 != 0:
		return encrypted()
	}
	return nil
}

// declaredEntries reads the end record of the archive, so that a directory of a million entries is not even parsed.
func declaredEntries(file io.ReaderAt, size int64) int {
	tail := make([]byte, min(size, 66<<10))
	if _, err := file.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return 0
	}
	for i := len(tail) - 22; i >= 0; i-- {
		if binary.LittleEndian.Uint32(tail[i:]) == 0x06054b50 {
			return int(binary.LittleEndian.Uint16(tail[i+10:]))
		}
	}
	return 0
}

func (a *archive) has(name string) bool { return a.files[name] != nil }

func (a *archive) anyUnder(dir string) bool {
	for name := range a.files {
		if strings.HasPrefix(name, dir) {
			return true
		}
	}
	return false
}

// open returns a part; false where there is none. Reading counts against the limits.
func (a *archive) open(name string) (io.ReadCloser, bool, error) {
	f := a.files[strings.ToLower(strings.TrimPrefix(name, "/"))]
	if f == nil {
		return nil, false, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, true, damaged(err)
	}
	return &counted{ReadCloser: r, archive: a}, true, nil
}

// counted is a part that stops when more comes out of the archive than the limits allow, whatever the directory said.
type counted struct {
	io.ReadCloser
	archive *archive
	read    int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.read += int64(n)
	c.archive.spent += int64(n)
	if c.read > c.archive.limits.Part || c.archive.spent > 2*c.archive.limits.Unpacked {
		return n, tooManyUnpacked(c.archive.limits.Unpacked >> 20)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = damaged(err)
	}
	return n, err
}
