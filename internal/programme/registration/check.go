package registration

import (
	"strings"
	"unicode/utf8"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/nik"
	"github.com/payung-id/payung/period"
)

// Finding is what a check says of one cell of a line to be sent.
type Finding struct {
	Field  Field
	Header string
	Code   string // "SIPP_REQUIRED", …
	Refuse bool   // the insurer would refuse the line; else it may and somebody should look
	Text   lang.Text
}

// Line is a worker with what the checks found.
type Line struct {
	Worker
	Findings []Finding
}

// Goes tells whether the line may be sent.
func (l Line) Goes() bool {
	for _, f := range l.Findings {
		if f.Refuse {
			return false
		}
	}
	return true
}

// Check makes the insurer's own checks on the lines of one file. Rules that are not certain, and code lists that are not
// complete, warn and never refuse; refusals are the published ones.
func Check(t Template, codes Book, workers []Worker, month period.Month) []Line {
	out := make([]Line, len(workers))
	first := map[string]int{}
	for i, w := range workers {
		l := Line{Worker: w}
		for _, c := range t.Columns {
			if c.Field == "" {
				continue
			}
			if f, bad := checkCell(c, codes, w); bad {
				l.Findings = append(l.Findings, f)
			}
		}
		l.Findings = append(l.Findings, checkPerson(t, w, month)...)
		if key := identity(t, w); key != "" {
			if _, twice := first[key]; twice {
				l.Findings = append(l.Findings, Finding{Field: NIK, Code: "SIPP_TWICE", Refuse: true,
					Text: lang.Msg("Orang ini sudah ada di baris lain berkas yang sama. Kirim satu baris saja.")})
			} else {
				first[key] = i
			}
		}
		out[i] = l
	}
	return out
}

// identity is what the insurer tells people apart by in a file: the NIK, where the file has no NIK the KPJ.
func identity(t Template, w Worker) string {
	for _, f := range []Field{NIK, KPJ} {
		if _, _, ok := t.Column(f); ok {
			if v := nik.Clean(w.Value(f)); v != "" {
				return string(f) + ":" + v
			}
		}
	}
	return ""
}

func checkCell(c Column, codes Book, w Worker) (Finding, bool) {
	v := w.Value(c.Field)
	finding := func(code string, refuse bool, text lang.Text) (Finding, bool) {
		return Finding{Field: c.Field, Header: c.Header, Code: code, Refuse: refuse, Text: text}, true
	}
	if v == "" {
		if c.Required == "" {
			return Finding{}, false
		}
		return finding("SIPP_REQUIRED", true, lang.Msg("%s wajib diisi. %s", c.Header, remedy(c.Field)))
	}
	if c.Most > 0 && utf8.RuneCountInString(v) > c.Most {
		return finding("SIPP_TOO_LONG", true, lang.Msg("%s paling panjang %d huruf", c.Header, c.Most))
	}
	if strings.ContainsAny(v, "\r\n\t") {
		return finding("SIPP_LINE_BREAK", true, lang.Msg("%s berisi ganti baris atau tab. Tulis dalam satu baris.", c.Header))
	}
	if c.Codes != "" {
		list := codes.Codes(c.Codes)
		if !list.Has(v) {
			if list.Complete {
				return finding("SIPP_CODE", true, lang.Msg("%s: “%s” tidak ada dalam daftar kode", c.Header, v))
			}
			return finding("SIPP_CODE_UNSURE", false, lang.Msg("%s: “%s” tidak ada dalam daftar kode yang dikenal. Cocokkan dengan templat yang Anda unduh.", c.Header, v))
		}
	}
	if text, refuse, bad := checkFormat(c, v); bad {
		return finding("SIPP_FORMAT", refuse, text)
	}
	return Finding{}, false
}

// checkFormat judges what a cell looks like; refuse is false where the rule is not certain.
func checkFormat(c Column, v string) (text lang.Text, refuse, bad bool) {
	switch c.Format {
	case AsNIK:
		n, ok := nik.Parse(v)
		switch {
		case !ok:
			return lang.Msg("%s harus 16 angka", c.Header), true, true
		case n.Temporary():
			return lang.Msg("%s diawali 0: nomor sementara dari aplikasi desa, bukan NIK", c.Header), true, true
		}
	case AsKPJ:
		if strings.Trim(v, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || len(v) < 8 || len(v) > 13 {
			return lang.Msg("%s: nomor KPJ biasanya 11 angka. Periksa lagi.", c.Header), false, true
		}
	case AsRupiah:
		if c.Field == Wage && strings.Trim(v, "0") == "" {
			return lang.Msg("%s tidak boleh 0", c.Header), true, true
		}
	case AsDigits:
		if strings.Trim(v, "0123456789") != "" {
			return lang.Msg("%s hanya boleh berisi angka", c.Header), true, true
		}
	case AsPhone:
		if (!strings.HasPrefix(v, "08") && !strings.HasPrefix(v, "628")) || strings.Trim(v, "0123456789") != "" || len(v) < 9 || len(v) > 14 {
			return lang.Msg("%s diawali 08 atau 628, panjang 9 sampai 14 angka", c.Header), false, true
		}
	case AsEmail:
		if name, host, ok := strings.Cut(v, "@"); !ok || name == "" || !strings.Contains(host, ".") || strings.ContainsAny(v, " ,;") {
			return lang.Msg("%s bukan alamat surel", c.Header), true, true
		}
	case AsAccount:
		if strings.Trim(v, "0123456789") != "" || len(v) < 5 || len(v) > 20 {
			return lang.Msg("%s: nomor rekening 5 sampai 20 angka", c.Header), false, true
		}
	}
	return lang.Text{}, false, false
}

// remedy says who has what is missing.
func remedy(f Field) lang.Text {
	switch f {
	case Workplace:
		return lang.Msg("Isi sekali untuk instansi ini, dari lembar “Lokasi Pekerjaan” templat yang Anda unduh.")
	case Married:
		return lang.Msg("Tanyakan kepada yang bersangkutan: Y kawin, T belum kawin atau cerai.")
	case KPJ:
		return lang.Msg("Minta nomornya kepada kantor cabang atau yang bersangkutan.")
	case Wage:
		return lang.Msg("Isi upahnya di daftar pekerja.")
	case LeaveCause:
		return lang.Msg("Pilih sebab keluar dari daftar di templat yang Anda unduh.")
	}
	return lang.Msg("Lengkapi di daftar pekerja.")
}

// The ages at which somebody should look: identity cards begin at 17, and informal workers are taken only until 65. For
// wage receivers no published bound was found, so neither refuses.
const (
	youngest = 17
	oldest   = 65
)

// checkPerson judges cells against each other.
func checkPerson(t Template, w Worker, month period.Month) []Finding {
	var out []Finding
	add := func(f Field, code string, refuse bool, text lang.Text) {
		if _, c, ok := t.Column(f); ok {
			out = append(out, Finding{Field: f, Header: c.Header, Code: code, Refuse: refuse, Text: text})
		}
	}
	if w.Born != 0 {
		switch age := w.Born.AgeOn(month.Last()); {
		case w.Born > month.Last():
			add(Born, "SIPP_AGE", true, lang.Msg("Tanggal lahir sesudah bulan ini"))
		case age < youngest:
			add(Born, "SIPP_AGE", false, lang.Msg("Umur %d tahun. Periksa tanggal lahirnya.", age))
		case age >= oldest:
			add(Born, "SIPP_AGE", false, lang.Msg("Umur %d tahun. Tanyakan kepada kantor cabang apakah masih dapat didaftarkan.", age))
		}
		if w.Start != 0 && w.Start < w.Born {
			add(Start, "SIPP_DATE_ORDER", true, lang.Msg("Mulai bekerja sebelum lahir"))
		}
	}
	if w.Start != 0 && w.End != 0 && w.End < w.Start {
		add(End, "SIPP_DATE_ORDER", true, lang.Msg("Kontrak berakhir sebelum mulai bekerja"))
	}
	if w.Value(Contract) == "PKWT" && w.End == 0 {
		add(End, "SIPP_CONTRACT_END", false, lang.Msg("PKWT tanpa tanggal akhir kontrak"))
	}
	if n, ok := nik.Parse(w.Value(NIK)); ok && w.Value(Document) == "KTP" {
		if w.Born != 0 && !n.AgreesWith(w.Born) {
			add(NIK, "SIPP_NIK_DATE", false, lang.Msg("Tanggal di dalam NIK berbeda dari tanggal lahir. NIK tidak berubah walau tanggal lahir dibetulkan; cocokkan dengan KTP."))
		}
		if s := w.Value(Sex); s != "" && n.Sex() != "" && string(n.Sex()) != s {
			add(NIK, "SIPP_NIK_SEX", false, lang.Msg("Jenis kelamin di dalam NIK berbeda. Cocokkan dengan KTP."))
		}
	}
	return out
}
