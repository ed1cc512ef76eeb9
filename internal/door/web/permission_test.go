package web

import (
	"flag"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/payung-id/payung/internal/trust/access"
)

var update = flag.Bool("update-permission", false, "write docs/permission.md anew")

// permissionMeans says what a permission lets somebody do, and on which class of data.
var permissionMeans = map[access.Permission]string{
	access.SeeCoverage: "totals, no names", access.SeePeople: "names, birth years, posts; NIK masked", access.RevealNIK: "one whole NIK at a time, with purpose, limited, noted",
	access.ImportRoster: "check, submit, apply, mend, undo rosters", access.ImportList: "the insurer's lists", access.ImportBudget: "budget lines", access.ImportPayment: "payments",
	access.ImportUnits: "units", access.ImportDeclared: "declared figures", access.DecideMatch: "whether two entries are one person", access.ManageAccounts: "accounts and roles, never beyond the own reach",
	access.ManageSettings: "settings, letterheads, recovery key", access.SeeTrail: "the audit trail, and its export", access.FreezeFigure: "freeze published figures", access.SendLetters: "letters and reminders",
}

// permissionPage is docs/permission.md, from the policy and the routes alone.
func permissionPage(routes []Route) string {
	var b strings.Builder
	b.WriteString("# Who may do what\n\nMade from the policy (`internal/trust/access/policy.go`) and the routes by `go test ./internal/door/web -run Permission -update-permission`; a test\nholds it fresh. Nothing is allowed that is not here. Where a role holds is said by its grant: a government, a region, a unit with\nall below it, or an employer registration; every list is cut to it, and an address outside it answers as if it did not exist.\n\n")
	roles := access.Roles()
	b.WriteString("| permission | what, on which data |")
	for _, r := range roles {
		b.WriteString(" " + string(r) + " |")
	}
	b.WriteString("\n|---|---|" + strings.Repeat("---|", len(roles)) + "\n")
	for _, p := range access.Permissions() {
		b.WriteString("| `" + string(p) + "` | " + permissionMeans[p] + " |")
		for _, r := range roles {
			if r.Allows(p) {
				b.WriteString(" yes |")
			} else {
				b.WriteString(" |")
			}
		}
		b.WriteString("\n")
	}
	b.WriteString("\nNobody approves what they had a hand in, whatever they hold (`internal/trust/approval`); the operator at the command line and the\nprogram itself approve nothing.\n\n## Routes\n\n| route | needs |\n|---|---|\n")
	lines := make([]string, 0, len(routes))
	for _, r := range routes {
		needs := "`" + string(r.Permission) + "`"
		switch {
		case r.Public:
			needs = "nothing: public"
		case r.Signed:
			needs = "a sign-in"
		}
		method, path, _ := strings.Cut(r.Pattern, " ")
		lines = append(lines, "| `"+method+" "+path+"` | "+needs+" |\n")
	}
	slices.Sort(lines)
	b.WriteString(strings.Join(slices.Compact(lines), ""))
	return b.String()
}

func TestThePermissionPageIsFresh(t *testing.T) {
	server := New(newWorld(t).app, slog.New(slog.DiscardHandler), nil)
	want := permissionPage(server.Routes())
	const path = "../../../docs/permission.md"
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("docs/permission.md is not what policy and routes say: go test ./internal/door/web -run Permission -update-permission")
	}
}

// Every permission is explained, held by somebody and asked for somewhere; every route says what it needs, in one way.
func TestThePolicyHasNoLooseEnds(t *testing.T) {
	server := New(newWorld(t).app, slog.New(slog.DiscardHandler), nil)
	asked := map[access.Permission]bool{}
	for _, r := range server.Routes() {
		asked[r.Permission] = true
		ways := 0
		for _, way := range []bool{r.Public, r.Signed, r.Permission != ""} {
			if way {
				ways++
			}
		}
		if ways != 1 {
			t.Errorf("%s says in %d ways what it needs", r.Pattern, ways)
		}
	}
	elsewhere := map[access.Permission]string{access.ImportList: "asked for by the kind of import", access.ImportBudget: "", access.ImportPayment: "", access.ImportDeclared: "asked for by the kind of import"}
	for _, p := range access.Permissions() {
		held := slices.ContainsFunc(access.Roles(), func(r access.Role) bool { return r.Allows(p) })
		_, other := elsewhere[p]
		if permissionMeans[p] == "" || !held || (!asked[p] && !other) {
			t.Errorf("%s: explained %v, held %v, asked for by a route %v", p, permissionMeans[p] != "", held, asked[p])
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("control: a route that names no permission was taken")
		}
	}()
	server.need("", "GET /tanpa-izin", nil)
}
