package access

import (
	"context"
	"errors"
	"fmt"

	"github.com/payung-id/payung/internal/kit/fault"
	"github.com/payung-id/payung/internal/platform/clock"
	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/audit"
)

// NewAccount is an account to be made.
type NewAccount struct {
	Username, Name, Title, Phone, Password, Language string
	Grants                                           []NewGrant
	Temporary                                        bool // the password must be changed at the first sign-in
	first                                            bool // made only where there is no account yet
}

// NewGrant is a role within a reach, to be given. Government, region, unit and NPP are as in [Reach].
type NewGrant struct {
	Role       Role
	Government int64
	Region     string
	Unit       int64
	NPP        string
}

// manages tells whether the actor may manage accounts of a reach: nobody gives power beyond the own reach.
func (a Actor) manages(target Target) error {
	scope, err := a.Scope(ManageAccounts)
	if err != nil {
		return err
	}
	if !scope.Holds(target) {
		return ErrForbidden
	}
	return nil
}

// Create makes an account with its grants.
func (s *Service) Create(ctx context.Context, actor Actor, n NewAccount) (int64, error) {
	n.Username = normalUsername(n.Username)
	if n.Username == "" || n.Name == "" {
		return 0, fault.New(fault.Invalid, "Nama pengguna dan nama lengkap wajib diisi.")
	}
	if err := CheckPassword(n.Username, n.Password); err != nil {
		return 0, err
	}
	if n.Language == "" {
		n.Language = "id"
	}
	hash := HashPassword(n.Password)
	var id int64
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.checkGrants(ctx, tx, actor, n.Grants); err != nil {
			return err
		}
		if n.first {
			var others int
			if err := tx.QueryRow(ctx, `SELECT count(*) FROM account`).Scan(&others); err != nil {
				return err
			}
			if others > 0 {
				return ErrBegun
			}
		}
		var err error
		if id, err = tx.IDs(ctx, 0, 1+len(n.Grants)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO account (id, username, name, title, phone, password, language, active, failed_count, locked_until, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '', $9)`,
			id, n.Username, n.Name, n.Title, n.Phone, hash, n.Language, true, clock.Stamp(s.now())); err != nil {
			if db.Unique(err) {
				return fault.New(fault.Conflict, "Nama pengguna %q sudah dipakai.", n.Username)
			}
			return err
		}
		for i, g := range n.Grants {
			if _, err := tx.Exec(ctx, `INSERT INTO account_grant (id, account_id, role, government_id, region_prefix, unit_id, npp) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
				id+1+int64(i), id, string(g.Role), g.Government, g.Region, g.Unit, g.NPP); err != nil {
				return err
			}
		}
		if n.Temporary {
			if err := s.giveTemporary(ctx, tx, id); err != nil {
				return err
			}
		}
		return s.note(ctx, tx, actor, "account.create", id, n.Grants)
	})
	if err != nil {
		return 0, fmt.Errorf("create account: %w", err)
	}
	return id, nil
}

func (s *Service) note(ctx context.Context, tx *db.Tx, actor Actor, op string, id int64, detail any) error {
	return audit.Add(ctx, tx, s.ring, s.now(), audit.Entry{Account: actor.Account, Actor: actor.Username, Op: op, TargetKind: "account", TargetID: id, Detail: detail})
}

func (s *Service) checkGrants(ctx context.Context, tx *db.Tx, actor Actor, grants []NewGrant) error {
	if len(grants) == 0 && !actor.SuperReach {
		return fault.New(fault.Invalid, "Pilih sedikitnya satu peran dan wilayah kerja.")
	}
	for _, g := range grants {
		if !g.Role.Known() {
			return fault.New(fault.Invalid, "Peran %q tidak dikenal.", string(g.Role))
		}
		t := Target{Government: g.Government}
		if g.Government != 0 {
			if err := tx.QueryRow(ctx, `SELECT code FROM government WHERE id = $1`, g.Government).Scan(&t.GovernmentCode); err != nil {
				return fault.New(fault.Invalid, "Pemerintah daerah tidak ditemukan.").Because(err)
			}
		}
		if g.Unit != 0 {
			if err := tx.QueryRow(ctx, `SELECT path FROM unit WHERE government_id = $1 AND id = $2`, g.Government, g.Unit).Scan(&t.UnitPath); err != nil {
				return fault.New(fault.Invalid, "Instansi tidak ditemukan.").Because(err)
			}
		}
		if err := actor.manages(t); err != nil {
			return err
		}
	}
	return nil
}

// SetActive lets an account in or shuts it out, ending its sessions on every node.
func (s *Service) SetActive(ctx context.Context, actor Actor, id int64, active bool) error {
	return s.onAccount(ctx, actor, id, "account.active", active, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE account SET active = $2, failed_count = 0, locked_until = '' WHERE id = $1`, id, active); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `DELETE FROM session WHERE account_id = $1`, id)
		return err
	})
}

// SetPassword gives an account a new password, temporary where it is somebody else's, and ends its sessions.
func (s *Service) SetPassword(ctx context.Context, actor Actor, id int64, username, password string) error {
	if err := CheckPassword(username, password); err != nil {
		return err
	}
	hash := HashPassword(password)
	return s.onAccount(ctx, actor, id, "account.password", nil, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE account SET password = $2, failed_count = 0, locked_until = '' WHERE id = $1`, id, hash); err != nil {
			return err
		}
		if actor.Account != id {
			if err := s.giveTemporary(ctx, tx, id); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, `DELETE FROM session WHERE account_id = $1`, id)
		return err
	})
}

func (s *Service) onAccount(ctx context.Context, actor Actor, id int64, op string, detail any, fn func(tx *db.Tx) error) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if actor.Account != id || op == "account.active" {
			grants, err := grantsOf(ctx, tx, id)
			if err != nil {
				return err
			}
			for _, g := range grants {
				if err := actor.manages(Target{Government: g.Government, GovernmentCode: g.GovernmentCode, UnitPath: g.UnitPath}); err != nil {
					return err
				}
			}
			if len(grants) == 0 && !actor.SuperReach {
				return ErrForbidden
			}
		}
		if err := fn(tx); err != nil {
			return err
		}
		return s.note(ctx, tx, actor, op, id, detail)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	return nil
}

// List returns the accounts whose every grant lies in the actor's reach.
func (s *Service) List(ctx context.Context, actor Actor) ([]Account, error) {
	scope, err := actor.Scope(ManageAccounts)
	if err != nil {
		return nil, err
	}
	var out []Account
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		rows, err := tx.Query(ctx, `SELECT `+accountColumns+` FROM account ORDER BY name, id`)
		if err != nil {
			return err
		}
		defer rows.Close()
		var all []Account
		for rows.Next() {
			a, err := scanAccount(rows)
			if err != nil {
				return err
			}
			all = append(all, a)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
		for _, a := range all {
			if a.Grants, err = grantsOf(ctx, tx, a.ID); err != nil {
				return err
			}
			if reaches(scope, a.Grants) {
				out = append(out, a)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list accounts: %w", err)
	}
	return out, nil
}

func reaches(scope Scope, grants []Grant) bool {
	if scope.All() {
		return true
	}
	for _, g := range grants {
		if !scope.Holds(Target{Government: g.Government, GovernmentCode: g.GovernmentCode, UnitPath: g.UnitPath}) {
			return false
		}
	}
	return len(grants) > 0
}

// Any tells whether there is an account at all.
func (s *Service) Any(ctx context.Context) (bool, error) {
	var n int
	err := s.db.Read(ctx, func(tx *db.Tx) error { return tx.QueryRow(ctx, `SELECT count(*) FROM account`).Scan(&n) })
	return n > 0, err
}
