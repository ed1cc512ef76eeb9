package view

import (
	"strings"

	"github.com/a-h/templ"

	"github.com/payung-id/payung/internal/format/svg"
	"github.com/payung-id/payung/period"
)

// figure is the value of data-figure: name, month, date, definition and sources of a number on the page.
func (b Basis) figure(p Page, name string) string {
	parts := []string{name}
	if b.Month != 0 {
		parts = append(parts, "bulan="+b.Month.String())
	}
	if b.AsOf != 0 {
		parts = append(parts, "per="+b.AsOf.String())
	}
	version := b.Version
	if version == "" {
		version = "1"
	}
	parts = append(parts, "definisi="+name+"/"+version)
	if len(b.Sources) > 0 {
		p.Basis = b
		parts = append(parts, "sumber="+p.sources())
	}
	if b.Frozen != "" {
		parts = append(parts, "beku="+b.Frozen)
	}
	return strings.Join(parts, "; ")
}

// in is the same basis for another month.
func (b Basis) in(m period.Month) Basis {
	b.Month = m
	return b
}

// definition is a figure's name with its meaning in one sentence, shown in the foot of pages that carry figures.
type definition struct{ name, title, meaning string }

// definitions lists the figures that pages show, in the reader's language.
func (p Page) definitions() []definition {
	all := []definition{
		{"file_ready", p.T("Siap dikirim"), p.T("orang yang barisnya lolos semua pemeriksaan portal yang diketahui")},
		{"file_waiting", p.T("Menunggu dilengkapi"), p.T("orang yang memerlukan berkas tetapi datanya belum lengkap atau keputusannya belum ada")},
		{"file_quiet", p.T("Tidak perlu apa-apa"), p.T("orang yang sudah terdaftar tanpa perubahan, atau sudah keluar dan tidak aktif lagi")},
		{"file_rows", p.T("Baris berkas"), p.T("orang di dalam satu berkas untuk portal")},
		{"file_accepted", p.T("Diterima portal"), p.T("orang yang tidak ada di daftar tidak valid")},
		{"file_refused", p.T("Ditolak portal"), p.T("orang di daftar tidak valid, dengan alasan portal")},
		{"workers", p.T("Pekerja"), p.T("orang dengan hubungan kerja yang berjalan di bulan itu, dari roster instansi yang menjawab")},
		{"budgeted", p.T("Dianggarkan"), p.T("baris anggaran yang mengambil orang itu mencakup semua program wajibnya")},
		{"registered", p.T("Terdaftar"), p.T("orang itu padan dengan peserta aktif di daftar BPJS Ketenagakerjaan, dengan semua program wajib")},
		{"paid", p.T("Dibayar"), p.T("ada pembayaran yang mencakup orang itu untuk bulan itu")},
		{"right", p.T("Tepat"), p.T("dibayar, dan tiap program sekurangnya sebesar yang diminta peraturan")},
		{"protected", p.T("Terlindungi"), p.T("terdaftar dan dibayar")},
		{"not_protected", p.T("Belum terlindungi"), p.T("pekerja instansi yang menjawab, dikurangi yang terlindungi dan yang masih ditinjau")},
		{"undecided", p.T("Masih ditinjau"), p.T("padanannya masih menunggu keputusan orang")},
		{"silent", p.T("Belum ada jawaban"), p.T("instansi yang belum mengirim roster bulan itu; tidak dihitung nol dan tidak menjadi pembagi")},
		{"best_worst", p.T("Rentang"), p.T("terlindungi dibagi semua pekerja, bila semua yang belum pasti ternyata terlindungi atau ternyata tidak; instansi yang belum menjawab dihitung dengan jumlah orang terakhir yang diketahui")},
		{"liability", p.T("Beban bila terjadi hari ini"), p.T("jumlah santunan kematian biasa pada akhir bulan untuk setiap pekerja yang belum terlindungi")},
	}
	return all
}

// strong is a piece of a sentence; the pieces between ** are bold and may be figures.
type strong struct {
	text, figure string
	bold         bool
}

// pieces splits a sentence at **; the nth bold piece gets the nth figure's name.
func pieces(sentence string, figures []string) []strong {
	var out []strong
	for i, s := range strings.Split(sentence, "**") {
		piece := strong{text: s, bold: i%2 == 1}
		if n := i / 2; piece.bold && n < len(figures) {
			piece.figure = figures[n]
		}
		out = append(out, piece)
	}
	return out
}

// bar is the bar beside a share of people, in its class of coverage.
func bar(part, whole int) templ.Component {
	n := svg.Permille(part, whole)
	return draw(svg.Bar(n, svg.Coverage(n)))
}

// plainBar is a bar in a colour of its own.
func plainBar(part, whole int, c svg.Colour) templ.Component {
	return draw(svg.Bar(svg.Permille(part, whole), c))
}
