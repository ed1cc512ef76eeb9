package preflight

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/period"
)

func dmy(d period.Date, sep string) string {
	y, m, day := d.Split()
	return fmt.Sprintf("%02d%s%02d%s%04d", day, sep, int(m), sep, y)
}

func rupiah(n int) string {
	return "Rp " + strings.ReplaceAll(fmt.Sprintf("%d.%03d.%03d", n/1_000_000, n/1000%1000, n%1000), " ", "") + ",-"
}

// people returns rows from a number on, made by line, and what is expected of them.
func people(from, n int, line func(i int, w someone) []any) (grid, map[int]someone) {
	g, want := grid{}, map[int]someone{}
	for i := range n {
		w := worker(i + from*31)
		want[from+i] = w
		g = append(g, line(i, w))
	}
	return g, want
}

func TestTwoLineMergedHeaderWithPlaceAndDateBelowOneTitle(t *testing.T) {
	g := grid{
		{"DINAS PERHUBUNGAN"},
		{"DAFTAR TENAGA HARIAN LEPAS"},
		nil,
		{"NO", "NAMA LENGKAP", "NOMOR INDUK KEPENDUDUKAN (NIK)", "TEMPAT DAN TANGGAL LAHIR", nil, "JENIS KELAMIN", "SK PENGANGKATAN", nil, "PENGHASILAN", nil, "KET"},
		{nil, nil, nil, "TEMPAT", "TANGGAL", nil, "NOMOR", "TANGGAL", "HONOR / BULAN", "JUMLAH SETAHUN", nil},
		{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
	}
	rows, want := people(7, 12, func(i int, w someone) []any {
		return []any{i + 1, w.name, w.nik, w.place, date(w.born), w.sex, "800/12/2026", date(45000), w.wage, w.wage * 12, nil}
	})
	data := workbook(t, func(f *excelize.File) {
		for _, r := range []string{"A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:F5", "G4:H4", "I4:J4", "K4:K5"} {
			a, b, _ := strings.Cut(r, ":")
			check(t, f.MergeCell("THL", a, b))
		}
	}, []string{"THL"}, append(g, rows...))
	r := checked(t, data, options())
	expect(t, r, want)
	if h := r.Sheets[0].Layout.Tables[0].HeaderRow(); h != 5 {
		t.Errorf("header row %d", h)
	}
}

func TestSexAsTicksInTwoColumns(t *testing.T) {
	g := grid{{"No.", "N a m a", "N I K", "Jenis Kelamin", nil, "Tempat/Tgl. Lahir", "Gaji"}, {nil, nil, nil, "L", "P", nil, nil}}
	rows, want := people(3, 8, func(i int, w someone) []any {
		male, female := any("√"), any(nil)
		if w.sex == "P" {
			male, female = nil, "√"
		}
		return []any{i + 1, w.name, w.nik, male, female, w.place + ", " + text.Date(lang.ID, w.born), w.wage}
	})
	expect(t, checked(t, workbook(t, nil, []string{"Sheet1"}, append(g, rows...)), options()), want)
}

func TestSectionsSubtotalsAndRepeatedHeaders(t *testing.T) {
	head := []any{"No", "Nama Pegawai", "No. KTP", "Tgl Lahir", "JK", "Jabatan", "Upah (Rp)"}
	line := func(i int, w someone) []any {
		return []any{i + 1, strings.ToUpper(w.name), w.nik, dmy(w.born, "/"), w.sex, "Petugas", w.wage}
	}
	a, wantA := people(4, 5, line)
	b, wantB := people(13, 4, line)
	g := grid{head, nil, {"I. SEKRETARIAT"}}
	g = append(g, a...)                                                  // 4 to 8
	g = append(g, grid{{nil, "Sub Jumlah", nil, nil, nil, nil, 999}}...) // 9
	g = append(g, nil, []any{"BIDANG KEBERSIHAN"}, head)                 // 10 to 12
	g = append(g, b...)                                                  // 13 to 16
	g = append(g, []any{"JUMLAH TOTAL", nil, nil, nil, nil, nil, 999999}, nil, []any{nil, "Mengetahui", nil, nil, "Sukoharjo, 1 November 2026"}, []any{nil, "Kepala Dinas", nil, nil, "Bendahara"}, nil,
		[]any{nil, "Drs. SUWARTO, M.M.", nil, nil, "SITI AMINAH, S.E."}, []any{nil, "NIP. 19700101 199803 1 001", nil, nil, "NIP 198005052005012002"})
	maps.Copy(wantA, wantB)
	r := checked(t, workbook(t, nil, []string{"Sheet1"}, g), options())
	expect(t, r, wantA)
	if s := r.Rows[len(r.Rows)-1].Person.Section; s != "BIDANG KEBERSIHAN" {
		t.Errorf("section %q", s)
	}
}

func TestTwoTablesWithDifferentColumns(t *testing.T) {
	a, want := people(3, 4, func(i int, w someone) []any { return []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage} })
	b, wantB := people(10, 4, func(i int, w someone) []any { return []any{i + 1, w.nik, w.name, w.sex, date(w.born), "RT 1", w.wage} })
	g := grid{{"A. TENAGA ADMINISTRASI"}, {"No", "Nama", "NIK", "Tanggal Lahir", "L/P", "Honor"}}
	g = append(g, a...)
	g = append(g, nil, []any{"B. TENAGA KEBERSIHAN"}, []any{"No", "NIK", "Nama Lengkap", "Jenis Kelamin", "Tgl. Lahir", "Alamat", "Honor per Bulan"})
	g = append(g, b...)
	maps.Copy(want, wantB)
	expect(t, checked(t, workbook(t, nil, []string{"Sheet1"}, g), options()), want)
}

func TestNoHeaderAtAll(t *testing.T) {
	g, want := people(1, 10, func(i int, w someone) []any {
		return []any{i + 1, w.name, w.nik, w.place, dmy(w.born, "-"), w.sex, "Desa Contoh", w.wage}
	})
	expect(t, checked(t, workbook(t, nil, []string{"Sheet1"}, g), options()), want)
}

func TestWrongHeadersAreOverruledByContent(t *testing.T) {
	// The heads of name and NIK are exchanged, as happens when a column is moved below its head.
	g := grid{{"No", "NIK", "Nama", "Tgl Lahir", "L/P", "Upah"}}
	rows, want := people(2, 9, func(i int, w someone) []any { return []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage} })
	expect(t, checked(t, workbook(t, nil, []string{"Sheet1"}, append(g, rows...)), options()), want)
}

func TestEnglishHeadersAndDecoys(t *testing.T) {
	g := grid{{"Employee ID", "Full Name", "Mother's Name", "Hire Date", "Date of Birth", "Family Card Number", "National ID", "Gender", "Bank Account", "Monthly Salary (IDR)", "Phone"}}
	rows, want := people(2, 9, func(i int, w someone) []any {
		sex := "Male"
		if w.sex == "P" {
			sex = "Female"
		}
		return []any{fmt.Sprintf("E-%03d", i), w.name, worker(i + 5000).name, date(45000 + period.Date(i)), date(w.born), "3311010101199000", w.nik, sex, "1234567890", w.wage, "081234567890"}
	})
	expect(t, checked(t, workbook(t, nil, []string{"Sheet1"}, append(g, rows...)), options()), want)
}

func TestHiddenSheetsRowsAndReferenceSheets(t *testing.T) {
	head := []any{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}
	line := func(i int, w someone) []any { return []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage} }
	rows, want := people(2, 5, line)
	old, _ := people(40, 5, line)
	data := workbook(t, func(f *excelize.File) {
		check(t, f.SetSheetVisible("Lama", false))
		check(t, f.SetRowVisible("Daftar", 4, false))
	}, []string{"Petunjuk", "Daftar", "Lama", "Kode Wilayah"}, grid{{"Isi sesuai KTP"}, {"Contoh", "Budi Santoso", "3311011203859001"}}, append(grid{head}, rows...), append(grid{head}, old...), grid{{"kode", "nama"}, {"3311", "Sukoharjo"}})
	r := checked(t, data, options())
	for i := range r.Rows {
		row := &r.Rows[i]
		if hidden := row.Number == 4; hidden != row.has(HiddenRow) || row.Sheet != "Daftar" {
			t.Errorf("%s row %d: %v", row.Sheet, row.Number, row.Findings)
		}
		row.Status, row.Findings = OK, nil
	}
	expect(t, r, want)
}

func TestWorkersOnEverySheet(t *testing.T) {
	head := []any{"NO", "NAMA", "NIK", "TTL", "L/P", "HONOR"}
	line := func(i int, w someone) []any {
		return []any{i + 1, w.name, w.nik, w.place + ", " + dmy(w.born, "-"), w.sex, w.wage}
	}
	a, want := people(2, 4, line)
	b, wantB := people(50, 4, line)
	g := append(grid{head}, make(grid, 48)...)
	r := checked(t, workbook(t, nil, []string{"Bidang A", "Bidang B"}, append(grid{head}, a...), append(g, b...)), options())
	maps.Copy(want, wantB)
	expect(t, r, want)
}

func TestASheetOfTotalsIsLeftOutOnlyWhereNobodyIsLost(t *testing.T) {
	head := []any{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}
	line := func(i int, w someone) []any { return []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage} }
	few, _ := people(2, 4, line)
	more, _ := people(60, 6, line)
	all := append(append(grid{head}, few...), more...)
	r := checked(t, workbook(t, nil, []string{"Bidang A", "Bidang B", "REKAP"}, append(grid{head}, few...), append(grid{head}, more...), all), options())
	if r.Sheets[2].Used || r.Totals.Rows != 10 {
		t.Error("the totals repeat everybody:", r.Totals)
	}
	r = checked(t, workbook(t, nil, []string{"Bidang A", "REKAP"}, append(grid{head}, few...), all), options())
	if !r.Sheets[1].Used || r.Totals.Rows != 14 {
		t.Error("six workers stand only on the totals:", r.Totals)
	}
}

func TestMonthSheetsOfTheSamePeople(t *testing.T) {
	head := []any{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}
	rows, want := people(2, 5, func(i int, w someone) []any { return []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage} })
	g := append(grid{head}, rows...)
	r := checked(t, workbook(t, nil, []string{"Agustus", "September", "Oktober"}, g, g, g), options())
	expect(t, r, want)
	if !r.Sheets[2].Used || r.Sheets[0].Used {
		t.Error("not the last month")
	}
	o := options()
	o.Month = period.MonthOf(2026, 9)
	if r := checked(t, workbook(t, nil, []string{"Agustus", "September", "Oktober"}, g, g, g), o); !r.Sheets[1].Used || r.Sheets[2].Used {
		t.Error("not the month asked for")
	}
}

func TestVerticallyMergedCellsGoDown(t *testing.T) {
	g := grid{{"No", "Unit Kerja", "Nama", "NIK", "Tgl Lahir", "L/P", "Jabatan", "Honor"}}
	wage := 1_750_000
	rows, want := people(2, 6, func(i int, w someone) []any {
		line := []any{i + 1, nil, w.name, w.nik, date(w.born), w.sex, nil, nil}
		if i%3 == 0 {
			line[1], line[6], line[7] = "UPT", "Juru Pungut", wage
		}
		return line
	})
	for k, w := range want {
		w.wage = wage
		want[k] = w
	}
	data := workbook(t, func(f *excelize.File) {
		for _, c := range "BGH" {
			check(t, f.MergeCell("Sheet1", string(c)+"2", string(c)+"4"))
			check(t, f.MergeCell("Sheet1", string(c)+"5", string(c)+"7"))
		}
	}, []string{"Sheet1"}, append(g, rows...))
	r := checked(t, data, options())
	expect(t, r, want)
	if r.Rows[2].Person.Position != "Juru Pungut" {
		t.Error("position was not carried down")
	}
}

func TestPersonOverTwoLines(t *testing.T) {
	g := grid{{"No", "Nama / Jabatan", "NIK", "Tanggal Lahir", "L/P", "Upah"}}
	want := map[int]someone{}
	for i := range 5 {
		w := worker(i + 900)
		want[2+2*i] = w
		g = append(g, []any{i + 1, w.name, w.nik, date(w.born), w.sex, w.wage}, []any{nil, "Petugas kebersihan jalan"})
	}
	data := workbook(t, func(f *excelize.File) {
		for i := range 5 {
			check(t, f.MergeCell("Sheet1", fmt.Sprintf("C%d", 2+2*i), fmt.Sprintf("C%d", 3+2*i)))
		}
	}, []string{"Sheet1"}, g)
	expect(t, checked(t, data, options()), want)
}

func TestAmericanDatesAreSeenByTheColumn(t *testing.T) {
	g := grid{{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
	rows, want := people(2, 14, func(i int, w someone) []any {
		y, m, d := w.born.Split()
		return []any{i + 1, w.name, w.nik, fmt.Sprintf("%d/%d/%d", int(m), d, y), w.sex, w.wage}
	})
	expect(t, checked(t, workbook(t, nil, []string{"Sheet1"}, append(g, rows...)), options()), want)
}

func TestSemicolonsWindowsLettersAndTitleRows(t *testing.T) {
	var b strings.Builder
	b.WriteString("DAFTAR GURU HONORER;;;;;\r\n\r\nNo;Nama;NIK;Tgl. Lahir;Jenis Kelamin;Honor\r\n")
	want := map[int]someone{}
	for i := range 6 {
		w := worker(i + 70)
		want[4+i] = w
		sex := map[string]string{"L": "Laki-laki", "P": "Perempuan"}[w.sex]
		fmt.Fprintf(&b, "%d;%s;'%s;%s;%s;%s\r\n", i+1, w.name, w.nik, dmy(w.born, "."), sex, rupiah(w.wage))
	}
	b.WriteString("Catatan\xa0: \xe9;;;;;\r\n")
	expect(t, checked(t, []byte(b.String()), options()), want)
}

func TestTabsAndUTF16(t *testing.T) {
	var s strings.Builder
	s.WriteString("NAMA\tNIK\tTANGGAL_LAHIR\tJK\tUPAH\r\n")
	want := map[int]someone{}
	for i := range 5 {
		w := worker(i + 300)
		want[2+i] = w
		s.WriteString(fmt.Sprintf("%s\t%s\t%s\t%s\t%d\r\n", w.name, w.nik, w.born, w.sex, w.wage))
	}
	data := []byte{0xff, 0xfe}
	for _, r := range s.String() {
		data = append(data, byte(r), byte(r>>8))
	}
	expect(t, checked(t, data, options()), want)
}

func TestTablePageNamedXLS(t *testing.T) {
	var s strings.Builder
	s.WriteString("<html><head><style>td{color:red}</style></head><body><table border=1><tr><td colspan=6>LAPORAN PEGAWAI NON ASN</td></tr><tr><th>No</th><th>Nama</th><th>NIK</th><th>Tanggal&nbsp;Lahir</th><th>L/P</th><th>Gaji</th></tr>")
	want := map[int]someone{}
	for i := range 5 {
		w := worker(i + 400)
		want[3+i] = w
		s.WriteString(fmt.Sprintf("<tr><td>%d<td>%s</td><td>&nbsp;%s</td><td>%s</td><td>%s</td><td>%s</td></tr>", i+1, w.name, w.nik, text.Date(lang.ID, w.born), w.sex, rupiah(w.wage)))
	}
	expect(t, checked(t, []byte(s.String()+"</table></body></html>"), options()), want)
}

func TestPastedFromASpreadsheet(t *testing.T) {
	w := worker(3)
	book, err := sheetread.Paste("Nama\tNIK\tTgl Lahir\tL/P\tUpah\n" + w.name + "\t" + w.nik + "\t" + dmy(w.born, "-") + "\t" + w.sex + "\t" + rupiah(w.wage) + "\n")
	check(t, err)
	r, err := Check(context.Background(), book, options())
	check(t, err)
	expect(t, r, map[int]someone{2: w})
}

func TestOpenSIDExport(t *testing.T) {
	head := strings.Split("alamat,dusun,rw,rt,nama,no_kk,nik,sex,tempatlahir,tanggallahir,agama_id,pendidikan_kk_id,pendidikan_sedang_id,pekerjaan_id,status_kawin,kk_level,warganegara_id,ayah_nik,nama_ayah,ibu_nik,nama_ibu,golongan_darah_id,akta_lahir,dokumen_pasport,tanggal_akhir_paspor,dokumen_kitas,akta_perkawinan,tanggalperkawinan,akta_perceraian,tanggalperceraian,cacat_id,cara_kb_id,hamil,ktp_el,status_rekam,alamat_sekarang,status_dasar,suku,tag_id_card,id_asuransi,no_asuransi,lat,lng", ",")
	var s strings.Builder
	s.WriteString(strings.Join(head, ";") + "\n")
	for i := range 5 {
		w := worker(i + 500)
		v := make([]string, len(head))
		sex := map[string]string{"L": "1", "P": "2"}[w.sex]
		for k, h := range head {
			switch h {
			case "nama":
				v[k] = strings.ToUpper(w.name)
			case "nik":
				v[k] = w.nik
			case "no_kk":
				v[k] = "3311010101190001"
			case "sex":
				v[k] = sex
			case "tanggallahir":
				v[k] = w.born.String()
			case "tempatlahir", "alamat", "dusun":
				v[k] = "SUKOHARJO"
			case "ayah_nik", "ibu_nik":
				v[k] = worker(i + 600).nik
			case "nama_ayah", "nama_ibu":
				v[k] = "NAMA " + string(rune('A'+i))
			case "agama_id", "status_kawin", "kk_level", "warganegara_id", "pekerjaan_id", "ktp_el":
				v[k] = "1"
			}
		}
		s.WriteString(strings.Join(v, ";") + "\n")
	}
	r := checked(t, []byte(s.String()), options())
	want := map[int]someone{}
	for i := range 5 {
		w := worker(i + 500)
		w.wage = 0
		want[2+i] = w
	}
	expect(t, r, want)
	if r.Sheets[0].Layout.Known != "opensid" || r.Rows[0].Person.Mother != "NAMA A" {
		t.Errorf("%q %q", r.Sheets[0].Layout.Known, r.Rows[0].Person.Mother)
	}
}

func TestVillageOfficialsWithAllowances(t *testing.T) {
	g := grid{{"DAFTAR PENERIMA SILTAP"}, {"NO", "NAMA", "NIK", "TEMPAT, TANGGAL LAHIR", "L/P", "JABATAN", "SILTAP", "TUNJANGAN", "JUMLAH"}}
	rows, want := people(3, 6, func(i int, w someone) []any {
		return []any{i + 1, w.name, w.nik, w.place + " / " + dmy(w.born, "-"), w.sex, "Kaur Umum", w.wage, 250_000, w.wage + 250_000}
	})
	r := checked(t, workbook(t, nil, []string{"Sheet1"}, append(g, rows...)), options())
	expect(t, r, want)
	if r.Rows[0].Person.Category != "perangkat desa" || r.Rows[0].Person.BirthPlace != "Sukoharjo" {
		t.Errorf("%+v", r.Rows[0].Person)
	}
}

func TestTwoListsSideBySide(t *testing.T) {
	head := []any{"No", "Nama", "NIK", "Tgl Lahir", "L/P", "Honor", nil, "No", "Nama", "NIK", "Tgl Lahir", "L/P", "Honor"}
	g := grid{{"DAFTAR RT DAN RW"}, head}
	for i := range 5 {
		a, b := worker(i+700), worker(i+800)
		line := []any{i + 1, a.name, a.nik, date(a.born), a.sex, a.wage, nil, i + 6, b.name, b.nik, date(b.born), b.sex, b.wage}
		if i == 4 {
			line = line[:6]
		}
		g = append(g, line)
	}
	r := checked(t, workbook(t, nil, []string{"Sheet1"}, append(g, []any{"JUMLAH"})), options())
	if len(r.Rows) != 9 || r.Totals.OK != 9 {
		t.Fatalf("%d rows, %+v, %v", len(r.Rows), r.Totals, r.Sheets[0].Layout.Skipped)
	}
	for i, row := range r.Rows {
		w := worker(i/2 + 700 + 100*(i%2))
		if row.Person.NIK != w.nik || row.Person.Name != w.name {
			t.Errorf("row %d: %+v", i, row.Person)
		}
	}
}

func TestThreeLinesOfHeaderAndPages(t *testing.T) {
	g := grid{
		{"LAMPIRAN KEPUTUSAN BUPATI"},
		{"Nomor", ":", "800/12/2026"},
		{"Nama Unit", ":", "UPT Puskesmas"},
		nil,
		{"NO", "DATA PRIBADI", nil, nil, nil, nil, "DATA PEKERJAAN", nil, nil},
		{nil, "NAMA\nLENGKAP", "NIK", "KELAHIRAN", nil, "JENIS\nKELAMIN\n(L/P)", "JABATAN", "MASA KONTRAK", nil, "HONOR\nPER BULAN"},
		{nil, nil, nil, "TEMPAT", "TANGGAL", nil, nil, "MULAI", "SAMPAI", nil},
		{"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"},
	}
	line := func(i int, w someone) []any {
		return []any{fmt.Sprintf("%d.", i+1), w.name, w.nik, w.place, date(w.born), w.sex, "Perawat", "01/01/2026", "31/12/2026", w.wage}
	}
	a, want := people(9, 6, line)
	g = append(append(g, a...), []any{"Halaman 1 dari 2"}, nil)
	g = append(g, g[4:8]...) // 17 to 20
	b, more := people(21, 5, line)
	maps.Copy(want, more)
	data := workbook(t, func(f *excelize.File) {
		for _, top := range []int{5, 17} {
			for _, m := range []string{"A0:A2", "B0:F0", "G0:I0", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "G1:G2", "H1:I1", "J1:J2"} {
				from, to, _ := strings.Cut(m, ":")
				check(t, f.MergeCell("SK", from[:1]+fmt.Sprint(top+int(from[1]-'0')), to[:1]+fmt.Sprint(top+int(to[1]-'0'))))
			}
		}
	}, []string{"SK"}, append(g, b...))
	r := checked(t, data, options())
	expect(t, r, want)
	if p := r.Rows[0].Person; p.Start != period.DateOf(2026, 1, 1) || p.End != period.DateOf(2026, 12, 31) || p.BirthPlace != "Sukoharjo" || p.Position != "Perawat" {
		t.Errorf("%+v", p)
	}
	if h := r.Sheets[0].Layout.Tables[0].HeaderRow(); h != 7 {
		t.Errorf("header row %d", h)
	}
}

func TestNameOverThreeColumns(t *testing.T) {
	g := grid{{"NO_PEGAWAI", "NAMA_DEPAN", "NAMA_TENGAH", "NAMA_BELAKANG", "NAMA_IBU_KANDUNG", "TEMPAT_LAHIR", "TANGGAL_LAHIR", "NOMOR_IDENTITAS", "JENIS_KELAMIN", "UPAH"}}
	rows, want := people(2, 8, func(i int, w someone) []any {
		n := strings.Fields(w.name)
		return []any{fmt.Sprintf("TK-%03d", i), n[0], n[1], n[2], worker(i + 4000).name, w.place, dmy(w.born, "-"), w.nik, w.sex, w.wage}
	})
	expect(t, checked(t, workbook(t, nil, []string{"data_tk_baru"}, append(g, rows...)), options()), want)
	g = grid{{"First Name", "Last Name", "ID Number", "DOB", "Sex", "Salary"}}
	rows, want = people(2, 8, func(i int, w someone) []any {
		first, last, _ := strings.Cut(w.name, " ")
		return []any{first, last, w.nik, w.born.String(), w.sex, w.wage}
	})
	expect(t, checked(t, workbook(t, nil, []string{"Sheet1"}, append(g, rows...)), options()), want)
}

func TestBirthDateOverThreeColumns(t *testing.T) {
	g := grid{{"No", "Nama", "NIK", "Tanggal Lahir", nil, nil, "L/P", "Honor"}, {nil, nil, nil, "Tgl", "Bln", "Thn", nil, nil}}
	rows, want := people(3, 8, func(i int, w someone) []any {
		y, m, d := w.born.Split()
		return []any{i + 1, w.name, w.nik, d, int(m), y, w.sex, w.wage}
	})
	expect(t, checked(t, workbook(t, nil, []string{"Sheet1"}, append(g, rows...)), options()), want)
}

func TestNameAndNumberInOneCell(t *testing.T) {
	g := grid{{"No", "Nama / NIK", "Tgl Lahir", "L/P", "Honor"}}
	rows, want := people(2, 8, func(i int, w someone) []any {
		return []any{i + 1, w.name + []string{"\n", " / ", " - "}[i%3] + w.nik, date(w.born), w.sex, w.wage}
	})
	expect(t, checked(t, workbook(t, nil, []string{"Sheet1"}, append(g, rows...)), options()), want)
}

func TestNameWithANumberOfTheOfficeBeneath(t *testing.T) {
	g := grid{{"No", "Nama/NIP", "NIK", "Tgl Lahir", "L/P", "Tunjangan", "Gaji"}}
	rows, want := people(2, 6, func(i int, w someone) []any {
		return []any{i + 1, w.name + "\nNIP. 19850312 201001 1 001", w.nik, date(w.born), w.sex, 250000, w.wage}
	})
	expect(t, checked(t, workbook(t, nil, []string{"Sheet1"}, append(g, rows...)), options()), want)
}

func TestNamesAcrossEveryKindOfTitle(t *testing.T) {
	cases := map[string]string{
		"Hj. SITI AMINAH, S.Pd.": "SITI AMINAH", "Drs. H. AHMAD YANI, M.M.": "AHMAD YANI", "dr. Budi": "Budi", "BUDI SANTOSO S.Kom": "BUDI SANTOSO", "  Rina\u00a0 Dewi ": "Rina Dewi",
		"SUHARTO, A.Md": "SUHARTO", "SITI, S. Pd": "SITI", "BUDI UTOMO S. Pd. I": "BUDI UTOMO", "I Made Wirawan": "I Made Wirawan", "RINI, SE., MM": "RINI", "Ny. Tini": "Tini", "R. Suprapto": "R. Suprapto", "Suharto, Ali": "Suharto, Ali", "SE": "SE", "'Wati": "Wati", "ST. NURHALIZA": "ST. NURHALIZA", "BINTI KHOIRIYAH": "BINTI KHOIRIYAH",
	}
	for in, want := range cases {
		g := grid{{"Nama", "NIK", "Tgl Lahir", "L/P", "Upah"}}
		w := worker(1)
		g = append(g, []any{in, w.nik, date(w.born), w.sex, w.wage})
		r := checked(t, workbook(t, nil, []string{"Sheet1"}, g), options())
		if len(r.Rows) != 1 || r.Rows[0].Person.Name != want {
			t.Errorf("%q: %+v, want %q", in, r.Rows, want)
		}
	}
}
