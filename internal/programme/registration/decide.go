package registration

import (
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Standing is what the insurer's newest list for the month says of a person.
type Standing struct {
	Listed     bool        // an entry is linked to the person, accepted
	InReview   bool        // a link waits for somebody's decision
	Active     bool        // active at this employer registration
	Elsewhere  bool        // active at another one
	KPJ        string      // "" where the insurer does not share it
	Wage       money.Milli // as the insurer has it; [NoWage] where the list gives none
	AnyList    bool        // some list speaks of this employer registration for the month
	Accepted   bool        // the insurer accepted a file after the newest list was drawn, so that list cannot show it yet
	SentBefore Kind        // a file of this kind was sent for the person and is not answered yet; "" is none
}

// Events are what happened to the person; zero dates did not happen.
type Events struct {
	Died     period.Date
	Accident period.Date // the last one
}

// Owner says who must act before somebody can go.
type Owner string

// The owners.
const (
	OwnerStaff  Owner = "kepegawaian" // the unit's personnel officer completes the data
	OwnerJudge  Owner = "pemadan"     // whoever decides doubtful matches
	OwnerBranch Owner = "cabang"      // the insurer's branch
	OwnerClaim  Owner = "klaim"       // whoever opens the claim
)

// Need is what one person needs in a month.
type Need struct {
	Kind   Kind      // "" needs no file
	Reason lang.Text // why this file, or why none
	Wait   lang.Text // why the person cannot go yet; empty where nothing holds them
	Owner  Owner     // of the wait
	Claim  bool      // open a claim note instead of a plain exit
}

// Goes tells whether a line may be written now.
func (n Need) Goes() bool { return n.Kind != "" && n.Wait.Format == "" }

// Decide says which file a person needs for a month, or why none. A doubtful match is never sent: the person might be
// registered twice. Somebody who died in the month, or had an accident in the month in which they leave, gets no line
// of leavers ([Events]); the note says what to do instead.
func Decide(w Worker, s Standing, e Events, month period.Month) Need {
	switch {
	case s.InReview:
		return Need{Reason: lang.Msg("Padanan dengan daftar peserta belum diputuskan"), Owner: OwnerJudge,
			Wait: lang.Msg("Putuskan dulu padanannya di antrean padan, supaya orang ini tidak didaftarkan dua kali.")}
	case s.SentBefore != "":
		return Need{Reason: lang.Msg("Sudah dikirim dengan berkas %s dan belum ada jawaban", string(s.SentBefore)), Owner: OwnerBranch,
			Wait: lang.Msg("Tunggu jawaban kantor cabang, atau catat jawabannya di ruang berkas.")}
	case s.Accepted:
		return Need{Reason: lang.Msg("Sudah diterima portal; akan terlihat di daftar peserta berikutnya")}
	case e.Died != 0 && e.Died <= month.Last():
		return afterDeath(s, e, month)
	case left(w, month):
		return leaving(w, s, e)
	case w.Start > month.Last():
		return Need{Reason: lang.Msg("Baru mulai bekerja sesudah bulan ini")}
	case !s.AnyList:
		return Need{Reason: lang.Msg("Belum ada daftar peserta untuk NPP ini"), Owner: OwnerBranch,
			Wait: lang.Msg("Minta daftar peserta NPP ini kepada kantor cabang. Tanpa itu tidak diketahui siapa yang sudah terdaftar.")}
	case s.Active:
		return staying(w, s)
	case s.Listed || s.Elsewhere:
		return returning(s)
	}
	return Need{Kind: New, Reason: lang.Msg("Tidak ada dalam daftar peserta")}
}

func left(w Worker, month period.Month) bool {
	return (w.LeftOn != 0 && w.LeftOn <= month.Last()) || (w.End != 0 && w.End < month.First())
}

func afterDeath(s Standing, e Events, month period.Month) Need {
	n := Need{Reason: lang.Msg("Meninggal dunia"), Owner: OwnerClaim, Claim: true,
		Wait: lang.Msg("Jangan dilaporkan sebagai tenaga kerja keluar: ajukan klaim jaminan kematian. Kepesertaan diakhiri oleh klaim itu.")}
	if e.Died.Month() != month && !s.Active {
		return Need{Reason: lang.Msg("Meninggal dunia; kepesertaan sudah berakhir")}
	}
	return n
}

func leaving(w Worker, s Standing, e Events) Need {
	on := w.LeftOn
	if on == 0 {
		on = w.End
	}
	switch {
	case !s.Active:
		return Need{Reason: lang.Msg("Sudah keluar dan tidak aktif di daftar peserta")}
	case e.Accident != 0 && e.Accident.Month() == on.Month():
		return Need{Reason: lang.Msg("Mengalami kecelakaan kerja pada bulan keluar"), Owner: OwnerClaim, Claim: true,
			Wait: lang.Msg("Jangan dilaporkan keluar dulu: buka laporan kecelakaan kerja (paling lambat 2 × 24 jam) dan selesaikan haknya.")}
	case s.KPJ == "":
		return Need{Kind: Leavers, Reason: lang.Msg("Sudah tidak bekerja tetapi masih aktif di daftar peserta"), Owner: OwnerBranch,
			Wait: lang.Msg("Nomor KPJ belum diketahui. Minta nomornya kepada kantor cabang atau yang bersangkutan.")}
	}
	return Need{Kind: Leavers, Reason: lang.Msg("Sudah tidak bekerja tetapi masih aktif di daftar peserta")}
}

// staying compares the wage of somebody who is active with the one that the insurer has, in whole rupiah.
func staying(w Worker, s Standing) Need {
	if w.Wage < 0 || s.Wage < 0 || w.Wage.HalfUp() == s.Wage.HalfUp() {
		return Need{Reason: lang.Msg("Sudah aktif, tidak ada perubahan")}
	}
	n := Need{Kind: Wages, Reason: lang.Msg("Upah berbeda dari daftar peserta")}
	if s.KPJ == "" {
		n.Owner, n.Wait = OwnerBranch, lang.Msg("Nomor KPJ belum diketahui. Minta nomornya kepada kantor cabang atau yang bersangkutan.")
	}
	return n
}

func returning(s Standing) Need {
	n := Need{Kind: Continued, Reason: lang.Msg("Sudah punya kartu, tetapi tidak aktif pada NPP ini")}
	if s.Elsewhere {
		n.Reason = lang.Msg("Sudah punya kartu dan aktif pada NPP lain")
	}
	if s.KPJ == "" {
		n.Owner, n.Wait = OwnerBranch, lang.Msg("Nomor KPJ belum diketahui. Minta nomornya kepada kantor cabang atau yang bersangkutan.")
	}
	return n
}
