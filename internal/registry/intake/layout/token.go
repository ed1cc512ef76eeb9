package layout

import (
	"strings"
	"unicode"
)

var shortForms = map[string]string{
	"tgl": "tanggal", "tggl": "tanggal", "tg": "tanggal", "tangal": "tanggal", "tgll": "tanggal", "date": "tanggal",
	"no": "nomor", "nmr": "nomor", "nomer": "nomor", "num": "nomor", "number": "nomor", "nr": "nomor",
	"lhr": "lahir", "lahr": "lahir", "birth": "lahir", "lahirr": "lahir",
	"tmpt": "tempat", "tmp": "tempat", "tpt": "tempat", "place": "tempat", "tempt": "tempat", "tpat": "tempat",
	"nm": "nama", "name": "nama", "nma": "nama", "jns": "jenis", "jenjs": "jenis", "klmn": "kelamin", "klamin": "kelamin", "kel": "kelamin", "klm": "kelamin",
	"almt": "alamat", "alm": "alamat", "address": "alamat", "jab": "jabatan", "jbtn": "jabatan", "jabtn": "jabatan",
	"telp": "telepon", "tlp": "telepon", "tlpn": "telepon", "telpon": "telepon", "telephone": "telepon", "phone": "telepon", "telepun": "telepon", "tel": "telepon",
	"handphone": "hp", "hape": "hp", "whatsapp": "hp", "wa": "hp", "ponsel": "hp", "mobile": "hp", "selular": "hp", "seluler": "hp",
	"bln": "bulan", "month": "bulan", "monthly": "bulan", "bulanan": "bulan", "perbulan": "bulan", "thn": "tahun", "th": "tahun", "pertahun": "tahun", "year": "tahun",
	"gj": "gaji", "salary": "gaji", "wage": "upah", "wages": "upah", "honorarium": "honor", "hnr": "honor", "jml": "jumlah", "jmlh": "jumlah", "jlh": "jumlah", "amount": "jumlah",
	"mulia": "mulai", "start": "mulai", "sejak": "mulai", "end": "akhir", "berakhir": "akhir", "berahir": "akhir", "selesai": "akhir",
	"gender": "kelamin", "sex": "kelamin", "mother": "ibu", "mothers": "ibu", "kdg": "kandung", "kndg": "kandung",
	"peg": "pegawai", "pgw": "pegawai", "employee": "pegawai", "worker": "pekerja", "identity": "identitas", "ident": "identitas", "position": "jabatan", "job": "jabatan", "occupation": "jabatan",
	"pend": "pendidikan", "pddk": "pendidikan", "ket": "keterangan", "remarks": "keterangan", "notes": "keterangan", "note": "keterangan", "category": "kategori", "status": "status",
	"rek": "rekening", "kec": "kecamatan", "kab": "kabupaten", "ds": "desa", "inst": "instansi", "kontrk": "kontrak", "contract": "kontrak", "perjanjian": "kontrak",
	"tk": "tk", "naker": "pekerja", "karyawan": "pegawai", "karyawati": "pegawai", "ptt": "pegawai", "thl": "pegawai", "personil": "pegawai", "personel": "pegawai", "anggota": "pegawai",
	"full": "lengkap", "lgkp": "lengkap", "lkp": "lengkap",
}

// empty words say nothing about the meaning of a column.
var emptyWords = map[string]bool{
	"rp": true, "idr": true, "per": true, "sesuai": true, "dd": true, "mm": true, "yyyy": true, "yy": true, "hh": true, "wajib": true, "diisi": true, "digit": true, "angka": true,
	"menurut": true, "berdasarkan": true, "yang": true, "dan": true, "di": true, "pada": true, "of": true, "the": true, "and": true, "s": true, "rupiah": true, "harus": true,
	"data": true, "dalam": true, "format": true, "huruf": true, "kapital": true, "besar": true, "teks": true, "text": true, "required": true, "optional": true, "opsional": true, "dengan": true,
}

// tokenize cuts a header into lower-case words: punctuation and units go, short forms are written out, single letters
// in a row (N I K, L/P) become one word.
func tokenize(s string) []string {
	var raw []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			raw = append(raw, string(word))
			word = word[:0]
		}
	}
	lowerBefore := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			if unicode.IsUpper(r) && lowerBefore {
				flush()
			}
			lowerBefore = unicode.IsLower(r)
			word = append(word, unicode.ToLower(r))
			continue
		case r == '\'' || r == '`' || r == '’':
			continue
		}
		lowerBefore = false
		flush()
	}
	flush()
	return shorten(joinLetters(raw))
}

// joinLetters makes "n i k" one word.
func joinLetters(raw []string) []string {
	out := raw[:0:0]
	single := ""
	for _, w := range raw {
		if len(w) == 1 {
			single += w
			continue
		}
		if single != "" {
			out = append(out, single)
			single = ""
		}
		out = append(out, w)
	}
	if single != "" {
		out = append(out, single)
	}
	return out
}

func shorten(raw []string) []string {
	out := raw[:0:0]
	for _, w := range raw {
		if long, ok := shortForms[w]; ok {
			w = long
		} else if len(w) >= 5 && !strings.HasPrefix(w, "tanggal") {
			w = misspelt(w)
		}
		if emptyWords[w] || (len(out) > 0 && out[len(out)-1] == w) {
			continue
		}
		out = append(out, w)
	}
	return out
}

// foreignWords are the longer words that are written out as others; a slip of the pen in them is forgiven.
var foreignWords = []string{"gender", "salary", "mother", "address", "position", "identity", "category", "employee", "honorarium", "handphone", "whatsapp", "telephone", "bulanan", "karyawan"}

// misspelt writes out a foreign word with one slip in it.
func misspelt(w string) string {
	for _, f := range foreignWords {
		if d := len(w) - len(f); d >= -1 && d <= 1 && w[0] == f[0] && distance(w, f) == 1 {
			return shortForms[f]
		}
	}
	return w
}

// headerKey is the text of a header cell for comparison with a repeated header and for the fingerprint.
func headerKey(s string) string { return strings.Join(tokenize(s), " ") }
