package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/format/pdf"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/programme/coverage"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/period"
)

// letterRows is how many addressees stand in the letter itself; more go to an attachment.
const letterRows = 12

// silentLetter is one letter to the chosen units: what is missing, what to do, until when. That it was made is noted as a
// reminder. The letter is Indonesian whatever the language of the screen: it is an official paper.
func (s *Server) silentLetter(r *Request) error {
	l, err := s.chosenSilent(r)
	if err != nil {
		return err
	}
	now := s.app.Config.Clock()
	if err := coverage.Remind(r.Context(), s.app.Door, r.Actor, l.q.Month, "surat", l.units, l.governments); err != nil {
		return err
	}
	post := r.Session.Account.Title
	if post == "" {
		post = r.Actor.Role.Label()
	}
	doc := silentPaper(l, office(r.Actor.Role), post, r.Actor.Name, "https://"+r.Host+"/impor/baru?jenis=roster", now)
	r.attachment("surat-belum-menjawab-"+l.q.Month.String()+".pdf", "application/pdf")
	r.W.WriteHeader(http.StatusOK)
	_, err = doc.WriteTo(r.W)
	return err
}

func silentPaper(l *silentList, office, post, name, link string, now time.Time) *pdf.Document {
	month := monthText(lang.ID, l.q.Month)
	today := period.DateIn(now, jakarta)
	answerBy := answerUntil(l.q.Month, today)
	doc := pdf.New(pdf.F4, now)
	doc.Title("Permintaan daftar pekerja bukan ASN " + month)
	doc.Letterhead(letterheadOf(l, office))
	doc.Right(placeOf(l) + ", " + text.Date(lang.ID, today))
	doc.Field("Nomor", "......../......../"+strconv.Itoa(today.Year()))
	doc.Field("Sifat", "Segera")
	doc.Field("Lampiran", attachmentText(len(l.units)))
	doc.Field("Hal", "Permintaan daftar pekerja bukan ASN bulan "+month)
	doc.Skip(0.8)
	doc.Line("Yth.")
	if len(l.units) == 1 {
		doc.Bold("Kepala " + l.units[0].Name)
	} else {
		doc.Bold("Kepala Instansi dan Kepala Desa sebagaimana daftar")
	}
	doc.Line("di tempat")
	doc.Skip(0.8)
	doc.Paragraph("Sampai tanggal " + text.Date(lang.ID, today) + " kami belum menerima jawaban dari " + addressees(l) + " atas permintaan daftar pekerja bukan ASN untuk bulan " + month +
		". Tanpa daftar itu, orang yang bekerja pada instansi Saudara tidak dapat dipastikan terdaftar dan dibayarkan iurannya pada BPJS Ketenagakerjaan, sehingga santunan bagi mereka dan keluarganya dapat tertunda.")
	doc.Paragraph("Sehubungan dengan itu kami minta Saudara, paling lambat " + text.LongDate(lang.ID, answerBy) + ":")
	doc.Numbered([]string{
		"mengirim daftar pekerja bukan ASN (termasuk tenaga alih daya yang ditempatkan) lewat " + link + " dalam berkas yang biasa Saudara pakai; kolomnya dikenali sendiri;",
		"bila tidak ada perubahan dari bulan sebelumnya, menyatakan daftar tetap; bila tidak ada pekerja, menyatakan nihil;",
		"memperbaiki baris yang ditandai dan mengirimkannya kembali; baris yang benar tetap diterima lebih dahulu.",
	})
	doc.Paragraph("Demikian disampaikan. Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.")
	rows := silentRows(l)
	if len(rows) > 1 && len(rows) <= letterRows {
		doc.Table(silentColumns, rows)
	}
	doc.SignHere(pdf.Signature{Post: post + ",", Name: name})
	if len(rows) > letterRows {
		doc.NewPage()
		doc.Heading("Lampiran: instansi yang belum menjawab, " + month)
		doc.Skip(0.6)
		doc.Table(silentColumns, rows)
	}
	return doc
}

var silentColumns = []pdf.Column{{Title: "No", Width: 5, Right: true}, {Title: "Instansi", Width: 42}, {Title: "Wilayah", Width: 26}, {Title: "Jawaban terakhir", Width: 17}, {Title: "Orang waktu itu", Width: 10, Right: true}}

func silentRows(l *silentList) [][]string {
	var rows [][]string
	for i, u := range l.units {
		last, people := "belum pernah", "-"
		if u.LastMonth != 0 {
			last = monthText(lang.ID, u.LastMonth)
		}
		if u.LastPeople > 0 {
			people = text.Number(lang.ID, u.LastPeople)
		}
		rows = append(rows, []string{strconv.Itoa(i + 1), u.Name, districtName(u.Region), last, people})
	}
	return rows
}

func addressees(l *silentList) string {
	if len(l.units) == 1 {
		return l.units[0].Name
	}
	return text.Number(lang.ID, len(l.units)) + " instansi"
}

func attachmentText(n int) string {
	if n > letterRows {
		return "1 (satu) daftar"
	}
	return "-"
}

// answerUntil is the day until which an answer is asked for: the month's due day, or, where that is near or past, the
// first working day a week from now.
func answerUntil(month period.Month, today period.Date) period.Date {
	return law.Shipped().Calendar().OnOrAfter(max(deadline(month), today+7))
}

// districtName names the district of a village, or the region itself where the code goes no deeper.
func districtName(code string) string {
	const district = len("33.11.01")
	if len(code) > district {
		return regionName(code[:district])
	}
	return regionName(code)
}

// office is whose letterhead a role writes under.
func office(role access.Role) string {
	switch role {
	case access.Treasury:
		return "BADAN KEUANGAN DAERAH"
	case access.Manpower:
		return "DINAS TENAGA KERJA"
	}
	return "SEKRETARIAT DAERAH"
}

// only is the one government that a list speaks of, or none.
func only(l *silentList) (g unit.Government, ok bool) {
	seen := map[int64]bool{}
	for _, u := range l.units {
		seen[u.Government] = true
		g = l.governments[u.Government]
	}
	return g, len(seen) == 1
}

func letterheadOf(l *silentList, office string) pdf.Letterhead {
	if g, ok := only(l); ok {
		return pdf.Letterhead{Above: "PEMERINTAH " + strings.ToUpper(regionName(g.Code)), Office: office}
	}
	return pdf.Letterhead{Above: "PEMERINTAH PROVINSI " + strings.ToUpper(strings.TrimPrefix(regionName(l.units[0].Region[:2]), "Provinsi ")), Office: office}
}

// placeOf is the place of a letter: the regency without its kind.
func placeOf(l *silentList) string {
	name := ""
	if g, ok := only(l); ok {
		name = regionName(g.Code)
	} else {
		name = regionName(l.units[0].Region[:2])
	}
	for _, kind := range []string{"Kabupaten ", "Kota ", "Provinsi "} {
		name = strings.TrimPrefix(name, kind)
	}
	return name
}
