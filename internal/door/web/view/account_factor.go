package view

// SecondCode asks for the second factor after the password. Form: POST /masuk/kode: kode, kembali.
type SecondCode struct {
	Page
	Back string
}

// Factor is where a user switches the second factor on and off. Form: POST /akun/kode: aksi (mulai | pastikan | matikan),
// kode.
type Factor struct {
	Page
	On     bool
	Secret string   // to be typed where the picture cannot be read; "" until it was begun
	QR     string   // address of the picture
	Paper  []string // shown once
}
