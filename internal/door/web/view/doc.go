// Package view holds the pages of Payung: one Go struct per page and the templ component that shows it.
//
// It owns how things look and read; it owns no rule and no data. A handler fills a struct with plain values (numbers,
// money, months, names, ready texts) and calls [Write]. A view never gets a service and never decides who may see what:
// what a reader may not have is simply not in the struct.
//
// Invariants, held by tests: every word in a template goes through [Page.T] and has its English in the catalogue; no
// template writes unescaped text; no inline style or script; every figure carries data-figure with its name, month, date
// and sources; every page works without JavaScript.
//
// Names of form fields are Indonesian and stand in the doc comment of each struct, under "Form".
//
//	v := view.Home{Page: page, Month: month, Steps: steps, Next: &next}
//	view.Write(w, r, http.StatusOK, v)
package view

//go:generate go tool templ generate
