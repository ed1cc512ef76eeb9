package sheetread

// openODS opens an OpenDocument spreadsheet.
func openODS(a *archive) (*Book, error) {
	return nil, NewFault(NotSpreadsheet, "Berkas ini format OpenDocument. Buka di LibreOffice, pilih Simpan Sebagai → Excel Workbook (.xlsx), lalu kirim ulang.")
}
