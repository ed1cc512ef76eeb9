package person

import "testing"

func TestWrittenAlikeAreOneName(t *testing.T) {
	for _, pair := range [][2]string{
		{"SITI AMINAH, S.Pd.I", "Siti Aminah"},
		{"Drs. H. Moh. Yusuf", "MUHAMMAD YUSUF"},
		{"Mochammad Yusuf S.E.", "Muh. Yusuf"},
		{"Nur Hayati", "NURHAYATI"},
		{"St. Aminah", "SITI AMINAH"},
		{"Ali bin Sumar", "ALI"},
		{"Hj. Sukarni A.Md.Keb.", "sukarni"},
		{"ABD. RAHMAN", "Abdul Rahman"},
		{"Noor  Aini", "NUR AINI"},
		{"José", "Jose"},
	} {
		if a, b := Canonical(pair[0]), Canonical(pair[1]); a != b {
			t.Errorf("%q is %s, %q is %s", pair[0], a, pair[1], b)
		}
	}
}

func TestDifferentNamesStayDifferent(t *testing.T) {
	for _, pair := range [][2]string{{"Binti Khoiriyah", "Khoiriyah"}, {"M. Yusuf", "Muhammad Yusuf"}, {"Ahmad", "Muhammad"}, {"SE", ""}, {"Ali Bin", "Binti"}} {
		if Canonical(pair[0]) == Canonical(pair[1]) {
			t.Errorf("%q and %q are both %s", pair[0], pair[1], Canonical(pair[0]))
		}
	}
}
