package sheetread

import (
	"bytes"
	"context"
	"io"
	"strings"
)

// Paste opens what was copied from a spreadsheet and pasted into a form: an HTML table or text with tabs.
func Paste(text string) (*Book, error) {
	limits := DefaultLimits()
	if len(text) > 20<<20 {
		return nil, NewFault(TooBig, "Tempelan terlalu besar: %d MB, batasnya %d MB. Kirim sebagai berkas.", len(text)>>20, 20)
	}
	if strings.TrimFunc(text, isBlank) == "" {
		return nil, NewFault(NoRows, "Tempelan kosong. Salin baris dari lembar kerja Anda, termasuk judul kolomnya, lalu tempel di sini.")
	}
	b, err := open(context.Background(), strings.NewReader(text), int64(len(text)), []byte(text[:min(len(text), 64<<10)]), limits)
	if err != nil {
		return nil, err
	}
	b.Name = "tempelan"
	return b, nil
}

// FromBytes opens a file that is held in memory.
func FromBytes(ctx context.Context, data []byte, name string, limits Limits) (*Book, error) {
	return Open(ctx, bytes.NewReader(data), int64(len(data)), name, limits)
}

var _ io.ReaderAt = (*strings.Reader)(nil)
