package view

// FirstRun makes the government and its first administrator. GET /mulai?kunci=. Form: POST /mulai: kunci, wilayah (code or
// name), nama_lengkap, jabatan, nama, sandi, sandi_ulang.
type FirstRun struct {
	Page
	Key                           string // of the one-time link
	Name, FullName, Title, Region string
	Regions                       []string // "33.11 Kabupaten Sukoharjo"
}

// Steps is the way from the first administrator to the first scoreboard. GET /langkah.
type Steps struct {
	Page
	Governments []string
	Groups      []TaskGroup
}
