package view

// Section is a place of the navigation.
type Section string

// The sections.
const (
	SecHome       Section = "/"
	SecWorkers    Section = "/pekerja"
	SecImports    Section = "/impor"
	SecUnits      Section = "/instansi"
	SecScoreboard Section = "/papan"
	SecSilent     Section = "/belum-menjawab"
	SecReview     Section = "/padan"
	SecWaiting    Section = "/antrean"
	SecFiles      Section = "/berkas"
	SecBudget     Section = "/anggaran"
	SecPayments   Section = "/bayar"
	SecDeclared   Section = "/angka-lapor"
	SecUsers      Section = "/pengguna"
	SecStart      Section = "/langkah"
	SecSettings   Section = "/pengaturan"
	SecJobs       Section = "/pekerjaan"
	SecCalculator Section = "/hitung"
	SecRules      Section = "/aturan"
	SecTrial      Section = "/uji-aturan"
	SecApprovals  Section = "/persetujuan"
	SecTrail      Section = "/jejak"
	SecHelp       Section = "/bantuan"
)

// title is the word of a section in the navigation.
func (p Page) sectionTitle(s Section) string {
	switch s {
	case SecHome:
		return p.T("Beranda")
	case SecWorkers:
		return p.T("Pekerja")
	case SecImports:
		return p.T("Impor")
	case SecUnits:
		return p.T("Instansi")
	case SecScoreboard:
		return p.T("Papan cakupan")
	case SecSilent:
		return p.T("Belum menjawab")
	case SecReview:
		return p.T("Pemadanan")
	case SecWaiting:
		return p.T("Antrean baris")
	case SecFiles:
		return p.T("Ruang berkas")
	case SecBudget:
		return p.T("Anggaran")
	case SecPayments:
		return p.T("Pembayaran")
	case SecDeclared:
		return p.T("Angka lapor")
	case SecUsers:
		return p.T("Pengguna")
	case SecStart:
		return p.T("Langkah awal")
	case SecSettings:
		return p.T("Pengaturan")
	case SecApprovals:
		return p.T("Persetujuan")
	case SecTrail:
		return p.T("Jejak audit")
	case SecJobs:
		return p.T("Tugas berjalan")
	case SecCalculator:
		return p.T("Hitung")
	case SecRules:
		return p.T("Aturan")
	case SecTrial:
		return p.T("Uji aturan")
	default:
		return p.T("Bantuan")
	}
}

// reach is how many sections fit beside the mark on an office screen.
const reach = 5

// near are the sections in the band; the current one is always among them, so that the reader sees where they are.
func (p Page) near() []Section {
	if len(p.Sections) <= reach+1 {
		return p.Sections
	}
	out := append([]Section(nil), p.Sections[:reach]...)
	for _, s := range p.Sections[reach:] {
		if s == p.Section {
			out[reach-1] = s
		}
	}
	return out
}

// far are the sections behind "Lainnya".
func (p Page) far() []Section {
	shown := map[Section]bool{}
	for _, s := range p.near() {
		shown[s] = true
	}
	var out []Section
	for _, s := range p.Sections {
		if !shown[s] {
			out = append(out, s)
		}
	}
	return out
}
