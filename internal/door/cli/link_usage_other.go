//go:build !unix

package cli

// usage is not known here.
func usage() (cpu float64, peak int64) { return 0, 0 }
