package sheetread

import (
	"fmt"
	"io"

	"github.com/richardlehane/mscfb"
)

// openOLE tells apart what is kept in a compound file: an encrypted workbook, a legacy workbook, a Word document.
func openOLE(file io.ReaderAt, size int64, limits Limits) (b *Book, err error) {
	defer func() { // the compound file library is not ours; a broken file must not end the program
		if r := recover(); r != nil {
			b, err = nil, damaged(fmt.Errorf("compound file: %v", r))
		}
	}()
	doc, err := mscfb.New(io.NewSectionReader(file, 0, size))
	if err != nil {
		return nil, damaged(err)
	}
	var workbook *mscfb.File
	for i, f := range doc.File {
		switch f.Name {
		case "EncryptedPackage", "EncryptionInfo":
			return nil, encrypted()
		case "WordDocument":
			return nil, notSpreadsheet("dokumen Word (DOC)")
		case "PowerPoint Document":
			return nil, notSpreadsheet("presentasi (PPT)")
		case "Workbook":
			workbook = doc.File[i]
		case "Book":
			return nil, NewFault(NotSpreadsheet, "Berkas ini format Excel 5.0/95 yang sangat lama. Buka di Excel atau LibreOffice, pilih Simpan Sebagai → Excel Workbook (.xlsx), lalu kirim ulang.")
		}
	}
	if workbook == nil {
		return nil, notSpreadsheet("dokumen lama yang bukan Excel")
	}
	if workbook.Size > limits.FileBytes || workbook.Size > size {
		return nil, damaged(fmt.Errorf("workbook stream of %d bytes in a file of %d", workbook.Size, size))
	}
	data, err := io.ReadAll(io.LimitReader(workbook, workbook.Size))
	if err != nil {
		return nil, damaged(err)
	}
	return openXLS(data, limits)
}

func encrypted() *Fault {
	return NewFault(Encrypted, "Berkas dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya (File → Info → Protect Workbook → Encrypt with Password), simpan, lalu kirim ulang.")
}
