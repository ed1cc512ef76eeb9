package view

func (v UserForm) title() string {
	if v.New {
		return v.T("Tambah pengguna")
	}
	return v.T("Pengguna %s", v.Values["nama_lengkap"])
}

func (v UserForm) action() string {
	if v.New {
		return "/pengguna/baru"
	}
	return "/pengguna/" + v.ID
}

func (v Help) title() string {
	if v.Article != nil {
		return v.Article.Title
	}
	return v.T("Bantuan")
}
