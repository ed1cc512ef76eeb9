package roster

// codeTitles name the findings for lists and filters, in the words of the screen.
var codeTitles = map[string]string{
	"NIK_MISSING": "NIK kosong", "NIK_LENGTH": "NIK bukan 16 angka", "NIK_CHARS": "NIK memuat selain angka", "NIK_EXCEL_ROUNDED": "NIK dibulatkan Excel",
	"NIK_TEMPORARY": "NIK sementara", "NIK_DATE_MISMATCH": "Tanggal lahir tidak cocok dengan NIK", "NIK_SEX_MISMATCH": "Jenis kelamin tidak cocok dengan NIK",
	"NIK_REGION_UNKNOWN": "Kode wilayah NIK tidak dikenal", "NIK_DUPLICATE": "NIK ganda", "PERSON_DUPLICATE": "Orang yang sama dua kali", "NAME_MISSING": "Nama kosong",
	"BIRTH_DATE_MISSING": "Tanggal lahir kosong", "BIRTH_DATE_UNREADABLE": "Tanggal lahir tidak terbaca", "BIRTH_DATE_AMBIGUOUS": "Tanggal lahir dapat dibaca dua cara",
	"AGE_UNDER_17": "Usia di bawah 17 tahun", "AGE_OVER_65": "Usia di atas 65 tahun", "SEX_UNREADABLE": "Jenis kelamin tidak terbaca", "WAGE_MISSING": "Upah kosong",
	"WAGE_UNREADABLE": "Upah tidak terbaca", "WAGE_ZERO": "Upah nol", "WAGE_BELOW_MINIMUM": "Upah di bawah upah minimum", "CATEGORY_UNKNOWN": "Kategori tidak dikenal",
	"DATE_ORDER": "Tanggal selesai sebelum mulai", "FORMULA_CELL": "Sel berisi rumus", "HIDDEN_ROW": "Baris tersembunyi", "IDENTITY_PASSPORT": "Identitas paspor",
	"COLUMN_MISSING": "Kolom tidak ditemukan", "UNIT_UNKNOWN": "Instansi tidak dikenal", "ROWS_NOT_READ": "Baris berisi orang yang tidak dibaca",
	"WAGE_IN_WORDS": "Upah ditulis dengan huruf", "UNIT_INVALID": "Baris instansi tidak sah", "PARTICIPANT_INVALID": "Baris peserta tidak sah", "BUDGET_INVALID": "Baris anggaran tidak sah",
	"PAYMENT_INVALID": "Baris pembayaran tidak sah", "DECLARED_INVALID": "Baris angka lapor tidak sah",
	RepairKept: "Perbaikan tetap berlaku", RepairLost: "Perbaikan tidak terbawa",
}

// CodeTitle names a finding in a few words; an unknown code is its own name.
func CodeTitle(code string) string {
	if t, ok := codeTitles[code]; ok {
		return t
	}
	return code
}
