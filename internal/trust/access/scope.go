package access

import (
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/kit/fault"
)

// Reach is where a grant holds: all fields that are set must fit. The empty reach is the whole installation.
type Reach struct {
	Government int64  // 0 is any
	Region     string // a prefix of the government's code, "35" holds all of Jawa Timur; "" is any
	UnitPath   string // "/12/45/": the unit and all below it; "" is any
	NPP        string // units with this employer registration; "" is any
}

// Actor is somebody who acts.
type Actor struct {
	Account    int64 // 0 is the machine's operator
	Username   string
	Name       string
	Operator   bool // at the command line: recorded as such, and never approves
	SuperReach bool // the operator without --as, and the program itself
	Role       Role
	Grant      int64
	Unit       int64 // the grant's unit, 0 where it is not bound to one
	Grants     []Held
}

// Held is a role within a reach.
type Held struct {
	Role  Role
	Reach Reach
}

// Operator is who works at the machine's command line without lending a user's permissions.
func Operator() Actor {
	return Actor{Username: "operator", Name: "Operator mesin", Operator: true, SuperReach: true}
}

// System is the program itself, in jobs that nobody asked for.
func System() Actor { return Actor{Username: "payung", Name: "Payung", SuperReach: true} }

// Scope is the reach of an actor for one permission. Its zero value reaches nothing.
type Scope struct {
	all     bool
	reaches []Reach
}

// Scope returns where the actor holds a permission, and a Forbidden fault where that is nowhere.
func (a Actor) Scope(p Permission) (Scope, error) {
	if a.SuperReach {
		return Scope{all: true}, nil
	}
	var s Scope
	for _, h := range a.Grants {
		if h.Role.Allows(p) {
			s.reaches = append(s.reaches, h.Reach)
		}
	}
	if len(s.reaches) == 0 {
		return Scope{}, ErrForbidden
	}
	return s, nil
}

// Anywhere returns the reach of all the actor's grants together, whatever they permit: for finding what is acted upon,
// before the door checks the permission.
func (a Actor) Anywhere() Scope {
	s := Scope{all: a.SuperReach}
	for _, h := range a.Grants {
		s.reaches = append(s.reaches, h.Reach)
	}
	return s
}

// May tells whether the actor holds a permission anywhere.
func (a Actor) May(p Permission) bool { _, err := a.Scope(p); return err == nil }

// ErrForbidden says that the actor may not do this.
var ErrForbidden = fault.New(fault.Forbidden, "Anda tidak berwenang melakukan ini. Mintalah akses kepada administrator pemerintah daerah Anda.")

// Everything is the scope of the program's own work. It is never made from a request.
func Everything() Scope { return Scope{all: true} }

// All tells whether the scope has no bounds.
func (s Scope) All() bool { return s.all }

// Narrow returns the scope cut down to one government.
func (s Scope) Narrow(government int64, unitPath string) Scope {
	if s.all {
		return Scope{reaches: []Reach{{Government: government, UnitPath: unitPath}}}
	}
	var out Scope
	for _, r := range s.reaches {
		if r.Government != 0 && government != 0 && r.Government != government {
			continue
		}
		if government != 0 {
			r.Government = government
		}
		switch {
		case unitPath == "" || strings.HasPrefix(r.UnitPath, unitPath):
		case strings.HasPrefix(unitPath, r.UnitPath):
			r.UnitPath = unitPath
		default:
			continue
		}
		out.reaches = append(out.reaches, r)
	}
	return out
}

// Whole returns the part of the scope that reaches governments as a whole, not only some of their units.
func (s Scope) Whole() Scope {
	out := Scope{all: s.all}
	for _, r := range s.reaches {
		if r.UnitPath == "" && r.NPP == "" {
			out.reaches = append(out.reaches, r)
		}
	}
	return out
}

// SQL returns a condition on the alias g of table government and the alias u of table unit, with its values, for
// placeholders from first on. Every query for what a government owns joins both and carries it.
func (s Scope) SQL(first int) (string, []any) {
	if s.all {
		return "(1 = 1)", nil
	}
	var parts []string
	var args []any
	next := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(first+len(args)-1)
	}
	for _, r := range s.reaches {
		var and []string
		if r.Government != 0 {
			and = append(and, "g.id = "+next(r.Government))
		}
		if r.Region != "" {
			and = append(and, "substr(g.code, 1, "+strconv.Itoa(len(r.Region))+") = "+next(r.Region))
		}
		if r.UnitPath != "" {
			and = append(and, "substr(u.path, 1, "+strconv.Itoa(len(r.UnitPath))+") = "+next(r.UnitPath))
		}
		if r.NPP != "" {
			and = append(and, "EXISTS (SELECT 1 FROM unit_registration ur WHERE ur.government_id = u.government_id AND ur.unit_id = u.id AND ur.npp = "+next(r.NPP)+")")
		}
		if len(and) == 0 {
			and = []string{"1 = 1"}
		}
		parts = append(parts, "("+strings.Join(and, " AND ")+")")
	}
	if len(parts) == 0 {
		return "(1 = 0)", nil
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}

// Target is what is acted upon.
type Target struct {
	Government     int64
	GovernmentCode string
	UnitPath       string   // "" is the government as a whole
	NPPs           []string // of the unit
}

// Holds tells whether a target lies inside the scope.
func (s Scope) Holds(t Target) bool {
	if s.all {
		return true
	}
	for _, r := range s.reaches {
		if (r.Government == 0 || r.Government == t.Government) &&
			strings.HasPrefix(t.GovernmentCode, r.Region) &&
			(r.UnitPath == "" || (t.UnitPath != "" && strings.HasPrefix(t.UnitPath, r.UnitPath))) &&
			(r.NPP == "" || contains(t.NPPs, r.NPP)) {
			return true
		}
	}
	return false
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
