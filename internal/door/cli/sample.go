package cli

import (
	"context"
	"fmt"

	"github.com/payung-id/payung/internal/app"
	"github.com/payung-id/payung/internal/door/web/view"
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/internal/sample"
	"github.com/payung-id/payung/internal/trust/access"
)

// sampleSeed makes every first start show the same government.
const sampleSeed = 1

// sampleRoles are the accounts of the synthetic government, one a role.
var sampleRoles = []sampleAccount{
	{"bendahara", "Sri Wahyuni, S.E.", "Bendahara Pengeluaran", access.Treasurer, "3311-D03", "33.11"},
	{"kepegawaian", "Agus Prasetyo, S.STP.", "Kasubbag Umum dan Kepegawaian", access.Personnel, "3311-D04", "33.11"},
	{"desa", "Sukardi", "Kaur Keuangan", access.Village, "3311-V0205", "33.11"},
	{"bkad", "Dewi Lestari, S.E., M.M.", "Kabid Perbendaharaan", access.Treasury, "", "33.11"},
	{"disnaker", "Bambang Setiawan, S.H.", "Kabid Hubungan Industrial", access.Manpower, "", "33.11"},
	{"sekda", "Drs. Widodo Santosa, M.Si.", "Sekretaris Daerah", access.Secretary, "", "33.11"},
	{"bpjs", "Rina Wulandari", "Account Representative", access.Branch, "", "33.11"},
	{"provinsi", "Joko Susilo, S.Sos.", "Biro Kesra Provinsi", access.Province, "", "33"},
	{"admin", "Wahyu Hidayat, S.Kom.", "Administrator Sistem", access.Administrator, "", "33.11"},
}

// loadSample brings the synthetic government in, by the same road as any file, and makes its accounts.
func loadSample(ctx context.Context, a *app.App, dir string) error {
	if _, err := sample.Write(ctx, dir, sample.Kabupaten, sampleSeed, nil); err != nil {
		return fmt.Errorf("write sample data: %w", err)
	}
	items, err := readManifest(dir + "/manifest.json")
	if err != nil {
		return err
	}
	if _, err := bringAll(ctx, a, access.System(), dir, items, func(int) {}); err != nil {
		return err
	}
	if err := a.Coverage.Refresh(ctx, 0); err != nil {
		return err
	}
	if err := unit.MarkSample(ctx, a.Door, access.System()); err != nil {
		return err
	}
	for _, s := range sampleRoles {
		if err := createSample(ctx, a, s); err != nil {
			return fmt.Errorf("make account %s: %w", s.username, err)
		}
	}
	return nil
}

func createSample(ctx context.Context, a *app.App, s sampleAccount) error {
	grant := access.NewGrant{Role: s.role}
	err := a.DB.Read(ctx, func(tx *db.Tx) error {
		if len(s.region) == 2 {
			grant.Region = s.region
			return nil
		}
		gs, err := unit.Governments(ctx, tx, access.Everything())
		if err != nil {
			return err
		}
		for _, g := range gs {
			if g.Code == s.region {
				grant.Government = g.ID
			}
		}
		if s.unit == "" {
			return nil
		}
		u, err := unit.ByCode(ctx, tx, access.Everything(), s.unit)
		grant.Unit = u.ID
		return err
	})
	if err != nil {
		return err
	}
	_, err = a.Accounts.Create(ctx, access.System(), access.NewAccount{Username: s.username, Name: s.name, Title: s.title, Password: SamplePassword, Grants: []access.NewGrant{grant}})
	return err
}

// sampleAccounts lists the accounts to show while sample data is loaded; none where it is not.
func sampleAccounts(ctx context.Context, a *app.App) ([]view.SampleAccount, error) {
	loaded := false
	err := a.DB.Read(ctx, func(tx *db.Tx) error {
		gs, err := unit.Governments(ctx, tx, access.Everything())
		for _, g := range gs {
			loaded = loaded || g.Sample
		}
		return err
	})
	if err != nil || !loaded {
		return nil, err
	}
	var out []view.SampleAccount
	for _, s := range sampleRoles {
		out = append(out, view.SampleAccount{Name: s.username, Password: SamplePassword, Role: lang.Msg(s.role.Label())})
	}
	return out, nil
}
