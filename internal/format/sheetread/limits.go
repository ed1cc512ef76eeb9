package sheetread

// Limits bound what a file may cost. A zero field takes the default.
type Limits struct {
	FileBytes    int64 // size on disk of everything but CSV
	CSVBytes     int64 // size on disk of CSV
	Entries      int   // files inside an archive
	Unpacked     int64 // sum of the unpacked sizes
	Part         int64 // unpacked size of one part
	Ratio        int64 // unpacked to packed, judged above 8 MB
	Sheets       int
	Rows         int // rows that hold something, per sheet
	CSVRows      int
	Cells        int // cells that hold something, per sheet
	Columns      int // cells further right are left out
	CellBytes    int
	LineBytes    int // one record of a CSV
	MergedRanges int
}

// DefaultLimits returns the limits for files that people upload.
func DefaultLimits() Limits {
	return Limits{
		FileBytes: 60 << 20, CSVBytes: 500 << 20, Entries: 2000, Unpacked: 200 << 20, Part: 120 << 20, Ratio: 200,
		Sheets: 100, Rows: 500_000, CSVRows: 2_100_000, Cells: 5_000_000, Columns: 300, CellBytes: 256 << 10,
		LineBytes: 1 << 20, MergedRanges: 200_000,
	}
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	fill64 := func(v *int64, def int64) {
		if *v <= 0 {
			*v = def
		}
	}
	fill := func(v *int, def int) {
		if *v <= 0 {
			*v = def
		}
	}
	fill64(&l.FileBytes, d.FileBytes)
	fill64(&l.CSVBytes, d.CSVBytes)
	fill64(&l.Unpacked, d.Unpacked)
	fill64(&l.Part, d.Part)
	fill64(&l.Ratio, d.Ratio)
	fill(&l.Entries, d.Entries)
	fill(&l.Sheets, d.Sheets)
	fill(&l.Rows, d.Rows)
	fill(&l.CSVRows, d.CSVRows)
	fill(&l.Cells, d.Cells)
	fill(&l.Columns, d.Columns)
	fill(&l.CellBytes, d.CellBytes)
	fill(&l.LineBytes, d.LineBytes)
	fill(&l.MergedRanges, d.MergedRanges)
	return l
}
