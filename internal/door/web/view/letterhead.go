package view

// Letterhead is what stands on a government's letters, and whom to ask. GET /pengaturan/kop?pemda=. Form: POST
// /pengaturan/kop: pemda, kop, tempat, nomor, jabatan, nama, pangkat, nip, tembusan, petugas, petugas_hp.
type Letterhead struct {
	Page
	Code, Government                string
	Head, Place, Number             string
	Office, Name, Rank, NIP, Copies string
	Contact, Phone                  string
}
