// Package pdf writes official letters and attachments as PDF: letterhead, number, addressee, paragraphs, tables, an
// amount in words, a signature block, and a QR code.
//
// It knows paper and type, nothing of the application: all texts come ready from the caller. Paper is F4 (215 × 330 mm),
// the paper of government offices, unless A4 is asked for. Type is the reader's own Times and Helvetica, so that a letter
// of one page is a few kilobytes; letters outside Western European script are shown as a question mark. The same content
// at the same time gives the same bytes.
//
//	doc := pdf.New(pdf.F4, at)
//	doc.Letterhead(pdf.Letterhead{Above: "PEMERINTAH KABUPATEN SUKOHARJO", Office: "SEKRETARIAT DAERAH"})
//	doc.Paragraph("Dengan hormat, …")
//	_, err := doc.WriteTo(w)
package pdf
