package region

import (
	"regexp"
	"strings"
	"testing"
)

func TestCountsOfTheDecree(t *testing.T) {
	// Kepmendagri 300.2.2-2138/2025.
	table := Standard()
	got := map[Kind]int{}
	for _, p := range table.Children("") {
		got[p.Kind]++
		for _, k := range table.Children(p.Code) {
			got[k.Kind]++
			for _, d := range table.Children(k.Code) {
				got[d.Kind]++
				for _, v := range table.Children(d.Code) {
					got[v.Kind]++
				}
			}
		}
	}
	want := map[Kind]int{Province: 38, Regency: 416, City: 98, District: 7285, Kelurahan: 8496, Desa: 75252, CustomaryDesa: 14}
	for k, n := range want {
		if got[k] != n {
			t.Errorf("kind %d: %d, want %d", k, got[k], n)
		}
	}
}

func TestFind(t *testing.T) {
	table := Standard()
	for _, c := range []struct {
		code, name, full string
		kind             Kind
	}{
		{"33", "Jawa Tengah", "Jawa Tengah", Province},
		{"31", "DKI Jakarta", "DKI Jakarta", Province},
		{"34", "Daerah Istimewa Yogyakarta", "Daerah Istimewa Yogyakarta", Province},
		{"33.11", "Kabupaten Sukoharjo", "Kabupaten Sukoharjo", Regency},
		{"3311", "Kabupaten Sukoharjo", "Kabupaten Sukoharjo", Regency},
		{"35.78", "Kota Surabaya", "Kota Surabaya", City},
		{"33.11.01", "Weru", "Kecamatan Weru", District},
		{"35.29.22", "Ra'as", "Kecamatan Ra'as", District},
	} {
		r, ok := table.Find(c.code)
		if !ok || r.Name != c.name || r.Full() != c.full || r.Kind != c.kind || r.Retired() {
			t.Errorf("%s: %+v %v", c.code, r, ok)
		}
	}
	weru := table.Children("33.11.01")
	if len(weru) != 13 {
		t.Errorf("Weru has %d villages, want 13", len(weru))
	}
	if v, ok := table.Find(weru[0].Code); !ok || v.Kind != Desa || v.Parent() != "33.11.01" || !strings.HasPrefix(v.Full(), "Desa ") {
		t.Errorf("%+v", v)
	}
	for _, code := range []string{"", "3", "99", "33.11.99", "33.11.01.9999", "33.1101.20"} {
		if r, ok := table.Find(code); ok {
			t.Errorf("Find(%q) = %+v", code, r)
		}
	}
	if r, _ := table.Find("35.78"); r.Short() != "Surabaya" {
		t.Error(r.Short())
	}
}

func TestRetiredCodesLiveOn(t *testing.T) {
	table := Standard()
	if n := len(table.Retired()); n != 36 {
		t.Errorf("%d retired codes, want the 26 of Papua and 10 gaps", n)
	}
	for _, r := range table.Retired() {
		now, ok := table.Current(r.Code)
		if !ok || now.Retired() || r.Decree == "" {
			t.Errorf("%s has no successor in force: %+v", r.Code, now)
		}
		if r.Confidence == "H" && now.Name != r.Name {
			t.Errorf("%s: %q became %q", r.Code, r.Name, now.Name)
		}
	}
	if r, _ := table.Current("91.01"); r.Code != "93.01" || r.Name != "Kabupaten Merauke" {
		t.Errorf("91.01 is %+v", r)
	}
	for _, c := range table.Children("91") {
		if c.Code == "91.01" {
			t.Error("a retired code is a child")
		}
	}
}

func TestWhatANIKMayBeginWith(t *testing.T) {
	table := Standard()
	for six, want := range map[string]bool{"331101": true, "910105": true, "640401": true, "331199": false, "990101": false, "3311": false, "": false} {
		if table.KnownDistrict(six) != want {
			t.Errorf("KnownDistrict(%q) = %v", six, !want)
		}
	}
	for four, want := range map[string]bool{"3311": true, "9101": true, "3399": false, "33": false, "331101": false} {
		if table.KnownRegency(four) != want {
			t.Errorf("KnownRegency(%q) = %v", four, !want)
		}
	}
}

func TestNamesAndCodesAreClean(t *testing.T) {
	code := regexp.MustCompile(`^\d\d(\.\d\d(\.\d\d(\.[123]\d{3})?)?)?$`)
	name := regexp.MustCompile(`^[\p{Lu}0-9'][\p{L}0-9 '().,/-]*$`)
	table := Standard()
	for _, l := range []*level{table.upper, table.village()} {
		for _, r := range l.rows {
			if !code.MatchString(r.Code) || !name.MatchString(r.Name) || strings.Contains(r.Name, "  ") {
				t.Errorf("%q %q", r.Code, r.Name)
			}
			if r.Retired() {
				continue
			}
			if _, ok := table.Find(r.Parent()); !ok && r.Kind != Province {
				t.Errorf("%s has no parent", r.Code)
			}
		}
	}
	for in, want := range map[string]string{"3311": "33.11", "33.11.01": "33.11.01", "3311012001": "33.11.01.2001"} {
		if got, ok := Dotted(in); !ok || got != want {
			t.Errorf("Dotted(%q) = %q", in, got)
		}
	}
	if _, ok := Dotted("33.1a"); ok {
		t.Error("a letter was taken")
	}
}

func BenchmarkVillagesRead(b *testing.B) {
	for b.Loop() {
		newLevel().read(villagesFile)
	}
}
