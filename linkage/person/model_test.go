package person

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/payung-id/payung/linkage"
)

func TestSpellingsOfOneSoundShareAKey(t *testing.T) {
	for _, same := range []string{
		"SOEHARTO SUHARTO", "DJOKO JOKO", "TJAHJO CAHYO", "KHOIRUL CHOIRUL HOIRUL KHAIRUL", "ZAENAL ZAINAL ZENAL SAINAL", "FATIMAH FATIMA",
		"MUHAMMAD MUHAMAD", "ASTUTIK ASTUTI", "HARTATIK HARTATI", "FATHUR FATHOR", "SYAMSUL SAMSUL", "QOMARIYAH KOMARIYAH", "VERONICA FERONICA", "DZULKIFLI ZULKIFLI",
	} {
		words := strings.Fields(same)
		for _, w := range words[1:] {
			if Sound(w) != Sound(words[0]) {
				t.Errorf("%s is %s, %s is %s", words[0], Sound(words[0]), w, Sound(w))
			}
		}
	}
}

func TestOtherNamesSoundOtherwise(t *testing.T) {
	for _, other := range []string{"SITI SITO", "BUDI BUDIK2", "SUHARTO SUHARTI", "AGUS AGUNG", "WATI WARTI", "HASAN ASAN", "RINA RIMA"} {
		a, b, _ := strings.Cut(other, " ")
		if Sound(a) == Sound(b) {
			t.Errorf("%s and %s both sound %s", a, b, Sound(a))
		}
	}
}

func packed(nik string) (n uint64) {
	for _, c := range nik {
		n = n<<4 | uint64(c-'0')
	}
	return n
}

func TestAWrongDigitIsJudgedByWhereItStands(t *testing.T) {
	const own = "3515012304809321"
	for _, c := range []struct {
		what, other string
		off         bool
		want        uint8
	}{
		{"district", "3515022304809321", false, nikRegion},
		{"exchanged in the region", "3551012304809321", false, nikRegion},
		{"serial: twin or neighbour", "3515012304809322", false, nikSerial},
		{"exchanged in the serial", "3515012304803921", false, nikSerial},
		{"the last digit lost", "3515012304809320", false, nikRounded},
		{"date, and one contradicts its own row", "3515012404809321", true, nikDate},
		{"date, each right for its own row", "3515012404809321", false, nikDifferent},
		{"a man and a woman of one day", "3515016304809321", false, nikDifferent},
		{"two digits, same date", "3515022304809322", false, nikTwo},
		{"two digits, another date", "3515022404809321", false, nikDifferent},
		{"wholly different, one contradicts its row", "7471096512719004", true, nikOther},
		{"wholly different", "7471096512719004", false, nikDifferent},
	} {
		if got := nikLevel(packed(own), packed(c.other), c.off); got != c.want {
			t.Errorf("%s: level %d, want %d", c.what, got, c.want)
		}
		if nikLevel(packed(own), packed(c.other), c.off) != nikLevel(packed(c.other), packed(own), c.off) {
			t.Errorf("%s: the sides differ", c.what)
		}
	}
}

func TestOnlyWholeNumbersAreNIKs(t *testing.T) {
	for written, want := range map[string]string{
		"3515012304809321": "3515012304809321", "'3515.0123.0480.9321": "3515012304809321", "351501230480932": "", "35150123048093211": "",
		"3515012304800000": "", "3,51501E+15": "", "0515012304809321": "", "3515013904809321": "", "3515012313809321": "", "3515016304809321": "3515016304809321", "": "", "-": "",
	} {
		if got := string(cleanNIK([]byte(written))); got != want {
			t.Errorf("%q is read as %q, want %q", written, got, want)
		}
	}
}

func TestSexAndPhoneAreReadAsTheyAreWritten(t *testing.T) {
	for written, want := range map[string]string{"L": "L", "laki-laki": "L", "Pria": "L", "P": "P", "Perempuan": "P", "wanita": "P", "?": "", "": "", "female": "P", "Male": "L"} {
		if got := string(cleanSex([]byte(written))); got != want {
			t.Errorf("sex %q is read as %q, want %q", written, got, want)
		}
	}
	for _, written := range []string{"0812-3456-7890", "+62 812 3456 7890", "6281234567890", "81234567890"} {
		if got := string(cleanPhone([]byte(written))); got != "81234567890" {
			t.Errorf("phone %q is read as %q", written, got)
		}
	}
}

// How names compare, by level, through the engine.
func TestNamesOfOnePersonAgree(t *testing.T) {
	for _, c := range []struct{ a, b, level string }{
		{"SITI AMINAH, S.Pd.I", "Siti Aminah", "exact"},
		{"NUR HAYATI", "NURHAYATI", "reordered"},
		{"AMINAH SITI", "SITI AMINAH", "reordered"},
		{"KHOIRUL ANAM", "CHOIRUL ANAM", "sound"},
		{"BUDI SANTOSO", "BUDI SANTOSOO", "sound"},
		{"BUDI SANTOSO", "BUDI SANTPSO", "similar"},
		{"M. YUSUF", "MUHAMMAD YUSUF", "initials"},
		{"H. HALIMAH", "HOIRIYAH HALIMAH", "initials"},
		{"SITI NUR AMINAH", "NUR AMINAH", "short"},
		{"AMINAH", "SITI AMINAH", "within"},
		{"SITI AMINAH", "SITI LESTARI", "one"},
		{"AGUS", "WAGIMAN", "none"},
		{"I WAYAN SUDIARTA", "WAYAN SUDIARTA", "short"},
	} {
		data, err := linkage.NewData(Model())
		if err != nil {
			t.Fatal(err)
		}
		left, right := data.NewList(), data.NewList()
		const nik, born = "3515012304809321", "1980-04-23"
		for i, l := range []*linkage.List{left, right} {
			if err := l.Add("1", nik, []string{c.a, c.b}[i], born); err != nil {
				t.Fatal(err)
			}
			for n := range 50 {
				if err := l.Add(fmt.Sprint("x", i, n), fmt.Sprintf("35150%d%02d%02d%02d9%03d", 1+i, 1+n%28, 1+n%12, n, n), "ORANG LAIN", fmt.Sprintf("19%02d-%02d-%02d", n, 1+n%12, 1+n%28)); err != nil {
					t.Fatal(err)
				}
			}
		}
		res, err := linkage.Join(context.Background(), left, right, linkage.Options{Threshold: 1e-9})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, l := range res.Links {
			if left.ID(l.Left) != "1" || right.ID(l.Right) != "1" {
				continue
			}
			for _, e := range res.Explain(l) {
				if e.Field == "name" {
					got = e.Level
				}
			}
		}
		if got != c.level {
			t.Errorf("%s and %s: %q, want %q", c.a, c.b, got, c.level)
		}
	}
}

func TestKindsOfNames(t *testing.T) {
	for name, want := range map[string]string{"SUKARNO": "single", "Drs. SUKARNO": "single", "SITI AMINAH": "two", "NI LUH AYU": "balinese", "M. YUSUF": "initials", "": "none", "A B": "initials", "SITI NUR AMINAH": "three"} {
		if got := Kind(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}
