package view

import "net/http"

// title is the heading of an error page.
func (v Problem) title() string {
	switch v.Status {
	case http.StatusForbidden, http.StatusUnauthorized:
		return v.T("Tidak ada izin")
	case http.StatusNotFound:
		return v.T("Halaman tidak ditemukan")
	case http.StatusConflict:
		return v.T("Data sudah berubah")
	case http.StatusRequestEntityTooLarge:
		return v.T("Berkas terlalu besar")
	case http.StatusUnprocessableEntity, http.StatusBadRequest:
		return v.T("Isian belum dapat diterima")
	case http.StatusMethodNotAllowed:
		return v.T("Cara membuka halaman ini tidak dikenal")
	case http.StatusTooManyRequests:
		return v.T("Terlalu sering mencoba")
	case http.StatusServiceUnavailable:
		return v.T("Sistem sedang sibuk")
	default:
		return v.T("Terjadi gangguan di sistem")
	}
}

// what says what is wrong.
func (v Problem) what() string {
	if s := v.Say(v.Text); s != "" {
		return s
	}
	switch v.Status {
	case http.StatusForbidden, http.StatusUnauthorized:
		return v.T("Peran Anda tidak mencakup halaman atau instansi ini. Tidak ada data yang dibuka.")
	case http.StatusNotFound:
		return v.T("Alamat ini tidak ada, sudah dipindahkan, atau di luar wewenang Anda.")
	case http.StatusConflict:
		return v.T("Orang lain mengubah data yang sama lebih dahulu. Perubahan Anda belum disimpan.")
	case http.StatusRequestEntityTooLarge:
		return v.T("Berkas melebihi batas yang dapat diterima. Tidak ada yang disimpan.")
	case http.StatusUnprocessableEntity, http.StatusBadRequest:
		return v.T("Sebagian isian tidak dapat dibaca. Tidak ada yang disimpan.")
	case http.StatusMethodNotAllowed:
		return v.T("Halaman ini hanya dapat dibuka lewat tombolnya.")
	case http.StatusTooManyRequests:
		return v.T("Permintaan datang terlalu rapat, sehingga dihentikan sementara.")
	case http.StatusServiceUnavailable:
		return v.T("Pekerjaan besar sedang berjalan. Data Anda aman.")
	default:
		return v.T("Permintaan ini gagal di tengah jalan. Perubahan yang belum selesai dibatalkan, data tetap seperti sebelumnya.")
	}
}

// do says what to do next.
func (v Problem) do() string {
	if s := v.Say(v.Do); s != "" {
		return s
	}
	switch v.Status {
	case http.StatusForbidden, http.StatusUnauthorized:
		return v.T("minta administrator memberi wewenang untuk instansi itu, atau masuk dengan akun yang berwenang.")
	case http.StatusNotFound:
		return v.T("periksa alamatnya, atau mulai lagi dari beranda.")
	case http.StatusConflict:
		return v.T("buka kembali halaman sebelumnya untuk melihat data terbaru, lalu ulangi perubahan bila masih perlu.")
	case http.StatusRequestEntityTooLarge:
		return v.T("simpan hanya lembar daftar pekerja sebagai XLSX atau CSV, lalu unggah lagi.")
	case http.StatusUnprocessableEntity, http.StatusBadRequest, http.StatusMethodNotAllowed:
		return v.T("kembali ke halaman sebelumnya dan periksa isian yang ditandai.")
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return v.T("tunggu satu menit, lalu coba lagi.")
	default:
		return v.T("coba lagi. Bila berulang, hubungi administrator.")
	}
}
