//go:build unix

package cli

import (
	"runtime"
	"syscall"
)

// usage returns the processor seconds and the peak resident bytes of this process.
func usage() (cpu float64, peak int64) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, 0
	}
	cpu = float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
	peak = int64(u.Maxrss)
	if runtime.GOOS != "darwin" { // elsewhere in kilobytes
		peak *= 1024
	}
	return cpu, peak
}
