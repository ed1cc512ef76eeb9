package web

import (
	"encoding/json"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/law/ask"
)

// lawPageOf asks a page without being signed in.
func lawPageOf(t *testing.T, s *Server, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	return w
}

func lawServer(t *testing.T) *Server {
	t.Helper()
	return New(newWorld(t).app, slog.New(slog.DiscardHandler), []view.SampleAccount{{Name: "x"}})
}

var (
	bigAmount = regexp.MustCompile(`(?s)class="calc-big">\s*<strong>\s*<span[^>]*>([^<]*)</span>`)
	asked     = regexp.MustCompile(`(?s)class="calc-question"[^>]*>(.*?)</pre>`)
	shareLink = regexp.MustCompile(`data-copy="([^"]*)"`)
)

// filled are calculators as people fill them in, with the path in the API's answer that the page must show large.
var filled = []struct{ query, path string }{
	{"jenis=pu", "totals.all"},
	{"jenis=pu&upah=2.500.000&bulan=2026-09", "totals.all"},
	{"jenis=pu&upah=Rp+2%2C5+juta&bulan=2026-09&program=JKK&program=JKM&program=JHT", "totals.all"},
	{"jenis=pu&upah=100.000&per=hari&bulan=2026-09", "totals.all"},
	{"jenis=pu&pemberi=swasta&upah=12.000.000&kelas=3&bulan=2026-03", "totals.all"},
	{"jenis=pu&pemberi=swasta&upah=3.000.000&usaha=pertambangan+batu+bara&bulan=2026-03", "totals.all"},
	{"jenis=pu&pemberi=swasta&upah=3.000.000&kelas=2&bulan=2025-03&padat_karya=ya&karyawan=80", "totals.all"},
	{"jenis=bpu", "totals.all"},
	{"jenis=bpu&penghasilan=1.000.000&pembayar=apbd&bulan=2026-06", "totals.all"},
	{"jenis=bpu&penghasilan=3.000.000&pembayar=self&sektor=transport&bulan=2026-06&program=JKK&program=JKM&program=JHT", "totals.all"},
	{"jenis=jakon", "totals.all"},
	{"jenis=jakon&nilai=1.110.000.000&dasar=ppn&ppn=11&bulan=2026-06", "totals.all"},
	{"jenis=jakon&nilai=45.000.000&dasar=upah&bulan=2026-06", "totals.all"},
	{"jenis=jakon&nilai=500.000.000&bulan=2020-10&termin=first", "totals.all"},
	{"jenis=pmi", "totals.all"},
	{"jenis=pmi&lama=13&jalur=individual&bulan=2026-06", "totals.all"},
	{"jenis=manfaat", "totals.all"},
	{"jenis=manfaat&tanggal=2026-05-02&peristiwa=accident_death&upah=2.000.000&anak1=SD-4&anak2=belum_sekolah", "totals.all"},
	{"jenis=manfaat&tanggal=2026-05-02&peristiwa=accident_death&upah=2.000.000&upah_nyata=3.000.000", "totals.all"},
	{"jenis=manfaat&tanggal=2026-05-02&peristiwa=death&segmen=BPU&anggota=2", "totals.all"},
	{"jenis=manfaat&tanggal=2026-05-02&peristiwa=death&terdaftar=tidak", "totals.all"},
	{"jenis=manfaat&tanggal=2026-05-02&peristiwa=temporary_disability&upah=2.000.000&lama=14", "totals.all"},
	{"jenis=manfaat&tanggal=2026-05-02&peristiwa=partial_disability&upah=2.000.000&tabel=37,5", "totals.all"},
	{"jenis=manfaat&tanggal=2026-05-02&peristiwa=total_disability&upah=2.000.000", "totals.all"},
	{"jenis=manfaat&tanggal=2026-05-02&peristiwa=job_loss&upah=6.000.000&anggota=24", "totals.all"},
	{"jenis=denda", "penalty"},
	{"jenis=denda&pemberi=swasta&bulan=2026-01&jumlah=2.000.000&dibayar=2026-05-20", "penalty"},
	{"jenis=denda&segmen=BPU&bulan=2026-01&jumlah=2.000.000&dibayar=2026-05-20", "penalty"},
}

// The page and the API must never differ: the question that the page offers to other programs is asked, and its answer is
// what the page shows.
func TestTheCalculatorShowsWhatTheLawAnswers(t *testing.T) {
	s, law := lawServer(t), ask.New(law.Shipped())
	for _, f := range filled {
		page := lawPageOf(t, s, "/hitung?"+f.query)
		body := page.Body.String()
		shown, question := bigAmount.FindStringSubmatch(body), asked.FindStringSubmatch(body)
		if page.Code != http.StatusOK || shown == nil || question == nil {
			t.Errorf("%s: %d, no result\n%s", f.query, page.Code, regexp.MustCompile(`(?s)class="errors".*?</ul>`).FindString(body))
			continue
		}
		out, ok := law.Answer(nil, []byte(html.UnescapeString(question[1])))
		var answer map[string]any
		if err := json.Unmarshal(out, &answer); err != nil || !ok {
			t.Errorf("%s: the question %s is refused: %s", f.query, question[1], out)
			continue
		}
		var v any = answer
		for key := range strings.SplitSeq(f.path, ".") {
			v = v.(map[string]any)[key]
		}
		want := int64(v.(float64)) - scholarships(answer) // said beside the sum: they are paid by the year, and may end early
		if digits(shown[1]) != fmt.Sprint(want) {
			t.Errorf("%s: the page shows %s, the law says %d", f.query, shown[1], want)
		}
	}
}

func scholarships(answer map[string]any) (sum int64) {
	items, _ := answer["items"].([]any)
	for _, x := range items {
		if item := x.(map[string]any); item["name"] == "scholarship" {
			sum += int64(item["amount"].(float64))
		}
	}
	return sum
}

func digits(s string) string { return regexp.MustCompile(`[^0-9]`).ReplaceAllString(s, "") }

// What a result's own link opens is the same result.
func TestALinkReproducesTheResult(t *testing.T) {
	s := lawServer(t)
	for _, f := range filled {
		first := lawPageOf(t, s, "/hitung?"+f.query).Body.String()
		link := shareLink.FindStringSubmatch(first)
		if link == nil {
			t.Errorf("%s: no link", f.query)
			continue
		}
		second := lawPageOf(t, s, html.UnescapeString(link[1])).Body.String()
		if a, b := bigAmount.FindString(first), bigAmount.FindString(second); a == "" || a != b {
			t.Errorf("%s: %q behind the link %s, %q before", f.query, b, link[1], a)
		}
		if strings.Contains(second, `class="tag info"`) {
			t.Errorf("%s: the link opens an example", f.query)
		}
	}
}

func TestEveryLineSaysWhyAndWhence(t *testing.T) {
	s := lawServer(t)
	for _, f := range filled {
		body := lawPageOf(t, s, "/hitung?"+f.query).Body.String()
		lines, whys := strings.Count(body, `class="law-line"`), strings.Count(body, `<details class="why">`)
		if lines == 0 || lines != whys || strings.Contains(body, "<p></p>") {
			t.Errorf("%s: %d lines, %d explanations", f.query, lines, whys)
		}
	}
}

func TestTheCalculatorRefusesAtTheField(t *testing.T) {
	s := lawServer(t)
	for query, field := range map[string]string{
		"jenis=pu&upah=":                              "upah",
		"jenis=pu&upah=abc":                           "upah",
		"jenis=pu&upah=1.500.00":                      "upah",
		"jenis=pu&upah=19.00000":                      "upah",
		"jenis=pu&upah=1,900":                         "upah",
		"jenis=pu&upah=1.9":                           "upah",
		"jenis=pu&upah=0":                             "upah",
		"jenis=pu&upah=2.000.000&program=":            "program",
		"jenis=pu&upah=-5":                            "upah",
		"jenis=pu&upah=9999999999999999999":           "upah",
		"jenis=pu&upah=1000000&bulan=2014-01":         "bulan",
		"jenis=pu&upah=1000000&bulan=besok":           "bulan",
		"jenis=pu&upah=1000000&orang=0":               "orang",
		"jenis=pu&upah=1000000&pemberi=swasta&kelas=": "kelas",
		"jenis=bpu&penghasilan=x":                     "penghasilan",
		"jenis=jakon&nilai=0":                         "nilai",
		"jenis=jakon&nilai=100&dasar=ppn&ppn=x":       "ppn",
		"jenis=pmi&lama=999":                          "lama",
		"jenis=manfaat&tanggal=1999-01-01":            "tanggal",
		"jenis=manfaat&tanggal=2026-02-30":            "tanggal",
		"jenis=manfaat&tanggal=2026-05-01&peristiwa=partial_disability&upah=1000000&tabel=101": "tabel",
		"jenis=denda&bulan=2026-09&jumlah=abc":                                                 "jumlah",
		"jenis=denda&bulan=2026-09&jumlah=1&dibayar=kemarin":                                   "dibayar",
	} {
		page := lawPageOf(t, s, "/hitung?"+query)
		if body := page.Body.String(); page.Code != http.StatusUnprocessableEntity || !strings.Contains(body, `href="#f-`+field+`"`) || bigAmount.MatchString(body) {
			t.Errorf("%s: %d, not at %s: %s", query, page.Code, field, regexp.MustCompile(`(?s)class="errors".*?</ul>`).FindString(body))
		}
	}
}

// A class that nobody stated is asked for, never guessed.
func TestAnUnsureBusinessIsOfferedNotGuessed(t *testing.T) {
	page := lawPageOf(t, lawServer(t), "/hitung?jenis=pu&pemberi=swasta&upah=3.000.000&usaha=jasa&bulan=2026-03")
	if body := page.Body.String(); bigAmount.MatchString(body) || page.Code != http.StatusOK {
		t.Errorf("%d: a class was guessed", page.Code)
	}
}

func TestWhatIsNotCheckedIsSaidLoudly(t *testing.T) {
	s := lawServer(t)
	through, err := law.Shipped().VerifiedThrough(s.today().Month())
	if err != nil {
		t.Fatal(err)
	}
	warns := func(query string) bool {
		return strings.Contains(lawPageOf(t, s, "/hitung?"+query).Body.String(), "terakhir diperiksa")
	}
	before, after := through.Through.Month(), through.Through.Month().Add(2)
	if warns("jenis=pu&upah=1000000&bulan=" + before.String()) {
		t.Errorf("%s is warned of, though checked through %s", before, through.Through)
	}
	if !warns("jenis=pu&upah=1000000&bulan=" + after.String()) {
		t.Errorf("%s is not warned of, though checked only through %s", after, through.Through)
	}
}

func TestTheCalculatorSpeaksEnglish(t *testing.T) {
	s := lawServer(t)
	for _, f := range filled {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/hitung?"+f.query, nil)
		r.AddCookie(&http.Cookie{Name: languageCookie, Value: string(lang.EN)})
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		body := w.Body.String()
		for _, word := range []string{"Rincian", "Mengapa", ">ditanggung", "sebulan", "Iuran", "rupiah terdekat", "Jatuh tempo"} {
			if strings.Contains(body, word) {
				t.Errorf("%s in English says %q", f.query, word)
			}
		}
	}
}

// What a page says in words, where a number alone would mislead.
func TestTheCalculatorSaysWhatTheSumHoldsAndWhatNot(t *testing.T) {
	s := lawServer(t)
	for _, x := range []struct{ query, has, not string }{
		{"jenis=manfaat&tanggal=2026-05-02&peristiwa=death&anak1=SD-6&anak2=belum_sekolah", "beasiswa paling banyak Rp", "Beasiswa Rp 0"},
		{"jenis=manfaat&tanggal=2026-05-02&peristiwa=death&anak1=SD-6&anggota=12", "Beasiswa Rp 0: masa iur 12 bulan, kurang dari 36 bulan.", "paling banyak"},
		{"jenis=pu&upah=1.500.00", "Maksud Anda 1.500.000?", "calc-big"},
		{"jenis=pu&upah=19.00000", "Maksud Anda 1.900.000?", "calc-big"},
		{"jenis=pu&upah=1.9", "Maksud Anda 1.900.000?", "calc-big"},
		{"jenis=pu&upah=1,900", "Maksud Anda 1.900.000?", "calc-big"},
		{"jenis=pu&upah=75.000&upah_benar=75000", "calc-big", "Maksud Anda"},
		{"jenis=pu&upah=2.500.000&bulan=2026-03&orang=25", "Untuk 25 orang", "Untuk satu"},
		{"jenis=pu&pemberi=swasta&upah=2.500.000&bulan=2026-03&kelas=1", "Rp\u00a03.500", "Rp\u00a09.000"},
		{"jenis=pu&pemberi=swasta&upah=2.500.000&bulan=2026-03&kelas=1&usaha=pertambangan+batu+bara", "berbeda dari kelas 5", "zzz"},
		{"jenis=denda&pemberi=swasta&bulan=2026-01&jumlah=&dibayar=2026-05-20", "terlambat 4 bulan, denda 2% sebulan, seluruhnya 8%", "zzz"},
		{"jenis=pu&upah=2.500.000&bulan=2026-03", "jenis=manfaat&upah=2.500.000", "zzz"},
	} {
		body := html.UnescapeString(lawPageOf(t, s, "/hitung?"+x.query).Body.String())
		if !strings.Contains(body, x.has) || strings.Contains(body, x.not) {
			t.Errorf("%s: %q %v, %q %v", x.query, x.has, strings.Contains(body, x.has), x.not, strings.Contains(body, x.not))
		}
	}
}
