package layout

import (
	"regexp"
	"slices"
	"strings"
)

// titlePair is a head that names its people by two titles, such as "Nama Bapak/Ibu" and "Nama Ustadz/Ustadzah": it is no
// mother and no father.
var titlePair = regexp.MustCompile(`(?i)^\s*(nama\s+)?(bapak|bpk|ibu|ustadz|ustad|ustaz|ustadzah|ustazah|imam|marbot|kiai|kyai|nyai|modin|khatib|khotib|muadzin|hafidz|hafidzah)\b(\s*/\s*(bapak|bpk|ibu|ustadz|ustad|ustaz|ustadzah|ustazah|imam|marbot|kiai|kyai|nyai|modin|khatib|khotib|muadzin|hafidz|hafidzah)\b)+`)

// markedSpouse is the one of a couple who is on the list: "Nama Istri (Kader)".
var markedSpouse = regexp.MustCompile(`(?i)^\s*nama\s+(suami|istri|isteri)\s*\(\s*(kader|peserta|pekerja|petugas|anggota|guru|penerima)\s*\)`)

// personHead writes a head that says a person's name in a roundabout way as plain "Nama".
func personHead(text string) string {
	text = markedSpouse.ReplaceAllString(text, "Nama ${2}")
	return titlePair.ReplaceAllString(text, "Nama")
}

// placeHeads are the words after "Nama" that speak of a place, a group or a house and not of a person.
var placeHeads = strings.Fields("tpq tpa tpp madin madrasah masjid mushola musholla mushalla langgar gereja sekolah lembaga yayasan pondok ponpes pesantren paud posko poskamling posyandu pos lksa panti kapal cabor klub kelompok instansi usaha toko bank jalan kpm rt rw pkk pasar makam dusun desa dukuh kelurahan lokasi wilayah skpd opd dinas unit organisasi kegiatan program")

// titleHeads are the words after "Nama" that speak of people.
var titleHeads = strings.Fields("lengkap terang pegawai ustadz ustadzah ustad guru imam marbot kiai kyai nyai modin pengasuh pengajar penyuluh pendamping pelatih relawan kader ketua penerima petugas anggota juru pekerja dai bunda nelayan")

// housePrefix begins the names of houses and groups, and of no people.
var housePrefix = regexp.MustCompile(`(?i)^(tpq|tpa|mi|mts|sd|sdn|smp|masjid|mushol+a|mushal+a|pondok|ponpes|pp|paud|tk|kb|ra|lksa|posko|kapal|km|kelompok|desa|dusun|rt|rw|pos|posyandu|panti|yayasan|toko|madin|gereja|klub)[\s.]`)

// personName gives the name the column whose cells look like people, where several columns are headed "Nama …" and the
// one that the words chose holds places or groups.
func (r *recogniser) personName(b block, columns []assignment, profiles map[int]*profile) []assignment {
	nama := r.set.Index("nama")
	chosen := -1
	best, bestScore := -1, 0.0
	for _, a := range columns {
		if a.field == nama {
			chosen = a.column
			best, bestScore = a.column, r.nameScore(b.candidates[a.column], profiles[a.column], nama)+0.05
		}
	}
	if chosen < 0 {
		return columns
	}
	for _, column := range sortedColumns(profiles) {
		if column == chosen || slices.ContainsFunc(columns, func(a assignment) bool { return a.column == column && !r.set.Fields[a.field].Decoy }) {
			continue
		}
		if p := profiles[column]; p.name*2 < p.n {
			continue
		}
		if score := r.nameScore(b.candidates[column], profiles[column], nama); score > bestScore && score >= goodEnough {
			best, bestScore = column, score
		}
	}
	if best == chosen {
		return columns
	}
	columns = slices.DeleteFunc(columns, func(a assignment) bool { return a.field == nama || a.column == best })
	return append(columns, assignment{field: nama, column: best, sim: min(1, bestScore), total: min(1, bestScore)})
}

// nameScore says how well a column holds the names of people, by its head and by its cells.
func (r *recogniser) nameScore(texts []string, p *profile, nama int) float64 {
	score := 0.0
	for _, text := range texts {
		for _, m := range r.match(text) {
			if m.field == nama {
				score = max(score, m.sim+nameWords(text))
			}
		}
	}
	if p == nil || p.n == 0 {
		return score
	}
	distinct := len(p.distinct)
	switch {
	case p.houses*3 >= p.n:
		score -= 0.5
	case distinct == 1 && p.n >= 4:
		score -= 0.5
	case distinct*2 <= p.n && p.n >= 6:
		score -= 0.2
	}
	return score
}

// nameWords weighs the word after "Nama".
func nameWords(text string) float64 {
	tokens := tokenize(personHead(text))
	switch {
	case len(tokens) < 2 || tokens[0] != "nama":
		return 0
	case slices.Contains(placeHeads, tokens[1]):
		return -0.4
	case slices.Contains(titleHeads, tokens[1]):
		return 0.1
	}
	return 0
}
