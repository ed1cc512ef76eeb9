package web

import (
	"cmp"
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
func (s *Server) silentLetter(r *Request, k *reading) error {
	l, err := s.chosenSilent(r)
	if err != nil {
		return err
	}
	now := s.app.Config.Clock()
	if err := coverage.Remind(r.Context(), s.app.Door, r.Actor, l.q.Month, "surat", l.units, l.governments); err != nil {
		return err
	}
	frozen, err := s.freezeForLetter(r, k, l.q.Month)
	if err != nil {
		return err
	}
	p := paper{l: l, at: now, link: "https://" + r.Host + "/impor/baru?jenis=roster", frozen: frozen, check: "https://" + r.Host + "/papan/beku/" + itoa(frozen)}
	p.signer = pdf.Signature{Post: cmp.Or(r.Session.Account.Title, r.Actor.Role.Label()) + ",", Name: r.Actor.Name}
	p.head = letterheadOf(l, office(r.Actor.Role))
	p.place = placeOf(l)
	if g, ok := only(l); ok {
		own, err := s.letterheadOf(r, g.ID)
		if err != nil {
			return err
		}
		p.write(own)
	}
	doc, err := p.document()
	if err != nil {
		return err
	}
	r.attachment("surat-belum-menjawab-"+l.q.Month.String()+".pdf", "application/pdf")
	r.W.WriteHeader(http.StatusOK)
	_, err = doc.WriteTo(r.W)
	return err
}

// freezeForLetter stores the month's board as it stands, so that whoever reads the letter later finds the same figures.
func (s *Server) freezeForLetter(r *Request, k *reading, month period.Month) (int64, error) {
	o, err := s.overview(r, coverage.Question{Month: month, By: coverage.ByUnit}, k)
	if err != nil {
		return 0, err
	}
	return s.app.Coverage.Freeze(r.Context(), r.Actor, o)
}

// paper is one letter to the silent units.
type paper struct {
	l           *silentList
	at          time.Time
	head        pdf.Letterhead
	place       string
	number      string // its pattern
	signer      pdf.Signature
	rank        string
	copies      []string
	link, check string // where to hand in; where the frozen figures stand
	frozen      int64
}

// write takes over what a government's letterhead says; what it leaves open stays as the sender's account says it.
func (p *paper) write(own unit.Letterhead) {
	if lines := strings.Split(own.Head, "\n"); own.Head != "" {
		p.head.Office, p.head.Address = strings.TrimSpace(lines[0]), lines[1:]
	}
	p.place, p.number, p.rank = cmp.Or(own.Place, p.place), own.Number, own.Rank
	if own.Name != "" || own.Office != "" {
		p.signer = pdf.Signature{Post: cmp.Or(own.Office, strings.TrimSuffix(p.signer.Post, ",")) + ",", Name: own.Name, Number: groupNIP(own.NIP)}
	}
	if own.Copies != "" {
		p.copies = strings.Split(own.Copies, "\n")
	}
}

func (p *paper) document() (*pdf.Document, error) {
	l, now, link := p.l, p.at, p.link
	month := monthText(lang.ID, l.q.Month)
	today := period.DateIn(now, jakarta)
	answerBy := answerUntil(l.q.Month, today)
	doc := pdf.New(pdf.F4, now)
	doc.Title("Permintaan daftar pekerja bukan ASN " + month)
	doc.Letterhead(p.head)
	doc.Right(p.place + ", " + text.Date(lang.ID, today))
	doc.Field("Nomor", letterNumber(p.number, today))
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
	if err := p.sign(doc); err != nil {
		return nil, err
	}
	if len(rows) > letterRows {
		doc.NewPage()
		doc.Heading("Lampiran: instansi yang belum menjawab, " + month)
		doc.Skip(0.6)
		doc.Table(silentColumns, rows)
	}
	return doc, nil
}

// sign writes the code that leads to the frozen figures, beside it who signs, below it who gets a copy.
func (p *paper) sign(doc *pdf.Document) error {
	doc.Room(64)
	if err := doc.QR(p.check, "Angka pada surat ini: "+coverage.FrozenNumber(p.frozen)+", keadaan "+text.Clock(lang.ID, p.at, jakarta)+". Pindai untuk melihat angka yang sama; perlu masuk ke Payung."); err != nil {
		return err
	}
	s := p.signer
	if p.rank != "" && s.Name != "" {
		s.Rank = p.rank
	}
	doc.SignHere(s)
	if len(p.copies) > 0 {
		doc.Skip(0.6)
		doc.Line("Tembusan:")
		doc.Numbered(p.copies)
	}
	return nil
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
