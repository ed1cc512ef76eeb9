package value

import "strings"

// The categories of workers who are not civil servants, by the names that files and screens use.
const (
	Honorer       = "honorer"
	Teacher       = "guru"
	SchoolStaff   = "tenaga kependidikan"
	VillageHead   = "kepala desa"
	VillageStaff  = "perangkat desa"
	VillageBoard  = "bpd"
	Neighbourhood = "rt/rw"
	Outsourced    = "outsourced"
	ElectionStaff = "petugas pemilu"
	PartTimePPPK  = "pppk paruh waktu"
	Vulnerable    = "pekerja rentan"
	OtherWorker   = "lain"
)

// Categories returns every category in the order of the screens.
func Categories() []string {
	return []string{Honorer, Teacher, SchoolStaff, VillageHead, VillageStaff, VillageBoard, Neighbourhood, Outsourced, ElectionStaff, PartTimePPPK, Vulnerable, OtherWorker}
}

// categoryWords are tried in this order: the narrower meaning first.
var categoryWords = []struct{ category, words string }{
	{PartTimePPPK, "pppk paruh waktu|p3k paruh waktu|paruh waktu|part time"},
	{VillageHead, "kepala desa|kades|lurah desa|petinggi|keuchik|wali nagari|peratin|pambakal|kuwu"},
	{VillageBoard, "badan permusyawaratan|bpd|bamuskal|tuha peut|bamus nagari"},
	{Neighbourhood, "rukun tetangga|rukun warga|ketua rt|ketua rw|rt/rw|rt rw|rtrw|lpm|lpmd|lpmk|linmas desa|kepala lingkungan|kaling|kelian"},
	{VillageStaff, "perangkat desa|perangkat|sekdes|sekretaris desa|kaur|kasi |kepala dusun|kadus|bayan|kasun|jogoboyo|modin|staf desa|kepala urusan|kepala seksi"},
	{ElectionStaff, "pemilu|pilkada|kpps|pps|ppk pemilu|panwas|pantarlih|bawaslu|pkd"},
	{SchoolStaff, "tenaga kependidikan|tendik|tata usaha sekolah|operator sekolah|penjaga sekolah|pustakawan sekolah|ptt sekolah"},
	{Teacher, "guru|gtt|pendidik|ustadz|tutor|paud"},
	{Outsourced, "outsourc|alih daya|outsoursing|cleaning service|pihak ketiga|pjlp|satpam|security"},
	{Vulnerable, "rentan|bpu|bukan penerima upah|petani|nelayan|buruh tani|marbot|kader|ojek|pedagang|miskin"},
	{Honorer, "honor|thl|tenaga harian|phl|ptt|tkk|tks|kontrak|non asn|non-asn|nonasn|non pns|sukarela|pegawai tidak tetap|harian lepas|pramubakti|ppnpn|tenaga lepas|naban|tekon|tkd|thk"},
	{OtherWorker, "lain|lainnya"},
}

// ReadCategory reads the category of a worker; false where the words are not known.
func ReadCategory(text string) (category string, state State) {
	s := fold(text)
	if IsNothing(s) {
		return "", Missing
	}
	padded := " " + strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '_' || r == '.' || r == ',' || r == '(' || r == ')' }), " ") + " "
	for _, c := range categoryWords {
		if s == c.category {
			return c.category, Read
		}
	}
	for _, c := range categoryWords {
		for w := range strings.SplitSeq(c.words, "|") {
			if strings.Contains(padded, " "+w) {
				return c.category, Read
			}
		}
	}
	return "", Unreadable
}
