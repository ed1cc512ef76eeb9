package view

// people counts the heads of the silent units on this page as they were when they last answered.
func (v Silent) people() int {
	n := 0
	for _, r := range v.Rows {
		n += r.LastPeople
	}
	return n
}

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

// refreshing makes the page reload itself where there is no JavaScript, while a job runs.
func (v Jobs) refreshing() Page {
	p := v.Page
	for _, r := range v.Rows {
		if r.Cancel != "" && p.Refresh == 0 {
			p.Refresh = 5
		}
	}
	return p
}
