package web

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/match"
	"github.com/payung-id/payung/internal/trust/audit"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// mostCases bounds the queue that is walked through; who has more begins with these.
const mostCases = 1000

// shownCases is how many cases the list beside a case shows.
const shownCases = 12

// matchWhy says why a person must decide.
var matchWhy = map[string]string{
	match.ReasonNIKDiffers:  "Nama dan tanggal lahir sama, NIK berbeda satu atau dua angka.",
	match.ReasonNameDiffers: "NIK dan tanggal lahir sama, nama berbeda.",
	match.ReasonDateDiffers: "NIK dan nama sama, tanggal lahir berbeda.",
	match.ReasonBothDiffer:  "NIK sama, nama dan tanggal lahir berbeda.",
	match.ReasonNotUnique:   "Daftar BPJS tidak memuat NIK, dan beberapa orang cocok.",
	match.Reopened:          "Keputusan sebelumnya dibatalkan.",
}

func matchReason(code string) lang.Text {
	if t, ok := matchWhy[code]; ok {
		return lang.Msg(t)
	}
	return lang.Msg("Kedua data mirip, tetapi tidak sama.")
}

// matchShort is the same in two or three words, for lists.
var matchShort = map[string]string{
	match.ReasonNIKDiffers: "NIK hampir sama", match.ReasonNameDiffers: "nama berbeda", match.ReasonDateDiffers: "tanggal lahir berbeda",
	match.ReasonBothDiffer: "hanya NIK yang sama", match.ReasonNotUnique: "beberapa orang cocok", match.Reopened: "dibuka lagi",
}

func (s *Server) review(r *Request) error { return s.reviewPage(r, nil) }

// reviewCase shows one case side by side, with the queue beside it.
func (s *Server) reviewCase(r *Request) error {
	c, err := s.caseOf(r)
	if err != nil {
		return err
	}
	return s.reviewPage(r, c)
}

func (s *Server) caseOf(r *Request) (*match.Case, error) {
	p, err := match.ParsePair(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return s.app.Case(r.Context(), r.Actor, p)
}

func (s *Server) queueOf(r *Request) (list []match.Waiting, total, done int, err error) {
	err = r.read(func(ctx context.Context, tx *db.Tx) (err error) {
		if list, err = match.Queue(ctx, tx, r.Scope, mostCases); err != nil {
			return err
		}
		if total = len(list); total == mostCases {
			if total, err = match.CountReview(ctx, tx, r.Scope); err != nil {
				return err
			}
		}
		done, err = match.CountDecided(ctx, tx, r.Scope)
		return err
	})
	return list, total, done, err
}

func (s *Server) reviewPage(r *Request, c *match.Case) error {
	v, err := s.reviewView(r, c)
	if err != nil {
		return err
	}
	v.Notice = importNotice(r)
	if was := r.URL.Query().Get("tadi"); was != "" && v.Notice != nil {
		if p, err := match.ParsePair(was); err == nil {
			v.Notice.Link = &view.Link{Text: lang.Msg("Lihat keputusan itu"), URL: "/padan/" + p.String()}
		}
	}
	return r.show(v)
}

func (s *Server) reviewView(r *Request, c *match.Case) (view.Review, error) {
	v := view.Review{Page: r.page(view.SecReview)}
	list, total, done, err := s.queueOf(r)
	if err != nil {
		return v, err
	}
	v.Total, v.Done = total, done
	at := 0
	if c != nil {
		at = slices.IndexFunc(list, func(w match.Waiting) bool { return w.Pair == c.Pair })
	} else if len(list) > 0 {
		if c, err = s.app.Case(r.Context(), r.Actor, list[0].Pair); err != nil && fault.KindOf(err) != fault.NotFound {
			return v, err
		}
	}
	from := max(0, min(at-2, len(list)-shownCases))
	r.sawPairs(list[from:min(from+shownCases, len(list))])
	for i := from; i < min(from+shownCases, len(list)); i++ {
		line := reviewLine(list[i])
		line.Current = c != nil && list[i].Pair == c.Pair
		v.Rows = append(v.Rows, line)
	}
	if len(v.Rows) > 0 {
		v.Pager = view.Pager{From: from + 1, To: from + len(v.Rows), Total: total}
	}
	if c == nil {
		return v, nil
	}
	r.saw(forMatching, audit.People, c.Government, c.Person)
	x := s.caseView(r, c)
	page := "https://" + r.Host + personURL(c.Government, c.Person)
	if x.Ask, err = s.askBranch(r, c.Government, lang.T(lang.ID, "Selamat pagi. Mohon dicek kepesertaan seorang pekerja %s di daftar BPJS: %s", c.Roster.Unit, page)); err != nil {
		return v, err
	}
	if at > 0 {
		x.Prev = "/padan/" + list[at-1].Pair.String()
	}
	if at+1 < len(list) {
		x.Next = "/padan/" + list[at+1].Pair.String()
	}
	for _, w := range list {
		if w.Government == c.Government && w.Person == c.Person && w.Pair != c.Pair {
			x.Others = append(x.Others, reviewLine(w))
		}
	}
	v.Case = &x
	return v, nil
}

func reviewLine(w match.Waiting) view.ReviewLine {
	l := view.ReviewLine{URL: "/padan/" + w.Pair.String(), Name: w.Name, Unit: w.Unit}
	if short, ok := matchShort[w.Reason]; ok {
		l.Why = lang.Msg(short)
	}
	return l
}

func (s *Server) caseView(r *Request, c *match.Case) view.ReviewCase {
	l := r.Lang
	x := view.ReviewCase{ID: c.Pair.String(), Left: lang.T(l, "Daftar pekerja"), Right: lang.T(l, "Daftar peserta BPJS"), LeftSource: c.Roster.Unit + ", " + text.Month(l, c.Roster.Month),
		RightSource: lang.T(l, "keadaan %s", text.Date(l, c.List.AsOf)), Fields: caseFields(l, c), Why: matchReason(c.Reason), Reason: r.PostFormValue("alasan")}
	if c.Decision != "" {
		tag := view.Tag{Text: lang.Msg("Orang yang sama"), Tone: view.Good}
		if c.Decision == match.Different {
			tag = view.Tag{Text: lang.Msg("Bukan orang yang sama"), Tone: view.Warn}
		}
		x.Decided, x.DecidedBy, x.DecidedAt = &tag, c.DecidedBy, c.DecidedAt
		x.Why = lang.Msg("Alasan yang ditulis: %s", c.Because)
	}
	return x
}

func caseFields(l lang.Lang, c *match.Case) []view.ReviewField {
	verdict, places := match.CompareNIK(c.Roster.NIK, c.List.NIK)
	number := view.ReviewField{Label: lang.Msg("NIK"), Left: match.MaskNIK(c.Roster.NIK), Right: match.MaskNIK(c.List.NIK), Verdict: string(verdict)}
	if len(places) > 0 && verdict == match.VerdictNear {
		words := make([]string, len(places))
		for i, p := range places {
			words[i] = strconv.Itoa(p)
		}
		number.Note = lang.Msg("berbeda pada angka ke-%s", strings.Join(words, lang.T(l, " dan ke-")))
	} else if verdict == match.VerdictSame {
		number.Note = lang.Msg("sama, 16 angka")
	}
	born, swapped := match.CompareDates(c.Roster.Born, c.List.Born)
	date := view.ReviewField{Label: lang.Msg("Tanggal lahir"), Left: dateWords(l, c.Roster.Born), Right: dateWords(l, c.List.Born), Verdict: string(born)}
	if swapped {
		date.Note = lang.Msg("hari dan bulan tertukar")
	}
	out := []view.ReviewField{
		{Label: lang.Msg("Nama"), Left: c.Roster.Name, Right: c.List.Name, Verdict: string(match.CompareNames(c.Roster.Name, c.List.Name))},
		number, date, wageField(l, c),
		{Label: lang.Msg("Instansi dan NPP"), Left: c.Roster.Unit, Right: c.List.NPP, Verdict: string(match.VerdictMissing), Note: lang.Msg("untuk diketahui")},
		{Label: lang.Msg("Jabatan"), Left: c.Roster.Position, Verdict: string(match.VerdictMissing), Note: lang.Msg("untuk diketahui")},
	}
	status := lang.T(l, "tidak aktif")
	if c.List.Active {
		status = lang.T(l, "aktif")
	}
	if m, err := period.ParseMonth(c.List.LastMonth); err == nil {
		status += ", " + lang.T(l, "dibayar sampai %s", text.Month(l, m))
	}
	return append(out, view.ReviewField{Label: lang.Msg("Kepesertaan"), Right: status, Verdict: string(match.VerdictMissing), Note: lang.Msg("untuk diketahui")})
}

func wageField(l lang.Lang, c *match.Case) view.ReviewField {
	f := view.ReviewField{Label: lang.Msg("Upah"), Verdict: string(match.VerdictMissing)}
	left, errLeft := money.ParseMilli(c.Roster.Wage)
	right, errRight := money.ParseMilli(c.List.Wage)
	if errLeft == nil && c.Roster.Wage != "" {
		f.Left = text.Rupiah(l, left.HalfUp())
	}
	if errRight == nil && c.List.Wage != "" {
		f.Right = text.Rupiah(l, right.HalfUp())
	}
	if f.Left != "" && f.Right != "" {
		f.Verdict = string(match.VerdictDiffers)
		if left == right {
			f.Verdict = string(match.VerdictSame)
		}
	}
	return f
}

func dateWords(l lang.Lang, iso string) string {
	if d, err := period.ParseDate(iso); err == nil && iso != "" {
		return text.Date(l, d)
	}
	return iso
}

// postReview keeps the decision and goes on to the next case.
func (s *Server) postReview(r *Request) error {
	c, err := s.caseOf(r)
	if err != nil {
		return err
	}
	next := s.nextCase(r, c)
	decision := map[string]string{"sama": match.Same, "beda": match.Different}[r.PostFormValue("putusan")]
	if decision == "" {
		return r.redirect(next)
	}
	reason := strings.TrimSpace(r.PostFormValue("alasan"))
	err = s.app.DecideMatch(r.Context(), r.Actor, c, decision, reason)
	if err != nil && fault.KindOf(err) == fault.Invalid {
		v, viewErr := s.reviewView(r, c)
		if viewErr != nil {
			return viewErr
		}
		v.Errors = []view.FieldError{{Field: "alasan", Text: fault.TextOf(err)}}
		return r.again(v)
	}
	if err != nil {
		return err
	}
	if err := s.app.QueueRefresh(r.Context()); err != nil {
		return err
	}
	return r.redirect(next + "?kabar=diputuskan&tadi=" + c.Pair.String())
}

// nextCase is the address of the case behind this one in the queue, or of the queue where it is the last.
func (s *Server) nextCase(r *Request, c *match.Case) string {
	list, _, _, err := s.queueOf(r)
	if err != nil {
		return "/padan" // the decision is what counts; the queue shows what is left
	}
	at := slices.IndexFunc(list, func(w match.Waiting) bool { return w.Pair == c.Pair })
	for _, w := range list[at+1:] {
		if w.Person != c.Person || r.PostFormValue("putusan") != "sama" { // "same" settles the person's other candidates too
			return "/padan/" + w.Pair.String()
		}
	}
	return "/padan"
}

// undoReview takes a decision back.
func (s *Server) undoReview(r *Request) error {
	c, err := s.caseOf(r)
	if err != nil {
		return err
	}
	if err := s.app.ReopenMatch(r.Context(), r.Actor, c); err != nil {
		return err
	}
	if err := s.app.QueueRefresh(r.Context()); err != nil {
		return err
	}
	return r.redirect("/padan/" + c.Pair.String() + "?kabar=dikembali")
}
