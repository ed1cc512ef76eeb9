package access_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/payung-id/payung/internal/platform/crypt"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/platform/db/dbtest"
	"github.com/payung-id/payung/internal/trust/access"
)

const goodPassword = "sebuah kalimat yang tidak ditebak"

// nodes are several programs on one database, with one clock that the test moves.
type nodes struct {
	t   *testing.T
	at  atomic.Int64
	all []*access.Service
	id  int64
}

func newNodes(t *testing.T, d *db.DB, n int) *nodes {
	t.Helper()
	ring, err := crypt.NewKeyring([]byte(strings.Repeat("k", 32)))
	if err != nil {
		t.Fatal(err)
	}
	x := &nodes{t: t}
	x.at.Store(time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC).Unix())
	for range n {
		x.all = append(x.all, access.New(d, ring, x.now))
	}
	x.id, err = x.all[0].Create(t.Context(), access.System(), access.NewAccount{Username: "sri", Name: "Sri", Password: goodPassword})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func (x *nodes) now() time.Time             { return time.Unix(x.at.Load(), 0).UTC() }
func (x *nodes) wait(d time.Duration)       { x.at.Add(int64(d / time.Second)) }
func (x *nodes) node(i int) *access.Service { return x.all[i%len(x.all)] }

func (x *nodes) enter(i int, password, address string) (*access.Session, string, error) {
	token, err := x.node(i).SignInFrom(context.Background(), "sri", password, "uji", address)
	if err != nil {
		return nil, "", err
	}
	ses, err := x.node(i+1).Open(context.Background(), token) // the session holds on every node
	return ses, token, err
}

// A hundred guesses at once, over three nodes: no more than five are looked at.
func TestGuessesAreCountedOverAllNodesAlsoAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newNodes(t, d, 3)
		var looked, refused atomic.Int64
		var wg sync.WaitGroup
		for i := range 100 {
			wg.Go(func() {
				_, _, err := x.enter(i, "salah sama sekali", fmt.Sprint("10.0.0.", i))
				switch {
				case errors.Is(err, access.ErrSignIn):
					looked.Add(1)
				case errors.Is(err, access.ErrTooMany):
					refused.Add(1)
				default:
					t.Errorf("guess %d: %v", i, err)
				}
			})
		}
		wg.Wait()
		if looked.Load() > 5 || looked.Load() < 4 {
			t.Errorf("%d guesses were looked at, %d refused; want five looked at", looked.Load(), refused.Load())
		}
		if _, _, err := x.enter(0, goodPassword, "10.0.0.1"); !errors.Is(err, access.ErrTooMany) {
			t.Errorf("the right password at once after: %v", err)
		}
		x.wait(16 * time.Minute)
		if _, _, err := x.enter(0, goodPassword, "10.0.0.1"); err != nil {
			t.Errorf("control: the right password after the wait: %v", err)
		}
	})
}

func TestAnUnknownNameIsShutLikeAKnownOne(t *testing.T) {
	x := newNodes(t, dbtest.SQLite(t), 1)
	var answers [2][]string
	for i, name := range []string{"sri", "tidak-ada"} {
		for range 7 {
			_, err := x.node(0).SignInFrom(t.Context(), name, "salah sama sekali", "uji", "")
			answers[i] = append(answers[i], fmt.Sprint(err))
		}
	}
	if fmt.Sprint(answers[0]) != fmt.Sprint(answers[1]) {
		t.Errorf("a known name answers %v, an unknown one %v", answers[0], answers[1])
	}
}

func TestAnAddressIsShutWhateverNamesItTries(t *testing.T) {
	x := newNodes(t, dbtest.SQLite(t), 2)
	for i := range 50 {
		if _, err := x.node(i).SignInFrom(t.Context(), fmt.Sprint("nama", i), "salah sama sekali", "uji", "10.0.0.9"); i < 49 && !errors.Is(err, access.ErrSignIn) {
			t.Fatalf("guess %d: %v", i, err)
		}
	}
	if _, _, err := x.enter(0, goodPassword, "10.0.0.9"); !errors.Is(err, access.ErrTooMany) {
		t.Errorf("the 51st: %v", err)
	}
	if _, _, err := x.enter(0, goodPassword, "10.0.0.10"); err != nil {
		t.Errorf("control: from another address: %v", err)
	}
}

func TestThoseWhoSignInRightlyDoNotShutTheirAddress(t *testing.T) {
	x := newNodes(t, dbtest.SQLite(t), 1)
	for i := range 60 {
		if _, _, err := x.enter(i, goodPassword, "10.0.0.9"); err != nil {
			t.Fatalf("sign-in %d: %v", i, err)
		}
	}
}

func TestAPasswordFromTheListIsRefused(t *testing.T) {
	for _, p := range []string{"password1234", "P@ssw0rd1234!", "qwertyuiop123", "iloveyou12345", "bendahara2026!", "sayang123456789", "Sukoharjo2026", "indonesiaraya45", "111111111111", "abcdefghijklmnop", "1q2w3e4r5t6y7u", "merdeka17agustus1945", "pendek", "sri wahyuni 2026 sri"} {
		if err := access.CheckPassword("sri", p); err == nil {
			t.Errorf("%q was taken", p)
		}
	}
	for _, p := range []string{goodPassword, "lihat-tata-cara-2026", "kucing makan ikan asin", "jalan-kaki-ke-pasar-7"} {
		if err := access.CheckPassword("agus", p); err != nil {
			t.Errorf("control: %q was refused: %v", p, err)
		}
	}
}

// withFactor switches the second factor on and returns its secret and the paper codes.
func (x *nodes) withFactor(ses *access.Session) (secret string, paper []string) {
	x.t.Helper()
	address, err := x.node(0).BeginFactor(x.t.Context(), ses)
	if err != nil {
		x.t.Fatal(err)
	}
	u, err := url.Parse(address)
	if err != nil {
		x.t.Fatal(err)
	}
	secret = u.Query().Get("secret")
	if paper, err = x.node(0).ConfirmFactor(x.t.Context(), ses, x.code(secret)); err != nil {
		x.t.Fatal(err)
	}
	return secret, paper
}

func (x *nodes) code(secret string) string {
	x.t.Helper()
	c, err := totp.GenerateCode(secret, x.now())
	if err != nil {
		x.t.Fatal(err)
	}
	return c
}

func TestTheSecondFactorIsAskedForAndItsCodesCountOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newNodes(t, d, 2)
		first, _, err := x.enter(0, goodPassword, "")
		if err != nil || first.Half {
			t.Fatal(err, "half before there is a factor:", first.Half)
		}
		secret, paper := x.withFactor(first)
		x.wait(time.Minute)
		ses, token, err := x.enter(0, goodPassword, "")
		if err != nil {
			t.Fatal(err)
		}
		if !ses.Half || ses.Actor.Account != 0 || len(ses.Actor.Grants) != 0 {
			t.Errorf("after the password alone the session is half: %v, and acts as %+v", ses.Half, ses.Actor)
		}
		if err := x.node(0).GiveCode(t.Context(), ses, "000000"); !errors.Is(err, access.ErrCode) {
			t.Errorf("a wrong code: %v", err)
		}
		code := x.code(secret)
		var won atomic.Int64 // the same code at once on two nodes
		var wg sync.WaitGroup
		for i := range 6 {
			wg.Go(func() {
				if err := x.node(i).GiveCode(context.Background(), ses, code); err == nil {
					won.Add(1)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 {
			t.Errorf("one code was taken %d times", won.Load())
		}
		if ses, err = x.node(1).Open(t.Context(), token); err != nil || ses.Half {
			t.Errorf("after the code the session is still half: %v", err)
		}
		ses2, token2, err := x.enter(1, goodPassword, "")
		if err != nil {
			t.Fatal(err)
		}
		if err := x.node(0).GiveCode(t.Context(), ses2, strings.ToLower(paper[3])); err != nil {
			t.Errorf("a paper code: %v", err)
		}
		if err := x.node(1).GiveCode(t.Context(), ses2, paper[3]); !errors.Is(err, access.ErrCode) {
			t.Errorf("the same paper code again: %v", err)
		}
		if ses2, err = x.node(0).Open(t.Context(), token2); err != nil || ses2.Half {
			t.Errorf("after the paper code the session is still half: %v", err)
		}
		x.wait(time.Minute)
		if err := x.node(0).EndFactor(t.Context(), ses2, "123456"); !errors.Is(err, access.ErrCode) {
			t.Errorf("switched off by a wrong code: %v", err)
		}
		if err := x.node(0).EndFactor(t.Context(), ses2, x.code(secret)); err != nil {
			t.Errorf("switched off by a right code: %v", err)
		}
	})
}

func TestCodesCannotBeGuessed(t *testing.T) {
	x := newNodes(t, dbtest.SQLite(t), 3)
	first, _, err := x.enter(0, goodPassword, "")
	if err != nil {
		t.Fatal(err)
	}
	secret, _ := x.withFactor(first)
	x.wait(time.Minute)
	ses, _, err := x.enter(0, goodPassword, "")
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for i := range 30 {
		if err := x.node(i).GiveCode(t.Context(), ses, fmt.Sprintf("%06d", i)); errors.Is(err, access.ErrCode) {
			looked++
		}
	}
	if looked != 10 {
		t.Errorf("%d codes were looked at, want 10", looked)
	}
	if err := x.node(0).GiveCode(t.Context(), ses, x.code(secret)); !errors.Is(err, access.ErrTooMany) {
		t.Errorf("the right code after too many: %v", err)
	}
	x.wait(11 * time.Minute)
	if err := x.node(0).GiveCode(t.Context(), ses, x.code(secret)); err != nil {
		t.Errorf("control: the right code after the wait: %v", err)
	}
}

// Ending a session on one node ends it on every other at once; so does shutting the account out.
func TestASessionEndsOnEveryNodeAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newNodes(t, d, 2)
		_, token, err := x.enter(0, goodPassword, "")
		if err != nil {
			t.Fatal(err)
		}
		mine, _, err := x.enter(0, goodPassword, "")
		if err != nil {
			t.Fatal(err)
		}
		list, err := x.node(0).Sessions(t.Context(), x.id, mine)
		if err != nil || len(list) != 2 {
			t.Fatal(list, err)
		}
		for _, o := range list {
			if !o.Current {
				if err := x.node(0).EndSession(t.Context(), mine, o.ID); err != nil {
					t.Fatal(err)
				}
			}
		}
		if _, err := x.node(1).Open(t.Context(), token); !errors.Is(err, access.ErrNoSession) {
			t.Errorf("ended on one node, on the other: %v", err)
		}
		if err := x.node(0).SetActive(t.Context(), access.System(), x.id, false); err != nil {
			t.Fatal(err)
		}
		if _, _, err := x.enter(1, goodPassword, ""); !errors.Is(err, access.ErrSignIn) {
			t.Errorf("shut out, and: %v", err)
		}
	})
}

func TestWhatHasEndedIsSweptAndWhatHoldsStays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newNodes(t, d, 1)
		rows := func(table string) (n int) {
			t.Helper()
			if err := d.Read(t.Context(), func(tx *db.Tx) error { return tx.QueryRow(t.Context(), `SELECT count(*) FROM `+table).Scan(&n) }); err != nil {
				t.Fatal(err)
			}
			return n
		}
		if _, _, err := x.enter(0, goodPassword, ""); err != nil {
			t.Fatal(err)
		}
		if _, _, err := x.enter(0, "salah sama sekali", "10.0.0.1"); !errors.Is(err, access.ErrSignIn) {
			t.Fatal(err)
		}
		if err := x.node(0).Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if rows("session") != 1 || rows("attempt") != 2 {
			t.Errorf("swept too early: %d sessions, %d counts", rows("session"), rows("attempt"))
		}
		x.wait(25 * time.Hour)
		if err := x.node(0).Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if rows("session") != 0 || rows("attempt") != 0 {
			t.Errorf("left: %d sessions, %d counts", rows("session"), rows("attempt"))
		}
	})
}
