package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// cost is what a process took.
type cost struct {
	Wall float64 // seconds
	CPU  float64 // seconds, user and system
	Peak float64 // MB resident
}

// process runs a program and tells what it took and what it wrote.
func process(env []string, name string, args ...string) (c cost, stdout string, err error) {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env...)
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	began := time.Now()
	err = cmd.Run()
	c.Wall = time.Since(began).Seconds()
	if cmd.ProcessState != nil {
		c.CPU = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
		if used, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			c.Peak = float64(used.Maxrss) / 1024
			if runtime.GOOS == "darwin" { // bytes there, kilobytes elsewhere
				c.Peak /= 1024
			}
		}
	}
	if err != nil {
		lines := strings.Split(strings.TrimSpace(problems.String()), "\n")
		return c, out.String(), fmt.Errorf("%s: %w: %s", name, err, lines[len(lines)-1])
	}
	return c, out.String(), nil
}

// load is what the machine says of its load, "" where it does not.
func load() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	return strings.Join(strings.Fields(string(b))[:3], " ")
}
