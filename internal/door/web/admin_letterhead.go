package web

import (
	"context"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

func (s *Server) letterheadRoutes() {
	s.need(access.ManageSettings, "GET /pengaturan/kop", s.letterhead)
	s.need(access.ManageSettings, "POST /pengaturan/kop", s.postLetterhead)
}

// letterhead shows what stands on a government's letters and whom to ask at the insurer's branch.
func (s *Server) letterhead(r *Request) error {
	g, err := s.letterGovernment(r)
	if err != nil {
		return err
	}
	l, err := s.letterheadOf(r, g.ID)
	if err != nil {
		return err
	}
	return r.show(s.letterheadPage(r, g, l))
}

// letterGovernment is the government of the address, else the first that the reader keeps.
func (s *Server) letterGovernment(r *Request) (unit.Government, error) {
	code := r.FormValue("pemda")
	if code == "" {
		list, err := s.owned(r, access.ManageSettings)
		if err != nil {
			return unit.Government{}, err
		}
		if len(list) > 0 {
			code = list[0].Code
		}
	}
	return s.government(r, access.ManageSettings, code)
}

func (s *Server) letterheadOf(r *Request, government int64) (l unit.Letterhead, err error) {
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		l, err = unit.LetterheadOf(ctx, tx, government)
		return err
	})
	return l, err
}

func (s *Server) letterheadPage(r *Request, g unit.Government, l unit.Letterhead) view.Letterhead {
	v := view.Letterhead{Page: r.page(view.SecSettings), Code: g.Code, Government: regionName(g.Code), Head: l.Head, Place: l.Place, Number: l.Number, Office: l.Office,
		Name: l.Name, Rank: l.Rank, NIP: groupNIP(l.NIP), Copies: l.Copies, Contact: l.Contact, Phone: l.Phone}
	v.Crumbs = []view.Link{{Text: lang.Msg("Pengaturan"), URL: "/pengaturan"}}
	return v
}

// groupNIP writes a NIP as offices do: eight, six, one and three digits.
func groupNIP(n string) string {
	if len(n) != 18 {
		return n
	}
	return n[:8] + " " + n[8:14] + " " + n[14:15] + " " + n[15:]
}

func (s *Server) postLetterhead(r *Request) error {
	g, err := s.letterGovernment(r)
	if err != nil {
		return err
	}
	get := r.PostFormValue
	l := unit.Letterhead{Head: strings.ReplaceAll(get("kop"), "\r", ""), Place: get("tempat"), Number: get("nomor"), Office: get("jabatan"), Name: get("nama"), Rank: get("pangkat"), NIP: get("nip"),
		Copies: strings.ReplaceAll(get("tembusan"), "\r", ""), Contact: get("petugas"), Phone: get("petugas_hp")}
	if err := unit.SetLetterhead(r.Context(), s.app.Door, r.Actor, g, l); err != nil {
		return r.refused(err, func(text lang.Text) view.Screen {
			v := s.letterheadPage(r, g, l)
			field := "kop"
			if strings.HasPrefix(text.Format, "NIP") {
				field = "nip"
			}
			v.Errors = []view.FieldError{{Field: field, Text: text}}
			return v
		})
	}
	if l, err = s.letterheadOf(r, g.ID); err != nil {
		return err
	}
	v := s.letterheadPage(r, g, l)
	v.Notice = &view.Notice{Tone: view.Good, Text: lang.Msg("Kop surat tersimpan. Surat berikutnya memakainya.")}
	return r.show(v)
}

// letterNumber fills the pattern of a letter's number; without one a line is left to write on.
func letterNumber(pattern string, day period.Date) string {
	if pattern == "" {
		pattern = "......../......../{tahun}"
	}
	roman := [12]string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"}
	return strings.NewReplacer("{tahun}", strconv.Itoa(day.Year()), "{bulan}", roman[day.Month().Month()-1]).Replace(pattern)
}

// askBranch is the link to ask the insurer's officer, by the contact of the settings; "" where there is none. The message
// names no person: it leads to a page that only who is signed in may open.
func (s *Server) askBranch(r *Request, government int64, message string) (string, error) {
	l, err := s.letterheadOf(r, government)
	if err != nil {
		return "", err
	}
	number := whatsappNumber(l.Phone)
	if number == "" {
		return "", nil
	}
	return "https://wa.me/" + number + "?text=" + queryEscape(message), nil
}
