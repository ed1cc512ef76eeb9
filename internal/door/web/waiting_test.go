package web

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/payung-id/payung/internal/trust/access"
)

const twoLists = "NIK;Nama;Tanggal Lahir;L/P;Upah\n3311015503809001;Siti Aminah;15/03/1980;P;2500000\n3311011504809002;Budi Santoso;15/04/1980;L;0\n331101150580900;Eko Kurang;15/05/1980;L;2500000\n"

func TestARowThatWarnsIsCorrectedOnThePage(t *testing.T) {
	road(t, func(t *testing.T, o *roadOffice) {
		v := o.visit("bendahara")
		path, _ := v.arrive(v.upload(map[string]string{"jenis": "roster", "bulan": "2026-10", "kunci": "w", "aksi": "periksa"}, "daftar.csv", []byte(twoLists)))
		at := strings.TrimSuffix(path, "/susunan")
		v.keepLayout(strings.TrimPrefix(at, "/impor/"))
		v.want(v.get(at+"/periksa"), 200, "Upah nol")
		fix := url.Values{"lembar": {"csv"}, "baris": {"3"}, "kolom": {"upah"}, "huruf": {"E"}, "kode": {"WAGE_ZERO"}, "aksi": {"simpan"}, "nilai": {"2.600.000"}}
		_, page := v.arrive(v.post(at+"/periksa", fix))
		v.want(page, 200, "Isian diubah")
		if strings.Contains(page.body, "Upah nol") {
			t.Error("the corrected wage is still found fault with")
		}
		fix.Set("kolom", "tanggal_lahir")
		fix.Set("nilai", "31-02-1980")
		v.want(v.post(at+"/periksa", fix), 422, "Isian ini membuat barisnya ditahan")

		// Another layout keeps the correction, and says so.
		form := url.Values{"aksi": {"pakai"}, "baris_judul": {"1"}, "kolom.A": {"nik"}, "kolom.B": {"nama"}, "kolom.C": {"tanggal_lahir"}, "kolom.E": {"upah"}}
		_, page = v.arrive(v.post(at+"/susunan", form))
		v.want(page, 200, "1 perbaikan yang sudah Anda buat tetap berlaku")
	})
}

func TestAWaitingRowIsHandedOver(t *testing.T) {
	road(t, func(t *testing.T, o *roadOffice) {
		o.account("rekan", access.Treasurer, "3311-V002")
		v := o.visit("bendahara")
		path, _ := v.arrive(v.upload(map[string]string{"jenis": "roster", "bulan": "2026-10", "kunci": "w", "aksi": "periksa"}, "daftar.csv", []byte(twoLists)))
		at := strings.TrimSuffix(path, "/susunan")
		v.want(v.post(at+"/terapkan", nil), 303)
		queue := v.want(v.get("/antrean"), 200, "Pemilik: Ibu bendahara", "Serahkan yang dipilih kepada", "Ibu rekan")
		if strings.Contains(queue.body, "Ibu tetangga") {
			t.Error("somebody of another unit is offered as an owner")
		}
		row := regexp.MustCompile(`name="baris" value="([0-9-]+)"`).FindStringSubmatch(queue.body)[1]
		mate := regexp.MustCompile(`value="(\d+)"[^>]*>Ibu rekan`).FindStringSubmatch(queue.body)[1]
		v.want(v.post("/antrean/serahkan", url.Values{"pemilik": {mate}}), 422, "Pilih dahulu baris")
		v.want(v.post("/antrean/serahkan", url.Values{"pemilik": {"999999"}, "baris": {row}}), 422, "tidak dapat memperbaiki")
		_, page := v.arrive(v.post("/antrean/serahkan", url.Values{"pemilik": {mate}, "baris": {row}}))
		v.want(page, 200, "Baris diserahkan", "Pemilik: Ibu rekan")
		v.want(v.get("/antrean?pemilik=saya"), 200, "Tidak ada baris yang menunggu")
		o.visit("rekan").want(o.visit("rekan").get("/antrean?pemilik=saya"), 200, "Eko Kurang")
		neighbour := o.visit("tetangga")
		neighbour.want(neighbour.post("/antrean/serahkan", url.Values{"pemilik": {mate}, "baris": {row}}), 404)
	})
}

// The page of the columns says that the second list is read too, and next month it still is.
func TestASecondListBesideTheFirstIsNamed(t *testing.T) {
	head := "No;Nama;NIK;Tgl Lahir;L/P;Upah;No;Nama;NIK;Tgl Lahir;L/P;Upah\n"
	text := head + "1;Siti Aminah;3311015503809001;15/03/1980;P;2500000;1;Budi Santoso;3311011504809002;15/04/1980;L;2500000\n2;Wulan Sari;3311015605819003;16/05/1981;P;2500000;2;Eko Prasetyo;3311011706829004;17/06/1982;L;2500000\n"
	road(t, func(t *testing.T, o *roadOffice) {
		v := o.visit("bendahara")
		for i, month := range []string{"2026-09", "2026-10"} {
			path, page := v.arrive(v.upload(map[string]string{"jenis": "roster", "bulan": month, "kunci": month, "aksi": "periksa"}, "daftar.csv", []byte(text)))
			if i == 0 {
				v.want(page, 200, "daftar kedua di sampingnya: NIK", "4 baris data")
				id := strings.TrimSuffix(strings.TrimPrefix(path, "/impor/"), "/susunan")
				v.keepLayout(id)
				page = v.get("/impor/" + id + "/periksa")
			}
			v.want(page, 200, "Semua 4 baris siap diterapkan")
		}
	})
}
