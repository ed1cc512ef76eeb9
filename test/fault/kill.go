package fault

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"syscall"
	"time"
)

// Death is how one run of a program ended.
type Death struct {
	Killed bool          // else it ended by itself before its time
	Out    []byte        // what it had said on stdout until then
	Err    []byte        // and on stderr
	Code   int           // exit code where it ended by itself
	After  time.Duration // how long it lived
}

// KillWithin starts a program and kills it, with all its children, at a random moment within a time. A time of nought
// lets it live.
func KillWithin(cmd *exec.Cmd, within time.Duration) (Death, error) {
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return Death{}, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	var timer *time.Timer
	if within > 0 {
		timer = time.AfterFunc(rand.N(within), func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
		defer timer.Stop()
	}
	_ = cmd.Wait() // how it ended is in ProcessState
	d := Death{Out: out.Bytes(), Err: errOut.Bytes(), Code: cmd.ProcessState.ExitCode(), After: time.Since(begin)}
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	d.Killed = ok && status.Signaled() && status.Signal() == syscall.SIGKILL
	return d, nil
}
