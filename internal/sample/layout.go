package sample

// field is what a column of a roster holds.
type field int

const (
	fNothing field = iota
	fNumber
	fNIK
	fName
	fPlace
	fBorn
	fSex
	fJob
	fCategory
	fStart
	fEnd
	fWage
	fPhone
	fAddress
	fNote
	fUnit
	fUnitName
	fMother
	fSchooling
	fFamilyCard
	fHamlet
	fTitleBefore
	fTitleAfter
	fContribution // a decoy: an amount that is no wage
	fPeriod
	fFixed
)

type column struct {
	title string
	field field
	text  string // for fFixed
}

type dateStyle int

const (
	dashText  dateStyle = iota // 26-05-1983
	slashText                  // 26/05/1983
	isoText                    // 1983-05-26
	dateCell                   // a real date
	mixedText                  // some day first, some month first
)

type wageStyle int

const (
	wageNumber  wageStyle = iota // a number cell
	wagePlain                    // 1500000 as text
	wageDotted                   // 1.500.000
	wageRp                       // Rp 1.500.000,- in every spelling
	wageDecimal                  // 1500000.00
)

type sexStyle int

const (
	sexLP sexStyle = iota
	sexWords
	sexPria
	sexCode // 1, 2
)

// layout is a way in which rosters are really kept.
type layout struct {
	name                     string
	csv                      bool
	comma                    rune
	bom, quoted              bool
	sheet                    string
	perUnit                  bool // a sheet for each unit
	heading                  func(p *paper) []string
	gap                      int      // empty rows after the heading
	upper                    []string // first of two header lines; "" continues the cell to the left
	columns                  []column
	numbers                  bool // a row 1 2 3 … under the header
	total, signed            bool
	born                     dateStyle
	wages                    wageStyle
	sexes                    sexStyle
	capitals, titled, aboard bool // names in capitals; titles beside names; SIPP sheets around
}

// paper is what a heading may speak of.
type paper struct {
	unit  *unit
	month string // "OKTOBER 2026"
	short string // "Sukoharjo"
}

func (l *layout) has(f field) bool {
	for _, c := range l.columns {
		if c.field == f {
			return true
		}
	}
	return false
}

// takes tells whether a flaw can be planted in this layout.
func (l *layout) takes(f flaw) bool {
	switch f {
	case hiddenRow:
		return !l.csv
	case categoryUnknown:
		return l.has(fCategory)
	case dateOrder:
		return l.has(fStart) && l.has(fEnd)
	case sexMismatch, sexUnreadable:
		return l.has(fSex)
	case wageMissing, wageUnreadable, wageZero:
		return l.has(fWage)
	case birthAmbiguous:
		return l.born == mixedText
	default:
	}
	return true
}

var offices = layout{
	name: "opd", sheet: "Sheet1", gap: 1, numbers: true, total: true, signed: true, titled: true,
	heading: func(p *paper) []string {
		return []string{"PEMERINTAH " + upper(p.unit.gov.name), upper(p.unit.name), "Jl. Contoh No. 99 " + p.short + " Telp. (0271) 599999", "DAFTAR TENAGA HONORER / THL BULAN " + p.month}
	},
	columns: []column{
		{"NO", fNumber, ""},
		{"NAMA", fName, ""},
		{"NIK", fNIK, ""},
		{"TEMPAT LAHIR", fPlace, ""},
		{"TANGGAL LAHIR", fBorn, ""},
		{"L/P", fSex, ""},
		{"PENDIDIKAN", fSchooling, ""},
		{"JABATAN", fJob, ""},
		{"TMT", fStart, ""},
		{"SAMPAI DENGAN", fEnd, ""},
		{"HONOR PER BULAN (Rp)", fWage, ""},
		{"NO. HP", fPhone, ""},
		{"KETERANGAN", fNote, ""},
	},
}

var schoolColumns = []column{
	{"", fNumber, ""},
	{"", fName, ""},
	{"", fNIK, ""},
	{"TEMPAT", fPlace, ""},
	{"TANGGAL", fBorn, ""},
	{"", fSex, ""},
	{"", fJob, ""},
	{"MULAI", fStart, ""},
	{"SAMPAI", fEnd, ""},
	{"", fWage, ""},
	{"", fUnit, ""},
}

var schools = layout{
	name: "sekolah", perUnit: true, titled: true, signed: true, born: dateCell,
	heading: func(p *paper) []string {
		return []string{"DAFTAR GURU DAN TENAGA KEPENDIDIKAN NON ASN", upper(p.unit.name), "BULAN " + p.month}
	},
	gap:     1,
	upper:   []string{"NO", "NAMA LENGKAP", "NIK", "TEMPAT, TANGGAL LAHIR", "", "L/P", "JABATAN", "MASA KERJA", "", "HONOR / BULAN", "KODE INSTANSI"},
	columns: schoolColumns,
}

var guards = layout{
	name: "satpol", sheet: "PTT", born: dateCell,
	heading: func(p *paper) []string {
		return []string{"DATA PEGAWAI TIDAK TETAP " + upper(p.unit.name), "BULAN " + p.month}
	},
	columns: []column{
		{"No.", fNumber, ""},
		{"Nama", fName, ""},
		{"NIK", fNIK, ""},
		{"Tempat Lahir", fPlace, ""},
		{"Tgl. Lahir", fBorn, ""},
		{"JK", fSex, ""},
		{"Jabatan", fJob, ""},
		{"TMT", fStart, ""},
		{"Upah/bln", fWage, ""},
	},
}

var vendors = layout{
	name: "vendor", sheet: "Cleaning Service", gap: 1, wages: wageRp, born: dashText,
	heading: func(p *paper) []string {
		return []string{upper(p.unit.name), "DAFTAR UPAH TENAGA KERJA BULAN " + p.month}
	},
	columns: []column{
		{"No", fNumber, ""},
		{"Nama Pekerja", fName, ""},
		{"NIK", fNIK, ""},
		{"Tgl Lahir", fBorn, ""},
		{"L/P", fSex, ""},
		{"Lokasi", fAddress, ""},
		{"Mulai Kerja", fStart, ""},
		{"Upah per bulan (Rp)", fWage, ""},
		{"Iuran JKK", fContribution, ""},
		{"Keterangan", fNote, ""},
	},
}

var villages = layout{
	name: "desa", sheet: "RT RW LPM", gap: 1, capitals: true, signed: true, wages: wageNumber, born: dashText,
	heading: func(p *paper) []string {
		return []string{"PEMERINTAH " + upper(p.unit.name), "DATA PERANGKAT, BPD, RT DAN RW BULAN " + p.month}
	},
	columns: []column{
		{"NO", fNumber, ""},
		{"NAMA", fName, ""},
		{"NIK", fNIK, ""},
		{"TEMPAT LAHIR", fPlace, ""},
		{"TGL LAHIR", fBorn, ""},
		{"L/P", fSex, ""},
		{"ALAMAT", fAddress, ""},
		{"JABATAN", fJob, ""},
		{"KATEGORI", fCategory, ""},
		{"MULAI BERTUGAS", fStart, ""},
		{"INSENTIF/BULAN", fWage, ""},
	},
}

var districtRecap = layout{
	name: "rekap kecamatan", sheet: "REKAP", gap: 1, capitals: true, born: slashText, wages: wageNumber, sexes: sexWords,
	heading: func(p *paper) []string {
		return []string{"REKAPITULASI PERANGKAT DESA, BPD, RT DAN RW", "BULAN " + p.month}
	},
	columns: []column{
		{"NO", fNumber, ""},
		{"KODE INSTANSI", fUnit, ""},
		{"NAMA DESA/KELURAHAN", fUnitName, ""},
		{"NAMA", fName, ""},
		{"NIK", fNIK, ""},
		{"TEMPAT LAHIR", fPlace, ""},
		{"TGL LAHIR", fBorn, ""},
		{"L/P", fSex, ""},
		{"JABATAN", fJob, ""},
		{"KATEGORI", fCategory, ""},
		{"TMT", fStart, ""},
		{"SAMPAI", fEnd, ""},
		{"INSENTIF/BULAN", fWage, ""},
	},
}

var exporter = layout{
	name: "ekspor aplikasi", csv: true, comma: ',', bom: true, quoted: true, born: isoText, wages: wageDecimal, sexes: sexPria,
	columns: []column{
		{"id_pegawai", fNumber, ""},
		{"kode_instansi", fUnit, ""},
		{"nama_lengkap", fName, ""},
		{"gelar_depan", fTitleBefore, ""},
		{"gelar_belakang", fTitleAfter, ""},
		{"nik", fNIK, ""},
		{"no_kk", fFamilyCard, ""},
		{"tempat_lahir", fPlace, ""},
		{"tanggal_lahir", fBorn, ""},
		{"jenis_kelamin", fSex, ""},
		{"alamat_rumah", fAddress, ""},
		{"kategori", fCategory, ""},
		{"jabatan", fJob, ""},
		{"gaji_pokok", fWage, ""},
		{"tmt_kontrak", fStart, ""},
		{"akhir_kontrak", fEnd, ""},
		{"periode", fPeriod, ""},
	},
}

var semicolons = layout{
	name: "csv titik koma", csv: true, comma: ';', capitals: true, born: slashText, wages: wageDotted,
	columns: []column{
		{"No", fNumber, ""},
		{"Kode Instansi", fUnit, ""},
		{"NIK", fNIK, ""},
		{"Nama", fName, ""},
		{"Tgl Lahir", fBorn, ""},
		{"JK", fSex, ""},
		{"Jabatan", fJob, ""},
		{"Honor", fWage, ""},
		{"TMT", fStart, ""},
		{"Selesai", fEnd, ""},
		{"Periode", fPeriod, ""},
	},
}

var twoHands = func() layout {
	l := semicolons
	l.name, l.born = "csv dua pengetik", mixedText
	return l
}()

var residents = layout{
	name: "opensid", sheet: "Data", capitals: true, born: isoText, wages: wagePlain, sexes: sexCode,
	columns: []column{
		{"alamat", fAddress, ""},
		{"dusun", fHamlet, ""},
		{"rw", fFixed, "001"},
		{"rt", fFixed, "002"},
		{"nama", fName, ""},
		{"no_kk", fFamilyCard, ""},
		{"nik", fNIK, ""},
		{"sex", fSex, ""},
		{"tempatlahir", fPlace, ""},
		{"tanggallahir", fBorn, ""},
		{"agama_id", fFixed, "1"},
		{"warganegara_id", fFixed, "1"},
		{"nama_ibu", fMother, ""},
		{"status_dasar", fFixed, "1"},
		{"jabatan", fJob, ""},
		{"kategori", fCategory, ""},
		{"tmt", fStart, ""},
		{"siltap", fWage, ""},
		{"periode", fPeriod, ""},
	},
}

var template = layout{
	name: "format baku", csv: true, comma: ',', born: isoText, wages: wagePlain, sexes: sexLP,
	columns: []column{
		{"kode_instansi", fUnit, ""},
		{"nik", fNIK, ""},
		{"nama", fName, ""},
		{"gelar", fTitleAfter, ""},
		{"tempat_lahir", fPlace, ""},
		{"tanggal_lahir", fBorn, ""},
		{"jenis_kelamin", fSex, ""},
		{"hp", fPhone, ""},
		{"kategori", fCategory, ""},
		{"jabatan", fJob, ""},
		{"upah", fWage, ""},
		{"mulai", fStart, ""},
		{"selesai", fEnd, ""},
		{"sumber_dana", fFixed, "APBD"},
		{"periode", fPeriod, ""},
	},
}

var insurers = layout{
	name: "data_tk_baru", sheet: "data_tk_baru", capitals: true, born: dashText, wages: wagePlain, aboard: true,
	columns: []column{
		{"NO_PEGAWAI", fNumber, ""},
		{"NAMA_LENGKAP", fName, ""},
		{"GELAR", fTitleAfter, ""},
		{"TELEPON_AREA_RUMAH", fNothing, ""},
		{"TELEPON_RUMAH", fNothing, ""},
		{"TELEPON_AREA_KANTOR", fNothing, ""},
		{"TELEPON_KANTOR", fNothing, ""},
		{"TELEPON_EXT_KANTOR", fNothing, ""},
		{"HP", fPhone, ""},
		{"EMAIL", fNothing, ""},
		{"TEMPAT_LAHIR", fPlace, ""},
		{"TANGGAL_LAHIR", fBorn, ""},
		{"NAMA_IBU_KANDUNG", fMother, ""},
		{"JENIS_IDENTITAS", fFixed, "KTP"},
		{"NOMOR_IDENTITAS", fNIK, ""},
		{"MASA_LAKU_IDENTITAS", fFixed, "31-12-3000"},
		{"JENIS_KELAMIN", fSex, ""},
		{"SURAT_MENYURAT_KE", fFixed, "S"},
		{"TANGGAL_KEPESERTAAN", fNothing, ""},
		{"STATUS_KAWIN", fFixed, "Y"},
		{"GOLONGAN_DARAH", fFixed, "O"},
		{"NPWP", fNothing, ""},
		{"KODE_NEGARA", fFixed, "ID"},
		{"UPAH", fWage, ""},
		{"ALAMAT", fAddress, ""},
		{"KODE_POS", fFixed, "57500"},
		{"LOKASI_PEKERJAAN", fFixed, "3311"},
		{"STATUS_PEGAWAI", fFixed, "PKWT"},
		{"TGL_AWAL_BEKERJA", fStart, ""},
		{"TGL_AKHIR_KONTRAK", fEnd, ""},
	},
}
