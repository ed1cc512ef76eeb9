package view

import "github.com/a-h/templ"

// verdict says in words how two values compare.
func (v Review) verdict(code string) string {
	switch code {
	case "same":
		return v.T("sama")
	case "near":
		return v.T("mirip")
	case "differs":
		return v.T("berbeda")
	default:
		return v.T("kosong di salah satu")
	}
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// running tells whether a job is still at work.
func (v Jobs) running() bool {
	for _, r := range v.Rows {
		if r.Cancel != "" {
			return true
		}
	}
	return false
}

// refreshing makes the page reload itself where there is no JavaScript, while a job runs.
func (v Jobs) refreshing() Page {
	p := v.Page
	if v.running() && p.Refresh == 0 {
		p.Refresh = 5
	}
	return p
}

// polling fetches the list again every five seconds, while a job runs.
func (v Jobs) polling() templ.Attributes {
	if !v.running() {
		return nil
	}
	return templ.Attributes{"hx-get": v.Path, "hx-trigger": "every 5s", "hx-select": "#tugas", "hx-target": "#tugas", "hx-swap": "outerHTML", "hx-push-url": "false"}
}
