package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"runtime/pprof"
	"slices"
	"strings"
	"time"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/door/web"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/trust/access"
)

type pagesCmd struct {
	Data  string `required:"" type:"path" help:"Folder of a loaded sample."`
	DB    string `name:"db" help:"postgres://…; empty is SQLite in the folder."`
	Times int    `default:"15" help:"How often each page is asked for."`
	Month string `default:"2026-10" help:"Month of the pages."`
	Only  string `help:"Only pages whose address contains this."`
	Dump  string `help:"Print the answer of the page whose address contains this."`

	Profile string `type:"path" help:"Write a processor profile of all pages into this file."`
}

// readers are who opens the pages.
var readers = []struct {
	name  string
	role  access.Role
	where string // a government's code, or a region of several
}{
	{"sekda", access.Secretary, "35.78"}, {"provinsi", access.Province, "35"}, {"bkad", access.Treasury, "35.78"}, {"pusat", access.Manpower, "35"},
}

const password = "ukur-halaman-berat-2026"

// Run signs each reader in and asks for each page; one that the reader may not open is left out.
func (c *pagesCmd) Run(ctx context.Context) error {
	a, err := app.Open(ctx, app.Config{Data: c.Data, DB: c.DB}, true)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := addReaders(ctx, a); err != nil {
		return err
	}
	server := httptest.NewServer(web.New(a, slog.New(slog.DiscardHandler), nil))
	defer server.Close()
	if c.Profile != "" {
		f, err := os.Create(c.Profile)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	fmt.Printf("%-9s %9s %9s %9s %9s %5s  %s\n", "reader", "first ms", "p50 ms", "worst ms", "cpu ms", "KB", "page")
	for _, r := range readers {
		client, err := signIn(ctx, server.URL, r.name)
		if err != nil {
			return fmt.Errorf("sign %s in: %w", r.name, err)
		}
		pages, err := c.pages(ctx, client, server.URL)
		if err != nil {
			return err
		}
		for _, p := range pages {
			if !strings.Contains(p, c.Only) {
				continue
			}
			if err := c.measure(ctx, client, server.URL, r.name, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// pages are the heavy ones, with one person and one unit found in the lists.
func (c *pagesCmd) pages(ctx context.Context, client *http.Client, base string) ([]string, error) {
	month := "bulan=" + c.Month
	pages := []string{
		"/", "/papan?" + month, "/papan?menurut=unit&" + month, "/papan?menurut=category&" + month, "/papan?wilayah=35.78&" + month, "/pekerja?" + month, "/pekerja?fakta=bayar&hal=40&" + month,
		"/belum-menjawab?" + month, "/instansi?" + month, "/antrean", "/padan", "/impor", "/anggaran", "/bayar?" + month, "/angka-lapor", "/pekerjaan",
	}
	for list, link := range map[string]*regexp.Regexp{"/pekerja?" + month: regexp.MustCompile(`/orang/[0-9.\-]+`), "/instansi?" + month: regexp.MustCompile(`/instansi/[0-9.\-]+`)} {
		body, status, err := get(ctx, client, base+list)
		if err != nil {
			return nil, err
		}
		if found := link.Find(body); status == http.StatusOK && found != nil {
			pages = append(pages, string(found))
		}
	}
	return pages, nil
}

func (c *pagesCmd) measure(ctx context.Context, client *http.Client, base, reader, page string) error {
	var took []time.Duration
	var size int
	var spent time.Duration
	for n := range max(c.Times, 2) {
		if n == 1 {
			spent = ownCPU()
		}
		began := time.Now()
		body, status, err := get(ctx, client, base+page)
		if err != nil {
			return err
		}
		if status == http.StatusForbidden || status == http.StatusNotFound || status == http.StatusSeeOther {
			return nil // not for this reader
		}
		if status != http.StatusOK {
			return fmt.Errorf("%s of %s: status %d", page, reader, status)
		}
		took, size = append(took, time.Since(began)), len(body)
		if c.Dump != "" && strings.Contains(page, c.Dump) {
			fmt.Println(string(body))
			return nil
		}
	}
	first := took[0]
	rest := slices.Sorted(slices.Values(took[1:]))
	each := (ownCPU() - spent) / time.Duration(len(rest)) // of the server and of this client together
	fmt.Printf("%-9s %9s %9s %9s %9s %5d  %s\n", reader, ms(first), ms(rest[len(rest)/2]), ms(rest[len(rest)-1]), ms(each), size>>10, page)
	return nil
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }

func get(ctx context.Context, client *http.Client, address string) ([]byte, int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, 0, err
	}
	res, err := client.Do(req)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	return body, res.StatusCode, err
}

func signIn(ctx context.Context, base, name string) (*http.Client, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	form := url.Values{"nama": {name}, "sandi": {password}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/masuk", strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	res, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		return nil, errors.New(res.Status)
	}
	return client, nil
}

// addReaders makes the accounts that are missing.
func addReaders(ctx context.Context, a *app.App) error {
	for _, r := range readers {
		if _, err := a.Accounts.ActorByName(ctx, r.name); err == nil {
			continue
		}
		grant := access.NewGrant{Role: r.role}
		if len(r.where) == 2 {
			grant.Region = r.where
		} else {
			id, err := governmentID(ctx, a, r.where)
			if err != nil {
				return err
			}
			grant.Government = id
		}
		_, err := a.Accounts.Create(ctx, access.System(), access.NewAccount{Username: r.name, Name: "Pembaca " + r.name, Title: "Pengukur", Password: password, Grants: []access.NewGrant{grant}})
		if err != nil {
			return fmt.Errorf("make account %s: %w", r.name, err)
		}
	}
	return nil
}

func governmentID(ctx context.Context, a *app.App, code string) (id int64, err error) {
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		list, err := unit.Governments(ctx, tx, access.Everything())
		for _, g := range list {
			if g.Code == code {
				id = g.ID
			}
		}
		return err
	})
	if err == nil && id == 0 {
		err = fmt.Errorf("there is no government %s", code)
	}
	return id, err
}
