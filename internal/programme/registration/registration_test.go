package registration

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/payung-id/payung/internal/format/sheetread"
	"github.com/payung-id/payung/internal/format/sheetwrite"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

var october = period.MonthOf(2026, 10)

func worker(change func(*Worker)) Worker {
	w := Worker{Person: 1, Unit: 1, Born: period.DateOf(1985, 3, 12), Start: period.DateOf(2026, 1, 2), Wage: 1_500_000_000, Month: october,
		Text: map[Field]string{Name: "Siti Aminah", NIK: "3311015203859001", Sex: "P", Married: "Y", Workplace: "3311", KPJ: "19012345678"}}
	if change != nil {
		change(&w)
	}
	return w
}

// The headers as the portal's templates have them; a change of one must be a decision.
func TestTheTemplatesHaveTheHeadersOfThePortal(t *testing.T) {
	want := map[Kind]string{
		New: "NO_PEGAWAI NAMA_LENGKAP GELAR TELEPON_AREA_RUMAH TELEPON_RUMAH TELEPON_AREA_KANTOR TELEPON_KANTOR TELEPON_EXT_KANTOR HP EMAIL TEMPAT_LAHIR " +
			"TANGGAL_LAHIR NAMA_IBU_KANDUNG JENIS_IDENTITAS NOMOR_IDENTITAS MASA_LAKU_IDENTITAS JENIS_KELAMIN SURAT_MENYURAT_KE TANGGAL_KEPESERTAAN STATUS_KAWIN " +
			"GOLONGAN_DARAH NPWP KODE_NEGARA UPAH ALAMAT KODE_POS LOKASI_PEKERJAAN STATUS_PEGAWAI TGL_AWAL_BEKERJA TGL_AKHIR_KONTRAK",
		Continued: "NOMOR_IDENTITAS_KPJ NO_PEGAWAI NAMA_LENGKAP TGL_LAHIR UPAH LOKASI_PEKERJAAN STATUS_PEGAWAI TGL_AWAL_BEKERJA TGL_AKHIR_KONTRAK",
		Leavers:   "KPJ NAMA_LENGKAP TGL_LAHIR SEBAB_NA TGL_KEJADIAN KETERANGAN",
		Wages:     "NIK NO_PEGAWAI KPJ KODE_TK NAMA_LENGKAP TGL_LAHIR UPAH RAPEL BLTH NPP",
		Correction: "KODE NOMOR_PEGAWAI ID_PEGAWAI KPJ NIK NAMA TGL_LAHIR TEMPAT_LAHIR JENIS_KELAMIN NAMA_IBU_KANDUNG NPWP ALAMAT_LENGKAP_DOMISILI HANDPHONE EMAIL " +
			"LOKASI_PEKERJAAN NAMA_BANK KODE_BANK NOMOR_REKENING NAMA_REKENING",
	}
	for _, k := range Kinds() {
		tpl, ok := Current().Template(k)
		if !ok {
			t.Fatalf("no template %s", k)
		}
		var got []string
		for _, c := range tpl.Columns {
			got = append(got, c.Header)
		}
		if d := cmp.Diff(strings.Fields(want[k]), got); d != "" {
			t.Errorf("%s: (-portal +ours)\n%s", k, d)
		}
	}
}

func TestAFileIsTextFromTheFirstCellToTheLast(t *testing.T) {
	for _, k := range Kinds() {
		tpl, _ := Current().Template(k)
		people := []Worker{worker(nil), worker(func(w *Worker) {
			w.Text[Name], w.End, w.LeftOn, w.BackPay = "=1+1", period.DateOf(2026, 12, 31), period.DateOf(2026, 10, 9), 5_000_000
			w.Text[LeaveCause], w.Text[Phone] = "A1", "081234567890"
		})}
		var out bytes.Buffer
		if err := Write(&out, tpl, Current().With(nil, CodeList{Name: "workplace", Codes: []Code{{"3311", "Sukoharjo"}}}), people); err != nil {
			t.Fatal(err)
		}
		book, err := sheetread.FromBytes(context.Background(), out.Bytes(), tpl.FileName(), sheetread.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		sheet := book.Sheet(string(k))
		if sheet == nil {
			t.Fatalf("%s has no sheet of its name", k)
		}
		rows, err := sheet.All(context.Background())
		if err != nil || len(rows) != 3 {
			t.Fatalf("%s: %d rows, %v", k, len(rows), err)
		}
		for i, c := range tpl.Columns {
			if got := rows[0].Cell(i).Text; got != c.Header {
				t.Errorf("%s column %d is %q, want %q", k, i+1, got, c.Header)
			}
		}
		for _, row := range rows {
			for _, cell := range row.Cells {
				if cell.Kind != sheetread.Text && cell.Kind != sheetread.Empty || cell.Formula {
					t.Errorf("%s row %d column %d is no text: %+v", k, row.Number, cell.Column, cell)
				}
			}
		}
		if i, _, ok := tpl.Column(Born); ok && rows[1].Cell(i).Text != "12-03-1985" {
			t.Errorf("%s: birth date is %q", k, rows[1].Cell(i).Text)
		}
		if i, _, ok := tpl.Column(Wage); ok && rows[1].Cell(i).Text != "1500000" {
			t.Errorf("%s: wage is %q", k, rows[1].Cell(i).Text)
		}
		if i, _, ok := tpl.Column(Month); ok && rows[1].Cell(i).Text != "10/2026" {
			t.Errorf("%s: month is %q", k, rows[1].Cell(i).Text)
		}
	}
}

func TestWhichFileAPersonNeeds(t *testing.T) {
	active := Standing{AnyList: true, Listed: true, Active: true, KPJ: "19012345678", Wage: 1_500_000_000}
	left := func(w *Worker) { w.LeftOn = period.DateOf(2026, 10, 9) }
	for _, c := range []struct {
		name  string
		w     Worker
		s     Standing
		e     Events
		kind  Kind
		goes  bool
		owner Owner
		claim bool
	}{
		{name: "not on the list", w: worker(nil), s: Standing{AnyList: true}, kind: New, goes: true},
		{name: "no list at all", w: worker(nil), owner: OwnerBranch},
		{name: "doubtful match", w: worker(nil), s: Standing{AnyList: true, InReview: true}, owner: OwnerJudge},
		{name: "card from before", w: worker(nil), s: Standing{AnyList: true, Listed: true, KPJ: "19012345678"}, kind: Continued, goes: true},
		{name: "card without number", w: worker(nil), s: Standing{AnyList: true, Elsewhere: true}, kind: Continued, owner: OwnerBranch},
		{name: "nothing changed", w: worker(nil), s: active},
		{name: "wage changed", w: worker(func(w *Worker) { w.Wage = 1_600_000_000 }), s: active, kind: Wages, goes: true},
		{name: "wage differs by less than a rupiah", w: worker(func(w *Worker) { w.Wage = 1_500_000_400 }), s: active},
		{name: "left", w: worker(left), s: active, kind: Leavers, goes: true},
		{name: "left, never registered", w: worker(left), s: Standing{AnyList: true}},
		{name: "contract ended last month", w: worker(func(w *Worker) { w.End = period.DateOf(2026, 9, 30) }), s: active, kind: Leavers, goes: true},
		{name: "contract ends this month", w: worker(func(w *Worker) { w.End = period.DateOf(2026, 10, 31) }), s: active},
		{name: "died and left", w: worker(left), s: active, e: Events{Died: period.DateOf(2026, 10, 9)}, owner: OwnerClaim, claim: true},
		{name: "accident in the month of leaving", w: worker(left), s: active, e: Events{Accident: period.DateOf(2026, 10, 2)}, owner: OwnerClaim, claim: true},
		{name: "accident long ago", w: worker(left), s: active, e: Events{Accident: period.DateOf(2026, 3, 2)}, kind: Leavers, goes: true},
		{name: "not yet begun", w: worker(func(w *Worker) { w.Start = period.DateOf(2026, 11, 1) }), s: Standing{AnyList: true}},
		{name: "accepted after the list was drawn", w: worker(nil), s: Standing{AnyList: true, Accepted: true}},
		{name: "sent and not answered", w: worker(nil), s: Standing{AnyList: true, SentBefore: New}, owner: OwnerBranch},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := Decide(c.w, c.s, c.e, october)
			if n.Kind != c.kind || n.Goes() != c.goes || n.Owner != c.owner || n.Claim != c.claim || n.Reason.Format == "" {
				t.Errorf("got %+v", n)
			}
		})
	}
}

// Safe exit: over random histories nobody who died in the month, or had an accident in the month of leaving, is a leaver.
func TestADeathNeverLeavesAsAPlainExit(t *testing.T) {
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		date := func(name string) period.Date {
			if rapid.Bool().Draw(t, name+" happened") {
				return period.DateOf(2026, 8, 1) + period.Date(rapid.IntRange(0, 120).Draw(t, name))
			}
			return 0
		}
		w := worker(func(w *Worker) { w.LeftOn, w.End = date("left"), date("end") })
		e := Events{Died: date("died"), Accident: date("accident")}
		s := Standing{AnyList: rapid.Bool().Draw(t, "list"), Listed: rapid.Bool().Draw(t, "listed"), Active: rapid.Bool().Draw(t, "active"), KPJ: "19012345678", Wage: NoWage}
		n := Decide(w, s, e, october)
		if n.Kind == Leavers {
			seen["leaver"]++
			if e.Died != 0 && e.Died <= october.Last() {
				t.Fatalf("a dead person leaves: %+v %+v", w, e)
			}
			on := w.LeftOn
			if on == 0 {
				on = w.End
			}
			if e.Accident != 0 && e.Accident.Month() == on.Month() {
				t.Fatalf("somebody leaves in the month of the accident: %+v %+v", w, e)
			}
		} else if n.Claim {
			seen["claim"]++
		}
	})
	if seen["leaver"] == 0 || seen["claim"] == 0 {
		t.Errorf("the histories tried no leaver or no claim: %v", seen)
	}
}

// published are the rules that the insurer published, written down a second time and independently: whatever passes our
// check must pass them.
func published(w map[string]string) string {
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	dated := func(s string) bool {
		var d, m, y int
		n, err := fmt.Sscanf(s, "%02d-%02d-%04d", &d, &m, &y)
		return err == nil && n == 3 && len(s) == 10
	}
	for _, h := range []string{"NAMA_LENGKAP", "NOMOR_IDENTITAS", "TANGGAL_LAHIR", "JENIS_KELAMIN", "STATUS_KAWIN", "STATUS_PEGAWAI", "UPAH", "LOKASI_PEKERJAAN", "TGL_AWAL_BEKERJA"} {
		if strings.TrimSpace(w[h]) == "" {
			return h + " is empty"
		}
	}
	switch {
	case !digits(w["NOMOR_IDENTITAS"]) || len(w["NOMOR_IDENTITAS"]) != 16 || w["NOMOR_IDENTITAS"][0] == '0':
		return "NIK"
	case !dated(w["TANGGAL_LAHIR"]) || !dated(w["TGL_AWAL_BEKERJA"]):
		return "date"
	case w["JENIS_KELAMIN"] != "L" && w["JENIS_KELAMIN"] != "P":
		return "sex"
	case w["STATUS_KAWIN"] != "Y" && w["STATUS_KAWIN"] != "T":
		return "married"
	case !digits(w["UPAH"]) || strings.Trim(w["UPAH"], "0") == "":
		return "wage"
	case len(w["LOKASI_PEKERJAAN"]) > 10:
		return "workplace"
	case w["JENIS_IDENTITAS"] != "KTP" && w["JENIS_IDENTITAS"] != "PASSPORT":
		return "document"
	}
	return ""
}

func TestWhatPassesTheCheckPassesThePublishedRules(t *testing.T) {
	tpl, _ := Current().Template(New)
	passed, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		people := make([]Worker, 100)
		for i := range people {
			people[i] = worker(func(w *Worker) {
				pick := func(f Field, values ...string) { w.Text[f] = rapid.SampledFrom(values).Draw(t, string(f)) }
				w.Text[NIK] = fmt.Sprintf("33110152038%05d", 90000+i)
				if rapid.IntRange(0, 9).Draw(t, "bad nik") == 0 {
					pick(NIK, "", "0311015203859001", "331101520385900", "33110152O3859001", "3311015203859001")
				}
				if rapid.IntRange(0, 3).Draw(t, "spoil") == 0 {
					pick(Sex, "L", "P", "", "W", "laki")
					pick(Married, "Y", "T", "", "K")
					pick(Workplace, "3311", "", "12345678901")
					pick(Contract, "PKWT", "PKWTT", "", "HONOR")
					pick(Name, "Siti", "", "  ", "Baris\ndua")
					w.Wage = rapid.SampledFrom([]money.Milli{NoWage, 0, 400, 1_500_000_000}).Draw(t, "wage")
					w.Born = rapid.SampledFrom([]period.Date{0, period.DateOf(1985, 3, 12), period.DateOf(2030, 1, 1)}).Draw(t, "born")
					w.Start = rapid.SampledFrom([]period.Date{0, period.DateOf(1980, 1, 1), period.DateOf(2026, 1, 2)}).Draw(t, "start")
				}
			})
		}
		for _, l := range Check(tpl, Current(), people, october) {
			if !l.Goes() {
				refused++
				continue
			}
			passed++
			cells := map[string]string{}
			for _, c := range tpl.Columns {
				if c.Field != "" {
					cells[c.Header] = l.Value(c.Field)
				}
			}
			if why := published(cells); why != "" {
				t.Fatalf("passed our check and the published rules refuse it: %s in %v", why, cells)
			}
		}
	})
	if passed < 1000 || refused < 100 {
		t.Errorf("%d passed and %d were refused: the trial says nothing", passed, refused)
	}
}

func TestGoodRowsGoOnAndFilesKeepTheirMostRows(t *testing.T) {
	tpl, _ := Current().Template(New)
	tpl.MostRows = 2
	lines := Check(tpl, Current(), []Worker{
		worker(nil),
		worker(func(w *Worker) { w.Text[NIK] = "" }),
		worker(func(w *Worker) { w.Text[NIK] = "3311015203859002" }),
		worker(nil), // the first once more
		worker(func(w *Worker) { w.Text[NIK] = "3311015203859003" }),
	}, october)
	files := Files(tpl, lines)
	if len(files) != 2 || len(files[0]) != 2 || len(files[1]) != 1 {
		t.Errorf("files of %d", len(files))
	}
	if last := lines[3].Findings[len(lines[3].Findings)-1]; lines[3].Goes() || last.Code != "SIPP_TWICE" {
		t.Errorf("the same person twice: %+v", lines[3].Findings)
	}
}

func opened(t *testing.T, name string, sheets map[string][][]any) *sheetread.Book {
	t.Helper()
	book := sheetwrite.NewBook()
	for _, n := range []string{"Petunjuk Pengisian", string(New), "Lokasi Pekerjaan", "Daftar"} {
		rows, ok := sheets[n]
		if !ok {
			continue
		}
		s, err := book.Sheet(n)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if err := s.Row(r...); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if _, err := book.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	b, err := sheetread.FromBytes(context.Background(), out.Bytes(), name, sheetread.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestADownloadedTemplateTakesThePlaceOfOurs(t *testing.T) {
	ours, _ := Current().Template(New)
	var head []any
	for _, c := range ours.Columns {
		if c.Header != "GELAR" {
			head = append(head, c.Header)
		}
	}
	head = append(head, "BARU_2027")
	up, err := FromBook(context.Background(), opened(t, "data_tk_baru.xlsx", map[string][][]any{
		"Petunjuk Pengisian": {{"Isi semua kolom"}}, string(New): {head}, "Lokasi Pekerjaan": {{"KODE", "LOKASI"}, {"3311", "KAB. SUKOHARJO"}, {"3372", "KOTA SURAKARTA"}},
	}), Current(), period.DateOf(2026, 11, 1))
	if err != nil {
		t.Fatal(err)
	}
	if len(up.Template.Columns) != 30 || up.Template.Columns[29].Field != "" || len(up.Notes) != 2 {
		t.Errorf("read %d columns, notes %v", len(up.Template.Columns), up.Notes)
	}
	if len(up.Lists) != 1 || !up.Lists[0].Has("3372") || len(up.Lists[0].Codes) != 2 {
		t.Errorf("workplaces: %+v", up.Lists)
	}
	book := Current().With(&up.Template, up.Lists...)
	lines := Check(up.Template, book, []Worker{worker(func(w *Worker) { w.Text[Workplace] = "9999" })}, october)
	if lines[0].Goes() {
		t.Error("a workplace outside the downloaded list must be refused")
	}
	if got := Current().Codes("workplace"); len(got.Codes) != 0 {
		t.Error("the built-in list was changed")
	}
}

func TestAnOldOrForeignTemplateIsRefused(t *testing.T) {
	for _, rows := range [][][]any{{{"NAMA_DEPAN", "NAMA_TENGAH", "NAMA_BELAKANG"}}, {nil, {"NO_PEGAWAI"}}, {{"NO_PEGAWAI", "NO_PEGAWAI"}}} {
		if _, err := FromBook(context.Background(), opened(t, "x.xlsx", map[string][][]any{string(New): rows}), Current(), 1); err == nil {
			t.Errorf("%v was taken", rows)
		}
	}
	if _, err := FromBook(context.Background(), opened(t, "x.xlsx", map[string][][]any{"Daftar": {{"NIK"}}}), Current(), 1); err == nil {
		t.Error("a list was taken for a template")
	}
}

func TestTheAnswerIsReadBackByPerson(t *testing.T) {
	got, err := ReadAnswer(context.Background(), opened(t, "tidak-valid.xlsx", map[string][][]any{"Daftar": {
		{"Daftar Tidak Valid"}, {"NO", "NOMOR_IDENTITAS", "NAMA_LENGKAP", "STATUS", "KETERANGAN"},
		{"1", "3311015203859001", "SITI AMINAH", "TIDAK VALID", "NIK sudah terdaftar"}, {"2", "3311015203859002", "BUDI", "VALID", ""}, {"", "", "", "", ""},
	}}), false)
	want := []Answer{{Row: 3, NIK: "3311015203859001", Reason: "NIK sudah terdaftar"}, {Row: 4, NIK: "3311015203859002", Accepted: true}}
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Errorf("%v\n%s", err, d)
	}
}
