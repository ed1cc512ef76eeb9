package access

// Permission is one thing that can be done.
type Permission string

// The permissions. A page or command names exactly one.
const (
	SeeCoverage    Permission = "coverage.see"       // totals, no names
	SeePeople      Permission = "people.see"         // names, without whole numbers
	RevealNIK      Permission = "people.reveal"      // a whole NIK, with purpose, logged
	ImportRoster   Permission = "roster.import"      // check, apply, fix, undo rosters
	ImportList     Permission = "participant.import" // the insurer's lists
	ImportBudget   Permission = "budget.import"
	ImportPayment  Permission = "payment.import"
	ImportUnits    Permission = "unit.import" // units, declared figures
	ImportDeclared Permission = "declared.import"
	DecideMatch    Permission = "match.decide"
	ManageAccounts Permission = "account.manage"
	ManageSettings Permission = "setting.manage"
	SeeTrail       Permission = "audit.see"
	FreezeFigure   Permission = "figure.freeze"
	SendLetters    Permission = "letter.send"
)

// Role is a named set of permissions.
type Role string

// The roles.
const (
	Treasurer     Role = "bendahara"
	Personnel     Role = "kepegawaian"
	Village       Role = "desa"
	Treasury      Role = "bkad"
	Manpower      Role = "disnaker"
	Secretary     Role = "sekda"
	Branch        Role = "bpjs"
	Province      Role = "provinsi"
	Administrator Role = "administrator"
)

// Policy is the one table of roles and permissions. The administrator keeps the machine and sees no person.
var policy = map[Role][]Permission{
	Treasurer:     {SeeCoverage, SeePeople, RevealNIK, ImportRoster, ImportPayment, DecideMatch},
	Personnel:     {SeeCoverage, SeePeople, RevealNIK, ImportRoster, DecideMatch},
	Village:       {SeeCoverage, SeePeople, RevealNIK, ImportRoster, ImportPayment, DecideMatch},
	Treasury:      {SeeCoverage, SeePeople, ImportBudget, ImportPayment, ImportUnits, ImportDeclared, FreezeFigure, SendLetters},
	Manpower:      {SeeCoverage, SeePeople, RevealNIK, ImportRoster, ImportUnits, ImportDeclared, DecideMatch, FreezeFigure, SendLetters},
	Secretary:     {SeeCoverage, SeePeople, FreezeFigure, SendLetters, SeeTrail},
	Branch:        {SeeCoverage, SeePeople, ImportList},
	Province:      {SeeCoverage, ImportDeclared, FreezeFigure, SendLetters},
	Administrator: {ManageAccounts, ManageSettings, ImportUnits, SeeTrail},
}

// Roles lists all roles in the order in which screens show them.
func Roles() []Role {
	return []Role{Treasurer, Personnel, Village, Treasury, Manpower, Secretary, Branch, Province, Administrator}
}

// Permissions lists all permissions.
func Permissions() []Permission {
	return []Permission{
		SeeCoverage, SeePeople, RevealNIK, ImportRoster, ImportList, ImportBudget, ImportPayment, ImportUnits, ImportDeclared,
		DecideMatch, ManageAccounts, ManageSettings, SeeTrail, FreezeFigure, SendLetters,
	}
}

// Allows tells whether a role holds a permission.
func (r Role) Allows(p Permission) bool {
	for _, q := range policy[r] {
		if p == q {
			return true
		}
	}
	return false
}

// Known tells whether the role exists.
func (r Role) Known() bool { _, ok := policy[r]; return ok }

// Label is the Indonesian name of the role on screens.
func (r Role) Label() string {
	return map[Role]string{
		Treasurer: "Bendahara", Personnel: "Kepegawaian", Village: "Kaur Keuangan Desa", Treasury: "BKAD", Manpower: "Dinas Tenaga Kerja",
		Secretary: "Sekretaris Daerah", Branch: "Kantor Cabang BPJS", Province: "Provinsi", Administrator: "Administrator",
	}[r]
}
