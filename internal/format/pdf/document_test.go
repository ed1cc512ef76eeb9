package pdf

import (
	"bytes"
	"fmt"
	"image"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"rsc.io/qr"
)

var at = time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)

// letter writes a letter with everything that a letter can have.
func letter(t *testing.T, paper Paper, rows int) []byte {
	t.Helper()
	d := New(paper, at)
	d.Title("Surat")
	d.Letterhead(Letterhead{Above: "PEMERINTAH KABUPATEN SUKOHARJO", Office: "SEKRETARIAT DAERAH", Address: []string{"Jalan Jenderal Sudirman 199, Sukoharjo"}})
	d.Right("Sukoharjo, 21 November 2026")
	d.Field("Nomor", "560/12/2026")
	d.Paragraph("Dengan hormat – kami minta „daftar pekerja non\u2011ASN” dikirim.")
	d.Numbered([]string{"mengirim daftar;", "menyatakan nihil."})
	var list [][]string
	for i := range rows {
		list = append(list, []string{fmt.Sprint(i + 1), "Dinas Pekerjaan Umum dan Penataan Ruang Kabupaten yang namanya panjang sekali", "Rp 1.234.567"})
	}
	d.Table([]Column{{Title: "No", Width: 1, Right: true}, {Title: "Instansi", Width: 6}, {Title: "Jumlah", Width: 3, Right: true}}, list)
	d.Amount("Jumlah", "Rp 2.889.000", "dua juta delapan ratus delapan puluh sembilan ribu rupiah")
	if err := d.QR("https://payung.example/periksa/abc", "Periksa keaslian surat ini."); err != nil {
		t.Fatal(err)
	}
	d.SignHere(Signature{Post: "Sekretaris Daerah,", Name: "Drs. Widodo", Number: "19800101 200501 1 001"})
	var b bytes.Buffer
	if _, err := d.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTheSameLetterGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(letter(t, F4, 3), letter(t, F4, 3)) {
		t.Error("two letters of the same content differ")
	}
}

func TestPaperAndPages(t *testing.T) {
	for _, c := range []struct {
		name  string
		paper Paper
		rows  int
		box   string
		pages int
	}{{"one page of F4", F4, 3, "609.45 935.43", 1}, {"A4", A4, 3, "595.28 841.89", 1}, {"a long list runs on", F4, 120, "609.45 935.43", 6}} {
		t.Run(c.name, func(t *testing.T) {
			b := letter(t, c.paper, c.rows)
			if !bytes.HasPrefix(b, []byte("%PDF-1.")) || !bytes.Contains(b, []byte(c.box)) {
				t.Errorf("no page of %s", c.box)
			}
			if !bytes.Contains(b, fmt.Appendf(nil, "/Count %d\n", c.pages)) {
				t.Errorf("not %d pages: %s", c.pages, regexp.MustCompile(`/Count \d+`).Find(b))
			}
			if c.pages == 1 && len(b) > 12_000 {
				t.Errorf("a letter of one page takes %d bytes", len(b))
			}
		})
	}
}

// TestWhatALetterSays reads the letter as a person would, where the machine has a reader.
func TestWhatALetterSays(t *testing.T) {
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed: the words of a letter are compressed")
	}
	cmd := exec.CommandContext(t.Context(), reader, "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(letter(t, F4, 2))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Join(strings.Fields(string(out)), " ")
	for _, want := range []string{"PEMERINTAH KABUPATEN SUKOHARJO SEKRETARIAT DAERAH", "Nomor : 560/12/2026", "non-ASN", "1. mengirim daftar;", "Rp 1.234.567", "Terbilang : dua juta", "NIP 19800101 200501 1 001"} {
		if !strings.Contains(said, want) {
			t.Errorf("the letter does not say %q:\n%s", want, said)
		}
	}
}

func encoded(t *testing.T, s string) blocks {
	t.Helper()
	code, err := qr.Encode(s, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	return blocks{code}
}

func TestQRCodeHasItsQuietZone(t *testing.T) {
	d := New(A4, at)
	if err := d.QR(strings.Repeat("x", 4000), ""); err == nil {
		t.Error("a content that no code holds is drawn")
	}
	code := encoded(t, "payung")
	bounds := code.Bounds()
	if diff := cmp.Diff(image.Rect(0, 0, code.Size+2*quiet, code.Size+2*quiet), bounds); diff != "" {
		t.Error(diff)
	}
	for i := range bounds.Dx() {
		for k := range quiet {
			if r, _, _, _ := code.At(i, k).RGBA(); r == 0 {
				t.Fatalf("the quiet zone is black at %d, %d", i, k)
			}
		}
	}
	if r, _, _, _ := code.At(quiet, quiet).RGBA(); r != 0 {
		t.Error("the corner of the finder pattern is not black")
	}
}
