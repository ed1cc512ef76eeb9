package layout

import "sync"

// The field sets of the other kinds of files; their names are the columns of the public formats.

// numberField is the running number, known so that it is not taken for a code.
var numberField = Field{Name: "#nomor", Decoy: true, Synonyms: syn("no", "nomor", "no urut", "nomor urut", "urut")}

// noteField is what people write at the right.
var noteField = Field{Name: "#keterangan", Decoy: true, Synonyms: syn("keterangan", "catatan", "ket")}

var (
	nppField    = Field{Name: "npp", Weight: 0.7, Synonyms: syn("npp", "nomor pendaftaran perusahaan", "no npp", "nomor npp", "npp perusahaan", "kode perusahaan", "employer number")}
	unitField   = Field{Name: "kode_instansi", Weight: 1, Synonyms: syn("kode instansi", "kode unit", "kode opd", "kode skpd", "kode satker", "kode unit kerja", "unit code", "kode sub unit", "npsn", "kode desa")}
	kpjField    = Field{Name: "kpj", Weight: 0.8, Synonyms: syn("kpj", "no kpj", "nomor kpj", "nomor peserta", "no peserta", "nomor kepesertaan", "no bpjs ketenagakerjaan", "nomor identitas kpj", "no kartu peserta", "participant number")}
	nikField    = Field{Name: "nik", Content: NIKContent, Weight: 1.2, Not: "ibu ayah", Synonyms: syn("nik", "no ktp", "nomor ktp", "nomor identitas", "no identitas", "nomor induk kependudukan", "nik peserta", "nik tk", "national id")}
	nameField   = Field{Name: "nama", Content: NameContent, Weight: 1, Not: "ibu ayah perusahaan instansi unit opd bank", Synonyms: syn("nama", "nama lengkap", "nama peserta", "nama tenaga kerja", "nama tk", "nama pekerja", "nama pegawai", "full name")}
	bornField   = Field{Name: "tanggal_lahir", Content: DayContent, Weight: 0.9, Not: "tempat", Synonyms: syn("tanggal lahir", "tgl lahir", "tgllahir", "tanggallahir", "date of birth", "birth date", "dob")}
	wageField   = Field{Name: "upah", Content: MoneyContent, Weight: 0.7, Not: "lalu selisih rapel iuran", Synonyms: syn("upah", "data upah", "upah dilaporkan", "gaji", "upah bulan ini", "upah tk", "dasar upah", "wage", "upah lapor", "honor")}
	refField    = Field{Name: "referensi", Synonyms: syn("referensi", "no referensi", "nomor referensi", "no sp2d", "nomor sp2d", "sp2d", "no bukti", "nomor bukti", "kode iuran", "kode billing", "no transaksi", "ntpn", "no spp", "reference", "no sts", "no kwitansi", "ntb")}
	dayField    = Field{Name: "tanggal", Content: DayContent, Weight: 0.7, Not: "lahir", Synonyms: syn("tanggal", "tanggal bayar", "tgl bayar", "tanggal sp2d", "tanggal transaksi", "tanggal pembayaran", "tgl transaksi", "payment date", "tanggal setor", "tanggal posting")}
	monthField  = Field{Name: "bulan", Weight: 0.8, Synonyms: syn("bulan", "blth", "periode", "bulan iuran", "bulan tahun", "masa", "untuk bulan", "bulan pembayaran", "periode iuran", "month", "bulan laporan"), Not: "jumlah mulai selesai awal akhir terakhir lalu"}
	progField   = Field{Name: "program", Weight: 0.6, Synonyms: syn("program", "program diikuti", "jenis program", "program jaminan", "kepesertaan program", "paket", "programmes")}
	fundField   = Field{Name: "sumber_dana", Synonyms: syn("sumber dana", "sumber anggaran", "sumber pembiayaan", "dana", "pembiayaan")}
	regionField = Field{Name: "kode_wilayah", Weight: 0.9, Synonyms: syn("kode wilayah", "kode kemendagri", "kode daerah", "kode kab kota", "kode kabupaten", "kode provinsi", "region code", "kode bps wilayah", "kdwil")}
)

// Participants is the insurer's list.
var Participants = sync.OnceValue(func() *FieldSet {
	return compile(FieldSet{Kind: "participants", Keys: []string{"nik", "kpj", "nama"}, Fields: []Field{
		nikField, kpjField, nameField, bornField,
		{Name: "segmen", Synonyms: syn("segmen", "segmen kepesertaan", "jenis kepesertaan", "kelompok peserta", "segment", "jenis peserta")},
		progField,
		{Name: "status", Weight: 0.7, Synonyms: syn("status", "status kepesertaan", "status peserta", "status aktif", "aktif", "status tk", "keaktifan", "kd aktif"), Not: "kawin pegawai"},
		{Name: "bulan_terakhir", Weight: 0.6, Synonyms: syn("bulan terakhir", "iuran terakhir", "blth terakhir", "bulan iuran terakhir", "lunas sampai", "bayar terakhir", "blth akhir", "periode terakhir", "last paid month", "blth na")},
		nppField, wageField,
		{Name: "jenis_kelamin", Content: SexContent, Synonyms: syn("jenis kelamin", "jk", "lp", "kelamin", "gender")},
		{Name: "nama_ibu", Synonyms: syn("nama ibu", "nama ibu kandung", "ibu kandung")},
		{Name: "tempat_lahir", Synonyms: syn("tempat lahir", "tmp lahir", "kota lahir")},
		{Name: "hp", Synonyms: syn("hp", "no hp", "handphone", "nomor hp", "telepon")},
		{Name: "#nama_lain", Decoy: true, Synonyms: syn("nama perusahaan", "nama instansi", "nama unit kerja", "nama pemberi kerja")},
		{Name: "#iuran", Decoy: true, Content: MoneyContent, Synonyms: syn("jkk", "jkm", "jht", "jp", "iuran jkk", "iuran jkm", "jht tk", "jht prsh", "total", "total iuran", "ki", "kode tk", "no pegawai", "rapel")},
		numberField, noteField,
	}})
})

// Budget is lines of a budget.
var Budget = sync.OnceValue(func() *FieldSet {
	return compile(FieldSet{Kind: "budget", Keys: []string{"pagu", "jumlah_orang"}, Fields: []Field{
		unitField,
		{Name: "kode_rekening", Weight: 1, Synonyms: syn("kode rekening", "rekening", "kode rekening belanja", "no rekening", "kode akun", "akun", "kode belanja", "account code", "kode rek", "mata anggaran")},
		progField,
		{Name: "kategori", Synonyms: syn("kategori", "kategori pekerja", "jenis tenaga", "kelompok", "kategori peserta")},
		fundField,
		{Name: "bulan_mulai", Weight: 0.6, Synonyms: syn("bulan mulai", "mulai bulan", "mulai", "dari bulan", "bulan awal")},
		{Name: "bulan_selesai", Weight: 0.6, Synonyms: syn("bulan selesai", "sampai bulan", "selesai", "sampai dengan bulan", "bulan akhir")},
		{Name: "jumlah_orang", Weight: 0.8, Content: CodeContent, Synonyms: syn("jumlah orang", "orang", "jumlah peserta", "jumlah pekerja", "volume orang", "jumlah jiwa", "org", "jumlah tenaga kerja", "jumlah tk", "vol orang")},
		{Name: "pagu", Weight: 1, Content: MoneyContent, Synonyms: syn("pagu", "pagu anggaran", "jumlah pagu", "anggaran", "jumlah anggaran", "nilai anggaran", "alokasi", "total anggaran", "nilai", "jumlah", "budget", "pagu rp"), Not: "orang peserta pekerja bulan sisa realisasi"},
		{Name: "#uraian", Decoy: true, Synonyms: syn("uraian", "nama rekening", "nama opd", "nama instansi", "instansi", "opd", "kegiatan", "sub kegiatan", "satuan", "harga satuan", "tarif", "volume", "realisasi", "sisa", "sisa anggaran", "jumlah bulan")},
		numberField, noteField,
	}})
})

// Payments is payments, in total or per person.
var Payments = sync.OnceValue(func() *FieldSet {
	return compile(FieldSet{Kind: "payments", Keys: []string{"jumlah", "nik", "kpj"}, Summed: []string{"jkk", "jkm", "jht", "jp"}, Fields: []Field{
		unitField, nppField, monthField, dayField, refField,
		{Name: "jumlah", Weight: 1, Content: MoneyContent, Not: "orang peserta pekerja tk bulan", Synonyms: syn("jumlah", "jumlah bayar", "jumlah dibayar", "total", "total iuran", "nominal", "nilai", "jumlah iuran", "total bayar", "nilai bayar", "jumlah pembayaran", "amount", "nilai sp2d", "kredit", "debet")},
		nikField, kpjField, nameField, wageField,
		{Name: "jkk", Content: MoneyContent, Synonyms: syn("jkk", "iuran jkk", "jaminan kecelakaan kerja")},
		{Name: "jkm", Content: MoneyContent, Synonyms: syn("jkm", "iuran jkm", "jk", "jaminan kematian", "iuran jk")},
		{Name: "jht", Content: MoneyContent, Synonyms: syn("jht", "iuran jht", "jaminan hari tua", "jht total")},
		{Name: "jp", Content: MoneyContent, Synonyms: syn("jp", "iuran jp", "jaminan pensiun", "jp total")},
		{Name: "tanggal_lahir", Content: DayContent, Synonyms: syn("tanggal lahir", "tgl lahir")},
		{Name: "#lain", Decoy: true, Synonyms: syn("nama perusahaan", "nama instansi", "opd", "instansi", "nama opd", "ki", "status", "jht tk", "jht prsh", "uraian", "bank", "jumlah tk", "jumlah peserta", "denda", "rapel", "kode tk", "saldo", "no rekening")},
		numberField, noteField,
	}})
})

// Units is the tree of units.
var Units = sync.OnceValue(func() *FieldSet {
	return compile(FieldSet{Kind: "units", Keys: []string{"kode"}, Fields: []Field{
		{Name: "kode", Weight: 1, Synonyms: syn("kode", "kode instansi", "kode unit", "kode opd", "kode skpd", "kode satker", "unit code", "npsn", "id unit"), Not: "induk wilayah pos rekening"},
		{Name: "nama", Weight: 1, Synonyms: syn("nama", "nama instansi", "nama unit", "nama opd", "nama skpd", "nama unit kerja", "instansi", "opd", "skpd", "perangkat daerah", "nama perangkat daerah", "nama sekolah", "nama desa", "unit kerja", "unit name", "satuan kerja"), Not: "kepala pimpinan bendahara"},
		{Name: "jenis", Weight: 0.6, Synonyms: syn("jenis", "jenis instansi", "jenis unit", "tipe", "bentuk", "tipe unit", "unit type")},
		regionField,
		{Name: "kode_induk", Weight: 0.6, Synonyms: syn("kode induk", "induk", "kode opd induk", "kode instansi induk", "parent code", "unit induk", "kode unit induk")},
		nppField,
		{Name: "divisi", Synonyms: syn("divisi", "kode divisi", "division", "no divisi", "nomor divisi")},
		{Name: "jenis_usaha", Synonyms: syn("jenis usaha", "bidang usaha", "kegiatan usaha", "business", "lapangan usaha", "kbli")},
		{Name: "kelas_jkk", Synonyms: syn("kelas jkk", "kelas risiko", "tingkat risiko", "kelompok risiko", "risk class", "kelas risiko jkk")},
		progField,
		{Name: "dasar_upah", Synonyms: syn("dasar upah", "basis upah", "dasar pengenaan", "wage basis", "dasar iuran")},
		{Name: "#lain", Decoy: true, Synonyms: syn("alamat", "telepon", "email", "bendahara", "kepala", "nama kepala", "hp")},
		numberField, noteField,
	}})
})

// Declared is figures that somebody reported.
var Declared = sync.OnceValue(func() *FieldSet {
	return compile(FieldSet{Kind: "declared", Keys: []string{"nilai"}, Fields: []Field{
		regionField, unitField,
		{Name: "tanggal", Weight: 0.7, Content: DayContent, Synonyms: syn("tanggal", "per tanggal", "tanggal data", "tanggal laporan", "keadaan per", "posisi", "as of", "date", "tgl")},
		{Name: "ukuran", Weight: 0.9, Synonyms: syn("ukuran", "indikator", "jenis angka", "measure", "jenis data", "uraian")},
		{Name: "nilai", Weight: 1, Synonyms: syn("nilai", "angka", "value", "jumlah", "besaran", "capaian"), Not: "dari"},
		{Name: "dari", Synonyms: syn("dari", "of", "penyebut", "total", "dari jumlah", "denominator", "target")},
		{Name: "sumber", Weight: 0.6, Synonyms: syn("sumber", "sumber data", "source", "surat", "dasar", "no surat"), Not: "dana"},
		{Name: "#lain", Decoy: true, Synonyms: syn("nama wilayah", "kabupaten", "kabupaten kota", "instansi", "opd", "wilayah", "provinsi")},
		numberField, noteField,
	}})
})

// SetOf returns the field set of a kind of file, or nil.
func SetOf(kind string) *FieldSet {
	switch kind {
	case "roster":
		return Roster()
	case "participants":
		return Participants()
	case "budget":
		return Budget()
	case "payments":
		return Payments()
	case "units":
		return Units()
	case "declared":
		return Declared()
	}
	return nil
}
