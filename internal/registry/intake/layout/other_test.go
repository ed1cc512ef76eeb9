package layout

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/internal/format/sheetread"
)

func TestHeadersOfOtherFiles(t *testing.T) {
	cases := []struct {
		what, kind, text string
		want             map[string]string
		rows             []int
	}{
		{
			"standard names are always understood", "payments", "npp,bulan,nik,kpj,nama,upah,jkk,jkm,jht,jp,jumlah,tanggal,referensi\n2000,2026-09,3311011203859001,,AGUS,1500000,3600,4500,0,0,8100,2026-10-12,SP2D-1\n",
			map[string]string{"npp": "A", "bulan": "B", "nik": "C", "kpj": "D", "nama": "E", "upah": "F", "jkk": "G", "jkm": "H", "jht": "I", "jp": "J", "jumlah": "K", "tanggal": "L", "referensi": "M"},
			[]int{2},
		},
		{
			"in any order and case", "payments", " JUMLAH ;Kode Instansi;Tanggal;BULAN;Referensi;NPP\n16000;D02;2026-10-13;2026-09;SP2D-0201;20000002\n",
			map[string]string{"jumlah": "A", "kode_instansi": "B", "tanggal": "C", "bulan": "D", "referensi": "E", "npp": "F"},
			[]int{2},
		},
		{
			"F2A", "participants", "RINCIAN IURAN TENAGA KERJA;;;;;;;\nNPP : 20000001;;;;;;;\nNo;KI;Nomor KPJ;NIK;Nama;Tgl lahir;Data Upah;JKK\n1;;22000000001;3311011203859001;AGUS;12-03-1985;1500000;3600\nJUMLAH;;;;;;1500000;3600\n",
			map[string]string{"kpj": "C", "nik": "D", "nama": "E", "tanggal_lahir": "F", "upah": "G"},
			[]int{4},
		},
		{
			"budget", "budget", "No,Kode OPD,Nama OPD,Kode Rekening,Program,Jumlah Orang,Pagu Anggaran (Rp)\n1,D01,PU,5.1.02.02.02.0006,JKK,2,100800\n2,D02,Satpol,5.1.02.02.02.0007,JKM,,194400\n,JUMLAH,,,,,295200\n",
			map[string]string{"kode_instansi": "B", "kode_rekening": "D", "program": "E", "jumlah_orang": "F", "pagu": "G"},
			[]int{2, 3},
		},
		{
			"units", "units", "kode,nama,jenis,kode_wilayah,kode_induk,npp,divisi,jenis_usaha,dasar_upah\nD01,Dinas PU,opd,33.11,,20000001,000,pemerintah daerah,riil\n",
			map[string]string{"kode": "A", "nama": "B", "jenis": "C", "kode_wilayah": "D", "kode_induk": "E", "npp": "F", "divisi": "G", "jenis_usaha": "H", "dasar_upah": "I"},
			[]int{2},
		},
		{
			"declared", "declared", "kode_wilayah,kode_instansi,tanggal,ukuran,nilai,dari,sumber\n33.11,D04,2026-07-01,total,7,,surat\n",
			map[string]string{"kode_wilayah": "A", "kode_instansi": "B", "tanggal": "C", "ukuran": "D", "nilai": "E", "dari": "F", "sumber": "G"},
			[]int{2},
		},
		{
			"participants", "participants", "nik,kpj,nama,tanggal_lahir,segmen,program,status,bulan_terakhir,npp,upah\n3311011203859001,,AGUS,1985-03-12,PU,\"JKK,JKM\",aktif,2026-09,20000001,1500000\n",
			map[string]string{"nik": "A", "kpj": "B", "nama": "C", "tanggal_lahir": "D", "segmen": "E", "program": "F", "status": "G", "bulan_terakhir": "H", "npp": "I", "upah": "J"},
			[]int{2},
		},
	}
	for _, c := range cases {
		t.Run(c.what, func(t *testing.T) {
			ctx := context.Background()
			book, err := sheetread.FromBytes(ctx, []byte(c.text), "a.csv", sheetread.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			l, err := Recognise(ctx, book.Sheets()[0], SetOf(c.kind))
			if err != nil || l == nil {
				t.Fatalf("%v %v", l, err)
			}
			if diff := cmp.Diff(c.want, l.Tables[0].Mapping()); diff != "" {
				t.Error(diff)
			}
			var rows []int
			for rec, err := range l.Records(ctx, book.Sheets()[0]) {
				if err != nil {
					t.Fatal(err)
				}
				rows = append(rows, rec.Row.Number)
			}
			if diff := cmp.Diff(c.rows, rows); diff != "" {
				t.Error(diff, l.Skipped)
			}
		})
	}
}

func TestACorrectionIsRememberedByTheHeader(t *testing.T) {
	ctx := context.Background()
	text := "No;Orang;Kode A;Kode B;Rupiah\n1;AGUS SANTOSO;3311011203859001;3311011203859001;1500000\n2;BUDI WIBOWO;3311011203859002;3311011203859002;1600000\n"
	sheet := func(s string) *sheetread.Sheet {
		book, err := sheetread.FromBytes(ctx, []byte(s), "a.csv", sheetread.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		return book.Sheets()[0]
	}
	fixed, err := Recognise(ctx, sheet(text), Roster(), Saved{HeaderRow: 1, Mapping: map[string]string{"nama": "B", "nik": "D", "upah": "E"}})
	if err != nil {
		t.Fatal(err)
	}
	saved := fixed.Save()
	next, err := Recognise(ctx, sheet(strings.Replace(text, "BUDI", "JOKO", 1)), Roster(), saved)
	if err != nil || next == nil {
		t.Fatal(next, err)
	}
	if got := next.Tables[0]; !got.Saved || got.Mapping()["nik"] != "D" {
		t.Errorf("saved %v mapping %v, fingerprints %s %s", got.Saved, got.Mapping(), got.Fingerprint, saved.Fingerprint)
	}
}
