package web

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/bundle"
	"github.com/payung-id/payung/internal/registry/intake"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/internal/trust/approval"
	"github.com/payung-id/payung/internal/trust/change"
	"github.com/payung-id/payung/period"
)

// owner is a unit with one of everything, each with words that stand nowhere else.
type owner struct {
	code, region, unitName           string
	government, unit                 int64
	name, nik, waitingName, pairName string
	file, draftFile                  string
	batch, draft, person, waiting    int64
	bundle                           int64 // many files handed in at once, one of them the draft's
	pair                             string
	request                          int64 // for approval
	account                          int64
	accountName                      string
	peopleOnly                       bool // the unit may be known, its people may not
}

// secrets are what must not appear in an answer to somebody out of reach.
func (o *owner) secrets() map[string]string {
	out := map[string]string{"person's name": o.name, "NIK": o.nik, "waiting person's name": o.waitingName, "reviewed person's name": o.pairName, "draft's file": o.draftFile}
	out["name"], out["file"] = o.unitName, o.file
	if o.accountName != "" {
		out["user's name"] = o.accountName
	}
	return out
}

// world is an installation of two governments: units one and two in the first, three in the second.
type world struct {
	app                     *app.App
	one, two, three, nobody *owner
	state                   string
	roles                   []string
}

const testPassword = "payung-teduh-9021"

func newWorld(t *testing.T) *world {
	t.Helper()
	return newWorldAt(t, "")
}

// newWorldAt builds the world in a database; "" is SQLite in a folder of the test's own.
func newWorldAt(t *testing.T, where string) *world {
	t.Helper()
	ctx := context.Background()
	now := clock.Fixed(time.Date(2026, 10, 20, 3, 0, 0, 0, time.UTC))
	a, err := app.Open(ctx, app.Config{Data: t.TempDir(), DB: where, Clock: now}, where == "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	w := &world{
		app:    a,
		one:    &owner{code: "U-SATU", region: "33.11", unitName: "Dinas Satusatu"},
		two:    &owner{code: "U-DUADUA", region: "33.11", unitName: "Dinas Duarahasia"},
		three:  &owner{code: "U-TIGATIGA", region: "35.78", unitName: "Badan Tigarahasia"},
		nobody: &owner{code: "U-TAKADA", region: "99.99", unitName: "Takada", government: 7777, unit: 7777777, person: 7777777, batch: 7777777, draft: 7777777, waiting: 7777777, account: 7777777, bundle: 7777777, pair: "7777-7777777-7777777-7", request: 7777777, nik: "0000000000000000", name: "Takada"},
	}
	w.bring(t, "units", "units.csv", nil, "kode,nama,jenis,kode_wilayah,npp\nU-SATU,Dinas Satusatu,opd,33.11,33110001\nU-DUADUA,Dinas Duarahasia,opd,33.11,33110002\nU-TIGATIGA,Badan Tigarahasia,opd,35.78,35780001\n", true)
	w.findUnits(t)
	list := "nik,kpj,nama,tanggal_lahir,segmen,program,status,bulan_terakhir,npp,upah\n"
	for i, o := range []*owner{w.one, w.two, w.three} {
		list += w.rosters(t, o, i)
	}
	for _, g := range []*owner{w.one, w.three} { // a list of its own for each government
		w.bring(t, "participants", "peserta-"+g.region+".csv", &owner{government: g.government, region: g.region}, list, true)
	}
	for _, m := range []string{"2026-09"} {
		month, _ := period.ParseMonth(m)
		if err := a.Coverage.Refresh(ctx, month); err != nil {
			t.Fatal(err)
		}
	}
	w.findRows(t)
	w.requests(t)
	w.accounts(t)
	w.state = w.digest(t)
	return w
}

// rosters gives a unit an applied roster with a waiting row and a person to decide on, and a draft for the next month. It
// returns the lines of the insurer's list.
func (w *world) rosters(t *testing.T, o *owner, i int) string {
	t.Helper()
	tag := []string{"Ankasatu", "Banduadua", "Centigatiga"}[i]
	o.name, o.waitingName, o.pairName = "Zul "+tag, "Wiji "+tag, "Pramono "+tag
	district := strings.ReplaceAll(o.region, ".", "") + "01"
	o.nik = fmt.Sprintf("%s150380%d", district, 9100+i)
	pair := fmt.Sprintf("%s150480%d", district, 9200+i)
	near := pair[:15] + fmt.Sprint((int(pair[15]-'0')+3)%10)
	o.file, o.draftFile = "kiriman-"+strings.ToLower(tag)+".csv", "naskah-"+strings.ToLower(tag)+".csv"
	head := "nik,nama,tanggal_lahir,jenis_kelamin,kategori,jabatan,upah,mulai\n"
	rows := head + o.nik + "," + o.name + ",1980-03-15,L,honorer,Staf,2500000,2024-01-01\n" +
		pair + "," + o.pairName + ",1980-04-15,L,honorer,Staf,2500000,2024-01-01\n" +
		"33110115038," + o.waitingName + ",1981-03-15,L,honorer,Staf,2500000,2024-01-01\n"
	o.batch = w.bring(t, "roster", o.file, o, rows, true)
	o.draft = w.bring(t, "roster", o.draftFile, o, rows+"331101,"+o.waitingName+" Kedua,1982-03-15,L,honorer,Staf,2500000,2024-01-01\n", false)
	w.together(t, o)
	return near + ",," + o.pairName + ",1980-04-15,PU,\"JKK,JKM\",aktif,2026-09," + map[int]string{0: "33110001", 1: "33110002", 2: "35780001"}[i] + ",2500000\n"
}

// together hands the draft's file in once more, as one of many.
func (w *world) together(t *testing.T, o *owner) {
	t.Helper()
	ctx := context.Background()
	target := access.Target{Government: o.government, GovernmentCode: o.region, UnitPath: fmt.Sprintf("/%d/", o.unit)}
	b, err := w.app.Bundles.Open(ctx, access.System(), target, bundle.Said{}, "uji "+o.code)
	if err == nil {
		o.bundle = b.ID
		err = w.app.AddToBundle(ctx, access.System(), target, b, o.draftFile, strings.NewReader("nama\n"+o.name+"\n"), 1<<20)
	}
	if err == nil {
		err = w.app.Bundles.Received(ctx, access.System(), target, b)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// bring brings a file in by the road that every file takes; o nil is the whole installation.
func (w *world) bring(t *testing.T, kind, name string, o *owner, content string, apply bool) int64 {
	t.Helper()
	ctx := context.Background()
	req := intake.Request{Kind: kind, File: intake.File{Name: name, Reader: strings.NewReader(content), Size: int64(len(content))}}
	if o != nil {
		req.Target = access.Target{Government: o.government, GovernmentCode: o.region}
		if o.unit != 0 {
			req.Unit, req.Target.UnitPath = o.unit, fmt.Sprintf("/%d/", o.unit)
		}
	}
	if kind == "roster" {
		req.Month = period.MonthOf(2026, 9)
		if !apply {
			req.Month = period.MonthOf(2026, 10)
		}
	}
	if kind == "participants" {
		req.AsOf = period.DateOf(2026, 9, 30)
	}
	if o != nil {
		info, err := w.app.Blobs.Put(ctx, o.government, strings.NewReader(content), 1<<20, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		req.Blob = info.Hash
	}
	b, err := w.app.Intake.Check(ctx, access.System(), req)
	if err == nil && apply {
		b, err = w.app.Intake.Apply(ctx, access.System(), b.ID)
	}
	if err != nil {
		t.Fatalf("bring %s %s: %v (%s)", kind, name, err, fault.TextOf(err).In(lang.ID))
	}
	return b.ID
}

func (w *world) findUnits(t *testing.T) {
	t.Helper()
	err := w.app.DB.Read(context.Background(), func(tx *db.Tx) error {
		for _, o := range []*owner{w.one, w.two, w.three} {
			u, err := unit.ByCode(context.Background(), tx, access.Everything(), o.code)
			if err != nil {
				return err
			}
			o.government, o.unit = u.Government, u.ID
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) findRows(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	err := w.app.DB.Read(ctx, func(tx *db.Tx) error {
		for _, o := range []*owner{w.one, w.two, w.three} {
			if err := tx.QueryRow(ctx, `SELECT person_id FROM roster_row WHERE government_id = $1 AND batch_id = $2 AND name = $3`, o.government, o.batch, o.name).Scan(&o.person); err != nil {
				return fmt.Errorf("person of %s: %w", o.code, err)
			}
			if err := tx.QueryRow(ctx, `SELECT id FROM roster_row WHERE government_id = $1 AND batch_id = $2 AND status = 'waiting'`, o.government, o.batch).Scan(&o.waiting); err != nil {
				return fmt.Errorf("waiting row of %s: %w", o.code, err)
			}
			var person, list, row int64
			if err := tx.QueryRow(ctx, `SELECT l.person_id, l.list_id, l.row_no FROM match_link l JOIN roster_row rr ON rr.government_id = l.government_id AND rr.person_id = l.person_id
				WHERE l.government_id = $1 AND rr.batch_id = $2 LIMIT 1`, o.government, o.batch).Scan(&person, &list, &row); err != nil {
				return fmt.Errorf("case of %s: %w", o.code, err)
			}
			o.pair = fmt.Sprintf("%d-%d-%d-%d", o.government, person, list, row)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// accounts makes one person for each role: in government one, those of a unit in unit one; and one in units two and three.
func (w *world) accounts(t *testing.T) {
	t.Helper()
	make := func(username, name string, g access.NewGrant) int64 {
		id, err := w.app.Accounts.Create(context.Background(), access.System(), access.NewAccount{Username: username, Name: name, Password: testPassword, Grants: []access.NewGrant{g}})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	for _, role := range access.Roles() {
		g := access.NewGrant{Role: role, Government: w.one.government}
		name := string(role) + "1"
		switch role {
		case access.Treasurer, access.Personnel, access.Village:
			g.Unit = w.one.unit
		case access.Province:
			g = access.NewGrant{Role: role, Region: "33"}
		default: // for the whole government
		}
		make(name, "Pengguna "+name, g)
		w.roles = append(w.roles, name)
	}
	make("bpjsnpp", "Pengguna bpjsnpp", access.NewGrant{Role: access.Branch, NPP: "33110001"})
	w.roles = append(w.roles, "bpjsnpp")
	w.two.accountName, w.three.accountName = "Nyonya Duaberkas", "Tuan Tigaberkas"
	w.two.account = make("bendahara2", w.two.accountName, access.NewGrant{Role: access.Treasurer, Government: w.two.government, Unit: w.two.unit})
	w.three.account = make("bendahara3", w.three.accountName, access.NewGrant{Role: access.Treasurer, Government: w.three.government, Unit: w.three.unit})
}

func (w *world) signIn(t *testing.T, user string) *http.Cookie {
	t.Helper()
	token, err := w.app.Accounts.SignIn(context.Background(), user, testPassword, "test")
	if err != nil {
		t.Fatal(err)
	}
	return &http.Cookie{Name: sessionCookie, Value: token}
}

// strangers pairs every role with the owners that lie out of its reach.
func (w *world) strangers(t *testing.T, server *Server) (out []*stranger) {
	t.Helper()
	for _, user := range w.roles {
		cookie := w.signIn(t, user)
		foreign := []*owner{w.three}
		switch strings.TrimSuffix(user, "1") {
		case string(access.Treasurer), string(access.Personnel), string(access.Village), "bpjsnpp":
			foreign = append(foreign, w.two)
		}
		for _, f := range foreign {
			out = append(out, &stranger{world: w, user: user, cookie: cookie, server: server, foreign: f})
		}
	}
	return out
}

// digest counts what the strangers must not change.
func (w *world) digest(t *testing.T) string {
	t.Helper()
	ctx := context.Background()
	var out strings.Builder
	err := w.app.DB.Read(ctx, func(tx *db.Tx) error {
		for _, o := range []*owner{w.two, w.three} {
			for _, q := range []string{
				`SELECT count(*) || '/' || coalesce(max(state), '') FROM import_batch WHERE government_id = $1 AND unit_id = $2`,
				`SELECT count(*) || '/' || coalesce(max(month), '') FROM roster_current WHERE government_id = $1 AND unit_id = $2`,
				`SELECT count(*) || '/' || coalesce(max(status), '') || coalesce(min(status), '') FROM roster_row WHERE government_id = $1 AND unit_id = $2`,
				`SELECT count(*) || '/' || coalesce(max(state), '') FROM approval WHERE government_id = $1 AND unit_id = $2`,
				`SELECT name || '/' || path || '/' || parent_id FROM unit WHERE government_id = $1 AND id = $2`,
				`SELECT count(*) || '' FROM match_decision d WHERE d.government_id = $1 AND EXISTS (SELECT 1 FROM unit u WHERE u.government_id = d.government_id AND u.id = $2)`,
			} {
				var s string
				if err := tx.QueryRow(ctx, q, o.government, o.unit).Scan(&s); err != nil {
					return fmt.Errorf("%s: %w", q, err)
				}
				out.WriteString(s + "\n")
			}
			var a string
			if err := tx.QueryRow(ctx, `SELECT name || active || (SELECT count(*) FROM account_grant WHERE account_id = account.id) FROM account WHERE id = $1`, o.account).Scan(&a); err != nil {
				return err
			}
			out.WriteString(a + "\n")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// requests has something asked for in each unit that another person must decide.
func (w *world) requests(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	for _, o := range []*owner{w.one, w.two, w.three} {
		err := w.app.Door.Do(ctx, access.System(), change.Op{Name: "test.submit", Permission: access.ImportRoster}, access.Target{Government: o.government}, func(tx *change.Tx) error {
			r, err := approval.Submit(ctx, tx, approval.Subject{Government: o.government, Kind: "uji", ID: o.unit, Unit: o.unit, Fingerprint: []byte("x")}, "Catatan "+o.unitName)
			if err == nil {
				o.request = r.ID
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func (w *world) unchanged(t *testing.T) {
	t.Helper()
	if now := w.digest(t); now != w.state {
		t.Errorf("strangers changed something:\nbefore\n%s\nafter\n%s", w.state, now)
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// spoken is what an answer says: a workbook is opened, for its words stand in compressed parts.
func spoken(contentType string, body []byte) string {
	if !strings.Contains(contentType, "spreadsheet") {
		return string(body) + tags.ReplaceAllString(string(body), "")
	}
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return string(body)
	}
	var out strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			continue
		}
		b, _ := io.ReadAll(r)
		_ = r.Close()
		out.Write(b)
	}
	return out.String()
}
