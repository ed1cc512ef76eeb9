package budget

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/payung-id/payung/internal/registry/unit"
	"github.com/payung-id/payung/law"
)

// Account is an account code for contributions, as data with its source.
type Account struct {
	Code       string `yaml:"code"`
	Name       string `yaml:"name"`
	Chart      string `yaml:"chart"`      // "apbd" or "apbdes"
	Programme  string `yaml:"programme"`  // "" is every programme
	Category   string `yaml:"category"`   // "" is every category
	Confidence string `yaml:"confidence"` // H, M or L
	Source     string `yaml:"source"`
}

//go:embed data/accounts.yaml
var accountFile []byte

var accounts = sync.OnceValue(func() []Account {
	var file struct {
		Accounts []Account `yaml:"accounts"`
	}
	if err := yaml.Unmarshal(accountFile, &file); err != nil {
		panic(fmt.Sprintf("account codes: %v", err))
	}
	return file.Accounts
})

// Accounts lists the known account codes.
func Accounts() []Account { return accounts() }

// AccountFor returns the account on which a unit of a kind plans the contributions of a category and programme; false
// where no code is known, as for vendors, or for JP of an agency.
func AccountFor(kind unit.Kind, category string, programme law.Programme) (Account, bool) {
	chart := ""
	switch kind {
	case unit.Village:
		chart = "apbdes"
	case unit.OPD, unit.UPTD, unit.School, unit.Puskesmas, unit.Ward:
		chart = "apbd"
	default: // others plan no contributions in a public budget
	}
	for _, a := range accounts() {
		if a.Chart == chart && (a.Programme == "" || a.Programme == programme.String()) && (a.Category == "" || a.Category == category) {
			return a, true
		}
	}
	return Account{}, false
}
