package view

import (
	"strings"

	"github.com/a-h/templ"
)

// current marks the language in use.
func current(is bool) templ.Attributes {
	if !is {
		return nil
	}
	return templ.Attributes{"aria-current": "true"}
}

// sources lists where the figures of the page come from.
func (p Page) sources() string {
	said := make([]string, 0, len(p.Basis.Sources))
	for _, s := range p.Basis.Sources {
		said = append(said, p.Say(s))
	}
	return strings.Join(said, ", ")
}
