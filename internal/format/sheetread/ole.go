package sheetread

import (
	"io"

	"github.com/richardlehane/mscfb"
)

// openOLE tells apart what is kept in a compound file: an encrypted workbook, a legacy workbook, a Word document.
func openOLE(file io.ReaderAt, size int64, limits Limits) (*Book, error) {
	doc, err := mscfb.New(io.NewSectionReader(file, 0, size))
	if err != nil {
		return nil, damaged(err)
	}
	for _, f := range doc.File {
		switch f.Name {
		case "EncryptedPackage", "EncryptionInfo":
			return nil, NewFault(Encrypted, "Berkas dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya (File → Info → Protect Workbook → Encrypt with Password), simpan, lalu kirim ulang.")
		case "WordDocument":
			return nil, notSpreadsheet("dokumen Word (DOC)")
		case "PowerPoint Document":
			return nil, notSpreadsheet("presentasi (PPT)")
		}
	}
	return nil, NewFault(NotSpreadsheet, "Berkas ini format Excel lama (.xls). Buka di Excel atau LibreOffice, pilih Simpan Sebagai → Excel Workbook (.xlsx), lalu kirim ulang.")
}
