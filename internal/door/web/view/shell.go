package view

import "github.com/a-h/templ"

// current marks the language in use.
func current(is bool) templ.Attributes {
	if !is {
		return nil
	}
	return templ.Attributes{"aria-current": "true"}
}
