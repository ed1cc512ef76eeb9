package layout

import "sync"

func syn(list ...string) []string { return list }

const notPersonName = "ibu ayah bapak suami istri isteri anak orangtua jabatan instansi opd skpd unit sekolah kantor bank rekening kegiatan program pekerjaan jalan kecamatan kabupaten desa kelurahan dusun waris ahli atasan perusahaan pasangan saudara kontak darurat satuan kerja lembaga lokasi penanggung wali pemilik pengguna proyek provinsi bagian bidang file kolom panggilan jenis barang kelompok father ppk paket company emergency"

var personFields = []Field{
	{
		Name: "nik", Content: NIKContent, Weight: 1.3, Not: "ibu ayah bapak suami istri isteri kk atasan karyawan kepala keluarga anak pasangan",
		Synonyms: syn("nik", "no ktp", "nomor ktp", "no nik", "nik ktp", "no identitas", "nomor identitas", "nomor induk kependudukan", "no induk kependudukan", "nomor kependudukan", "ktp", "no e ktp", "identitas ktp",
			"nik sesuai ktp", "id number", "national id", "identity number", "id card number", "national identity number", "no id", "nik pegawai", "nik peserta", "nik tk", "nik pekerja", "nik tenaga kerja", "nikppnpn", "no kependudukan", "nik 16 digit", "nomor induk penduduk", "nik no ktp", "national id nik", "identity card number", "ktp number", "id ktp"),
	},
	{
		Name: "nama", Content: NameContent, Weight: 1.3, Not: notPersonName,
		Synonyms: syn("nama", "nama lengkap", "nama pegawai", "nama pekerja", "nama tenaga kerja", "nama tk", "nama peserta", "nama personil", "nama honorer", "nama thl", "nama guru", "nama ptt", "nama gtt", "nama petugas", "nama karyawan", "nama sesuai ktp", "nama ktp",
			"full name", "employee name", "worker name", "nama dan gelar", "nama lengkap gelar", "nama lengkap tanpa gelar", "nama tenaga honorer", "nama tenaga", "nama gtt ptt", "nama anggota", "nmppnpn", "nama pejabat", "nama perangkat", "nama perangkat desa", "nama ketua", "nama rt rw", "nama lengkap pekerja", "nama tenaga non asn", "nama pegawai non asn", "nama penerima", "nama lengkap sesuai ktp", "nama tertanggung", "nama kader", "nama calon peserta", "nama penduduk", "nama guru tenaga kependidikan", "nama lengkap pegawai"),
	},
	{Name: "gelar_depan", Synonyms: syn("gelar depan", "title prefix", "gelar di depan")},
	{Name: "gelar", Synonyms: syn("gelar", "gelar belakang", "gelar akademik", "title", "gelar di belakang"), Not: "nama depan"},
	{Name: "tempat_lahir", Not: "tanggal ibu", Synonyms: syn("tempat lahir", "tempatlahir", "kota lahir", "place of birth", "birth place", "birthplace", "kab kota lahir", "tempat kelahiran", "lahir di", "kota kelahiran", "lahir tempat", "tmp lahir")},
	{Name: "tempat_tanggal_lahir", Content: PlaceDayContent, Weight: 1, Synonyms: syn("tempat tanggal lahir", "ttl", "tempat dan tanggal lahir", "tempat tgl lahir", "place date of birth", "tempat tanggal kelahiran", "tempat & tgl lahir", "kelahiran", "tempat lahir tanggal lahir", "lahir")},
	{
		Name: "tanggal_lahir", Content: DayContent, Weight: 1, Not: "ibu anak suami istri ayah tempat",
		Synonyms: syn("tanggal lahir", "tgl lahir", "tanggallahir", "tgllahir", "date of birth", "birth date", "birthdate", "dob", "lahir tanggal", "tanggal kelahiran", "born", "tanggal bulan tahun lahir", "hari lahir", "lahir tgl", "tl"),
	},
	{Name: "bulan_lahir", Weight: 0.4, Synonyms: syn("bulan lahir", "lahir bulan", "bln lahir", "bulan kelahiran")},
	{Name: "tahun_lahir", Weight: 0.4, Synonyms: syn("tahun lahir", "lahir tahun", "thn lahir", "year of birth", "tahun kelahiran")},
	{Name: "jenis_kelamin", Content: SexContent, Weight: 0.8, Not: "desa kecamatan kabupaten kelompok", Synonyms: syn("jenis kelamin", "jk", "lp", "l p", "kelamin", "gender", "sex", "jenis kel", "j kelamin", "jnskel", "kelamin lp", "jeniskelamin", "pria wanita", "laki perempuan", "l/p", "jkel", "jkl", "p l", "laki laki perempuan", "jk lp", "jenis kelamin lp", "lk pr", "gender lp", "sex lp", "mf")},
	{Name: "laki_laki", Content: MarkContent, Weight: 0.5, Synonyms: syn("l", "lk", "laki laki", "pria", "jenis kelamin l", "jenis kelamin laki laki", "kelamin l", "jk l", "jenis kelamin lk", "lp l", "l/p l"), Not: "jumlah"},
	{Name: "perempuan", Content: MarkContent, Weight: 0.5, Synonyms: syn("p", "pr", "perempuan", "wanita", "jenis kelamin p", "jenis kelamin perempuan", "kelamin p", "jk p", "jenis kelamin pr", "lp p", "l/p p"), Not: "jumlah"},
	{Name: "nama_ibu", Content: NameContent, Not: "nik nomor", Synonyms: syn("nama ibu", "nama ibu kandung", "ibu kandung", "nama gadis ibu kandung", "mother name", "mothers maiden name", "ibu", "nama gadis ibu", "nm ibu kandung", "mother s name")},
	{Name: "alamat", Not: "lahir tanggal email kantor surel perusahaan", Synonyms: syn("alamat", "alamat rumah", "alamat lengkap", "alamat tinggal", "alamat domisili", "domisili", "alamat ktp", "alamat sesuai ktp", "tempat tinggal", "address", "home address", "alamat sekarang", "alamat rt rw", "rt rw", "alamat pekerja", "alamat lengkap domisili")},
	{Name: "hp", Not: "kantor area ext darurat", Synonyms: syn("hp", "no hp", "nomor hp", "no handphone", "telepon", "no telepon", "telepon hp", "hp wa", "no wa", "nomor telepon", "telepon rumah hp", "kontak", "no kontak", "nomor hp aktif", "no hp wa", "phone number", "mobile phone", "contact", "nomor telepon hp", "telepon seluler", "no whatsapp")},
	{Name: "kategori", Not: "nama tani bermain", Synonyms: syn("kategori", "kategori pekerja", "jenis tenaga", "jenis pegawai", "status pegawai", "status kepegawaian", "jenis pekerja", "kelompok", "jenis tenaga kerja", "kategori tenaga", "jenis ptk", "status ptk", "status tenaga", "jenis kepegawaian", "kelompok pekerja", "employment status", "status", "jenis honorer", "category")},
	{Name: "jabatan", Synonyms: syn("jabatan", "tugas", "pekerjaan", "posisi", "nama jabatan", "uraian tugas", "jenis pekerjaan", "tugas pokok", "formasi", "jabatan tugas", "bagian", "jabatan dalam dinas", "profesi", "position", "job title", "tugas jabatan", "jabatan pekerjaan", "bidang tugas", "guru mapel", "mata pelajaran", "mapel", "tugas tambahan", "jenis tugas", "fungsi")},
	{
		Name: "upah", Content: MoneyContent, Weight: 0.9,
		Not:      "iuran potongan bpjs jkk jkm jht jp pajak pph bank rekening lalu selisih rapel lama setahun tahun thr premi terbilang pokok12 bersih umk ump minimum lembur harian hari volume satuan iur jam minggu mingguan jp hours",
		Synonyms: syn("upah", "gaji", "honor", "upah bulan", "gaji bulan", "honor bulan", "insentif", "insentif bulan", "besaran honor", "besaran gaji", "besaran upah", "besar honor", "besar upah", "besar gaji", "jumlah honor", "jumlah gaji", "jumlah upah", "total gaji", "total upah", "total honor", "nominal honor", "nominal gaji", "nominal upah", "gaji upah", "upah gaji", "gaji honor", "honor gaji", "gaji pokok", "upah pokok", "upah dilaporkan", "data upah", "penghasilan", "penghasilan tetap", "siltap", "penghasilan bulan", "jumlah penghasilan", "total penghasilan", "monthly wage", "monthly salary", "salary", "wage", "upah bulan ini", "upah sebulan", "gaji sebulan", "honor sebulan", "take home pay", "gaji diterima", "honor diterima", "jumlah diterima", "upah tk", "gaji kotor", "upah tetap", "upah kerja", "upah per bulan", "basic salary", "gross salary", "pay", "salary month", "besaran insentif", "jumlah insentif", "upah terakhir", "gaji terakhir", "tarif bulan", "biaya bulan", "nilai upah", "nilai gaji", "nilai honor", "gaji kontrak", "upah pekerja", "dasar upah", "honor guru", "honor pegawai", "gaji pegawai", "tali asih"),
		Weak:     syn("jumlah", "nominal", "besaran", "tunjangan", "tunjangan bulan", "pendapatan", "jasa", "uang lelah", "total", "jumlah bulan ini", "diterima", "jumlah diterima bersih", "pembayaran", "dibayarkan", "bantuan operasional"),
	},
	{Name: "mulai", Content: DayContent, Synonyms: syn("mulai", "tmt", "tmt kontrak", "tmt sk", "mulai kerja", "mulai bekerja", "tanggal mulai", "tanggal mulai kerja", "tanggal masuk", "tanggal awal bekerja", "tgl awal bekerja", "awal kontrak", "mulai kontrak", "tanggal mulai kontrak", "mulai tugas", "terhitung mulai tanggal", "start date", "hire date", "join date", "tanggal mulai bekerja", "masa kontrak mulai", "tmt bekerja", "masa kerja mulai", "tanggal diangkat", "tmt pengangkatan", "tanggal kontrak", "tmt tugas", "mulai bertugas", "tmt honor", "tanggal bergabung", "awal bekerja", "tanggal awal", "masa kerja sejak", "bekerja sejak", "tahun masuk", "tmt kerja", "tmt mulai"), Not: "lahir akhir kepesertaan"},
	{Name: "selesai", Content: DayContent, Synonyms: syn("selesai", "tanggal akhir", "akhir kontrak", "tanggal akhir kontrak", "tanggal selesai", "tmt akhir", "habis kontrak", "kontrak akhir", "end date", "masa kontrak akhir", "sampai dengan", "masa berlaku kontrak", "tanggal berhenti", "contract end", "sampai tanggal", "kontrak sampai", "akhir masa jabatan", "tanggal akhir masa jabatan", "tanggal keluar", "sd"), Not: "lahir identitas ktp"},
	{Name: "nomor_sk", Synonyms: syn("nomor sk", "no sk", "sk", "nomor surat keputusan", "no surat keputusan", "dasar sk", "nomor kontrak", "no kontrak", "nomor sk kontrak", "nomor spk", "no spk", "surat keputusan", "nomor surat perintah kerja", "decree number", "sk pengangkatan", "nomor sk pengangkatan", "nomor dan tanggal sk", "sk terakhir"), Not: "tmt"},
	{Name: "sumber_dana", Synonyms: syn("sumber dana", "sumber gaji", "sumber honor", "sumber anggaran", "pembiayaan", "dana", "sumber pembiayaan", "fund source", "sumber pendanaan", "sumber gaji honor", "asal dana")},
	{Name: "kode_instansi", Synonyms: syn("kode instansi", "kode unit", "kode opd", "kode skpd", "kode satker", "kode unit kerja", "unit code", "npsn")},
	{Name: "jenis_identitas", Synonyms: syn("jenis identitas", "tipe identitas", "identity type", "id type")},
	{Name: "kpj", Synonyms: syn("kpj", "no kpj", "nomor kpj", "nomor peserta", "no peserta", "nomor kepesertaan", "no bpjs ketenagakerjaan", "nomor bpjs ketenagakerjaan", "no kartu bpjs", "nomor identitas kpj", "no kartu peserta", "nomor kartu bpjs ketenagakerjaan", "bpjs ketenagakerjaan", "bpjs tk", "no bpjs tk", "nomor bpjamsostek"), Not: "kesehatan jkn kis"},
}

var personDecoys = []Field{
	{Name: "#nomor", Decoy: true, Synonyms: syn("no", "nomor", "no urut", "nomor urut", "urut", "#", "nourut", "num")},
	{Name: "nama_depan", Weight: 0.6, Content: NameContent, Synonyms: syn("nama depan", "first name", "given name")},
	{Name: "nama_tengah", Weight: 0.6, Synonyms: syn("nama tengah", "middle name")},
	{Name: "nama_belakang", Weight: 0.6, Content: NameContent, Synonyms: syn("nama belakang", "last name", "family name", "surname")},
	{Name: "#kk", Decoy: true, Synonyms: syn("no kk", "nomor kk", "kartu keluarga", "nomor kartu keluarga", "no kartu keluarga", "kk", "kk level", "nkk", "nomor kepala keluarga", "family card number")},
	{Name: "#nip", Decoy: true, Synonyms: syn("nip", "nip baru", "nuptk", "nrp", "nip nuptk", "niy", "nigb", "no pegawai", "nomor pegawai", "id pegawai", "nomor induk pegawai", "nomor induk karyawan", "nik karyawan", "kode pegawai", "employee id", "id", "no peg", "npk", "nipb", "no registrasi", "nomor registrasi", "kode tk", "no id pegawai", "nomor absen", "nomor induk", "nip ptt", "nrptt", "nipppk", "ni pppk", "no induk", "staff id", "payroll id")},
	{Name: "#npwp", Decoy: true, Synonyms: syn("npwp", "no npwp", "nomor npwp")},
	{Name: "#rekening", Decoy: true, Synonyms: syn("no rekening", "nomor rekening", "rekening", "norek", "bank", "nama bank", "no rek bank", "nama rekening", "rekening bank", "atas nama", "bank account")},
	{Name: "#iuran", Decoy: true, Synonyms: syn("iuran", "iuran jkk", "iuran jkm", "jkk", "jkm", "jht", "jp", "total iuran", "jumlah iuran", "premi", "potongan", "bpjs", "bpjs kesehatan", "pajak", "pph", "upah bersih", "gaji bersih", "diterima bersih", "potongan bpjs", "jkk jkm", "total potongan", "iuran bulan", "premi bulan", "jumlah dibayar", "honor setahun", "jumlah setahun", "total setahun", "upah bulan lalu", "rapel", "selisih", "tunjangan lain", "uang makan", "transport", "lembur", "thr", "umk", "upah minimum", "upah harian", "upah per hari", "honor harian", "jumlah hari", "hari kerja", "volume", "jumlah bulan", "ump", "umr")},
	{Name: "#pendidikan", Decoy: true, Synonyms: syn("pendidikan", "pendidikan terakhir", "ijazah", "jurusan", "tingkat pendidikan", "education", "kualifikasi", "pendidikan kk id", "pendidikan sedang id")},
	{Name: "#agama", Decoy: true, Synonyms: syn("agama", "religion", "agama id", "golongan darah", "gol darah", "golongan darah id")},
	{Name: "#kawin", Decoy: true, Synonyms: syn("status kawin", "status perkawinan", "status nikah", "marital status", "kawin", "jumlah anak", "jumlah tanggungan", "status keluarga", "status pernikahan")},
	{Name: "#umur", Decoy: true, Synonyms: syn("umur", "usia", "age", "umur tahun", "masa kerja", "lama kerja", "lama bekerja", "masa kerja tahun")},
	{Name: "#keterangan", Decoy: true, Synonyms: syn("keterangan", "catatan", "remark", "keterangan lain")},
	{Name: "#ttd", Decoy: true, Synonyms: syn("tanda tangan", "ttd", "paraf", "signature")},
	{Name: "#instansi", Decoy: true, Synonyms: syn("instansi", "opd", "skpd", "unit kerja", "nama instansi", "nama opd", "satuan kerja", "unit", "sekolah", "nama sekolah", "tempat tugas", "lokasi", "lokasi kerja", "lokasi pekerjaan", "penempatan", "lokasi penempatan", "lokasi tugas", "tempat kerja", "unit organisasi", "bidang", "seksi", "desa", "kelurahan", "kecamatan", "dusun", "wilayah", "wilayah kerja", "work location", "department", "nama unit", "nama desa", "nama unit kerja", "nama perusahaan", "perusahaan")},
	{Name: "#rt", Decoy: true, Synonyms: syn("rt", "rw", "kode pos", "kodepos", "postal code", "kabupaten", "provinsi", "kode negara")},
	{Name: "#tanggal_lain", Decoy: true, Content: DayContent, Synonyms: syn("tanggal sk", "tgl sk", "tanggal surat", "masa laku identitas", "tanggal kepesertaan", "tanggal perkawinan", "tanggalperkawinan", "tanggalperceraian", "tanggal akhir paspor", "tanggal terbit", "tanggal daftar", "tanggal lahir ibu", "tanggal cetak", "tanggal input", "tanggal pensiun", "bup", "tanggal spk", "tanggal lahir anak", "tanggal lahir suami istri", "tanggal ijazah", "tanggal bayar")},
	{Name: "#orang_lain", Decoy: true, Content: NameContent, Synonyms: syn("nama ayah", "nama suami", "nama istri", "nama suami istri", "nama pasangan", "nama anak", "ahli waris", "nama ahli waris", "nama atasan", "nama kepala keluarga", "kepala keluarga", "nama bapak", "nama panggilan", "ayah", "kontak darurat", "nama kontak darurat", "hubungan keluarga", "nama wali")},
	{Name: "#nik_lain", Decoy: true, Content: NIKContent, Synonyms: syn("nik ibu", "nik ayah", "ayah nik", "ibu nik", "nik suami", "nik istri", "nik kepala keluarga", "nik atasan", "nik ahli waris", "nik pasangan")},
	{Name: "#telepon_lain", Decoy: true, Synonyms: syn("telepon area rumah", "telepon rumah", "telepon area kantor", "telepon kantor", "telepon ext kantor", "telepon darurat")},
	{Name: "#email", Decoy: true, Synonyms: syn("email", "e mail", "surel", "alamat email", "surat menyurat ke", "alamat surel")},
	{Name: "#pegawai_status", Decoy: true, Synonyms: syn("status data", "status dasar", "status rekam", "warganegara id", "warganegara", "pangkat", "golongan", "pangkat golongan", "eselon", "gol ruang", "kewarganegaraan", "ktp el")},
	{Name: "#hasil", Decoy: true, Synonyms: syn("status periksa", "masalah", "usulan")},
}

// Roster is the field set of a unit's list of workers.
var Roster = sync.OnceValue(func() *FieldSet {
	return compile(FieldSet{Kind: "roster", Person: true, Keys: []string{"nik", "nama"}, Fields: append(append([]Field{}, personFields...), personDecoys...)})
})
