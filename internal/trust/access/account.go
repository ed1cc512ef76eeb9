package access

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	zxcvbn "github.com/nbutton23/zxcvbn-go"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
)

// Service signs people in and keeps accounts, grants and sessions.
type Service struct {
	db    *db.DB
	ring  *crypt.Keyring
	now   clock.Clock
	slots chan struct{} // password checks at once: each takes 19 MiB
	decoy string
}

// New returns the service.
func New(d *db.DB, ring *crypt.Keyring, now clock.Clock) *Service {
	return &Service{db: d, ring: ring, now: now, slots: make(chan struct{}, 4), decoy: HashPassword("no such account")}
}

// Account is somebody who signs in.
type Account struct {
	ID       int64
	Username string
	Name     string
	Title    string
	Phone    string
	Language string
	Active   bool
	Grants   []Grant
}

// Grant is a role within a reach, as it is kept.
type Grant struct {
	ID             int64
	Role           Role
	Government     int64
	GovernmentCode string
	Region         string
	Unit           int64
	UnitName       string
	UnitPath       string
	NPP            string
}

func (g Grant) held() Held {
	return Held{g.Role, Reach{Government: g.Government, Region: g.Region, UnitPath: g.UnitPath, NPP: g.NPP}}
}

// The limits of guessing: after so many failures an account rests.
const (
	failuresAllowed = 5
	rest            = 15 * time.Minute
)

// Faults of signing in. Whether the name or the password is wrong is not told.
var (
	ErrSignIn = fault.New(fault.Forbidden, "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi.")
	ErrLocked = fault.New(fault.Forbidden, "Terlalu banyak percobaan masuk. Tunggu 15 menit lalu coba lagi, atau hubungi administrator.")
)

const accountColumns = `id, username, name, title, phone, language, active`

func scanAccount(row interface{ Scan(...any) error }) (Account, error) {
	var a Account
	err := row.Scan(&a.ID, &a.Username, &a.Name, &a.Title, &a.Phone, &a.Language, &a.Active)
	return a, err
}

// grantsOf reads an account's grants with what their reach needs.
func grantsOf(ctx context.Context, r db.Reader, account int64) ([]Grant, error) {
	rows, err := r.Query(ctx, `SELECT a.id, a.role, a.government_id, a.region_prefix, a.unit_id, a.npp, coalesce(g.code, ''), coalesce(u.name, ''), coalesce(u.path, '')
		FROM account_grant a LEFT JOIN government g ON g.id = a.government_id LEFT JOIN unit u ON u.government_id = a.government_id AND u.id = a.unit_id
		WHERE a.account_id = $1 ORDER BY a.id`, account)
	if err != nil {
		return nil, fmt.Errorf("read grants: %w", err)
	}
	defer rows.Close()
	var out []Grant
	for rows.Next() {
		var g Grant
		if err := rows.Scan(&g.ID, &g.Role, &g.Government, &g.Region, &g.Unit, &g.NPP, &g.GovernmentCode, &g.UnitName, &g.UnitPath); err != nil {
			return nil, fmt.Errorf("read grants: %w", err)
		}
		if g.Unit != 0 && g.UnitPath == "" {
			continue // the unit is gone: the grant reaches nothing
		}
		out = append(out, g)
	}
	return out, rows.Err()
}

// actor makes the acting person of an account: all grants, or those of one role where grant names one.
func (a Account) actor(grant int64) Actor {
	out := Actor{Account: a.ID, Username: a.Username, Name: a.Name}
	for _, g := range a.Grants {
		out.Grants = append(out.Grants, g.held())
		if out.Role == "" || g.ID == grant {
			out.Role, out.Unit, out.Grant = g.Role, g.Unit, g.ID
		}
	}
	return out
}

// ActorByName returns the actor of an active account, for the machine's operator.
func (s *Service) ActorByName(ctx context.Context, username string) (Actor, error) {
	var a Account
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		a, err = scanAccount(tx.QueryRow(ctx, `SELECT `+accountColumns+` FROM account WHERE username = $1 AND active`, normalUsername(username)))
		if err != nil {
			return err
		}
		a.Grants, err = grantsOf(ctx, tx, a.ID)
		return err
	})
	if errors.Is(err, db.ErrNoRows) {
		return Actor{}, fault.New(fault.Usage, "Pengguna %q tidak ada atau tidak aktif.", username)
	}
	return a.actor(0), err
}

// ActorByID returns the actor of an active account, for work that goes on after its request; 0 is the operator.
func (s *Service) ActorByID(ctx context.Context, id int64) (Actor, error) {
	if id == 0 {
		return Operator(), nil
	}
	var username string
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT username FROM account WHERE id = $1 AND active`, id).Scan(&username)
	})
	if errors.Is(err, db.ErrNoRows) {
		return Actor{}, ErrForbidden
	}
	if err != nil {
		return Actor{}, fmt.Errorf("read account %d: %w", id, err)
	}
	return s.ActorByName(ctx, username)
}

func normalUsername(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// CheckPassword says what is wrong with a new password for an account: at least 12 characters, not the name, not among
// the words that people here choose first.
func CheckPassword(username, password string) error {
	low := strings.ToLower(password)
	switch {
	case utf8.RuneCountInString(password) < 12:
		return fault.New(fault.Invalid, "Kata sandi paling sedikit 12 huruf. Kalimat pendek mudah diingat dan sulit ditebak.")
	case len(password) > 256:
		return fault.New(fault.Invalid, "Kata sandi paling banyak 256 huruf.")
	case username != "" && strings.Contains(low, normalUsername(username)):
		return fault.New(fault.Invalid, "Kata sandi tidak boleh memuat nama pengguna.")
	}
	if len(low) > measured {
		low = low[:measured]
	}
	if zxcvbn.PasswordStrength(low, append([]string{normalUsername(username)}, commonWords...)).Score < strongEnough {
		return fault.New(fault.Invalid, "Kata sandi terlalu mudah ditebak. Hindari kata umum seperti nama instansi, bulan, atau urutan angka.")
	}
	return nil
}

// strongEnough is the least of zxcvbn's scores from 0 to 4: more than 10^8 guesses by who knows the common passwords, words,
// names, keyboards and dates, and the words of our list. measured is how much of a long password is looked at.
const (
	strongEnough = 3
	measured     = 100
)

// commonWords are what people in these offices choose first; our own list.
var commonWords = []string{
	"password", "kata", "sandi", "rahasia", "admin", "administrator", "bendahara", "payung", "bpjs", "jamsostek", "pemda", "dinas", "desa", "indonesia",
	"merdeka", "garuda", "bismillah", "sayang", "januari", "februari", "maret", "april", "agustus", "september", "oktober", "november", "desember", "qwerty", "asdf", "sukoharjo", "jawa", "tengah", "timur",
}
