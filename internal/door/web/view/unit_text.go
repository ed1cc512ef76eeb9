package view

// title is the heading of the form.
func (v UnitForm) title() string {
	if v.New {
		return v.T("Tambah instansi")
	}
	return v.T("Ubah data instansi")
}

// registration writes an employer registration with its division and first day.
func (v Unit) registration(r Registration) string {
	s := r.NPP
	if r.Division != "" {
		s += ", " + v.T("divisi %s", r.Division)
	}
	if r.From != 0 {
		s += ", " + v.T("sejak %s", v.Date(r.From))
	}
	return s
}

// withoutUnit drops the unit of a person, for lists that speak of one unit.
func withoutUnit(r WorkerRow) WorkerRow {
	r.Unit, r.UnitURL = "", ""
	return r
}
