package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	payung := flag.String("payung", "bin/payung", "the program to torment")
	out := flag.String("out", filepath.Join(os.TempDir(), "payung-worst"), "folder for the files")
	only := flag.String("only", "", "cases whose name contains this")
	flag.Parse()
	binary, err := filepath.Abs(*payung)
	if err != nil {
		fmt.Fprintln(os.Stderr, "worst:", err)
		os.Exit(2)
	}
	failed := 0
	fmt.Println("| case | exit | CPU s | wall s | peak MB | rows out | said | verdict |")
	fmt.Println("|---|---|---|---|---|---|---|---|")
	for _, t := range torments() {
		if !strings.Contains(t.name, *only) {
			continue
		}
		o := t.run(binary, filepath.Join(*out, strings.ReplaceAll(t.name, " ", "-")))
		verdict := "good"
		if o.fault != "" {
			verdict = "**" + o.fault + "**"
			failed++
		}
		fmt.Printf("| %s | %d | %.2f | %.2f | %.0f | %d | %s | %s |\n", t.name, o.exit, o.cpu, o.wall, o.peak, o.rows, o.said, verdict)
	}
	if failed > 0 {
		fmt.Fprintf(os.Stderr, "worst: %d cases failed\n", failed)
		os.Exit(1)
	}
}

// torment is one bad input and what counts as a good answer to it.
type torment struct {
	name  string
	write func(folder string) error // writes a.csv, b.csv and what else is needed
	args  []string                  // instead of the usual ones; {} is the folder
	more  []string                  // besides them
	exits []int
	cpu   float64 // seconds allowed
	peak  float64 // MB allowed
	wants string  // must stand in the output
	loath string  // must not
}

type outcome struct {
	exit            int
	cpu, wall, peak float64
	rows            int
	said, fault     string
}

// patience is how long a case may run at all.
const patience = 120 * time.Second

func (t torment) run(binary, folder string) (o outcome) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return outcome{fault: err.Error()}
	}
	if t.write != nil {
		if err := t.write(folder); err != nil {
			return outcome{fault: err.Error()}
		}
	}
	links := filepath.Join(folder, "links.csv")
	os.Remove(links)
	args := t.args
	if args == nil {
		args = []string{"--left", "{}/a.csv", "--right", "{}/b.csv", "--out", "{}/links.csv"}
	}
	args = append(append([]string{"link"}, args...), t.more...)
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "{}", folder)
	}
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	cmd := exec.CommandContext(ctx, binary, args...)
	var problems bytes.Buffer
	cmd.Stderr = &problems
	began := time.Now()
	err := cmd.Run()
	o.wall = time.Since(began).Seconds()
	if cmd.ProcessState == nil {
		return outcome{fault: err.Error()}
	}
	o.exit = cmd.ProcessState.ExitCode()
	o.cpu = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	if used, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		o.peak = float64(used.Maxrss) / 1024
	}
	o.said = first(problems.String())
	wrong := t.readLinks(links, &o)
	o.fault = t.judge(o, problems.String(), wrong, ctx.Err() != nil)
	return o
}

// readLinks counts the rows of the output and tells what is wrong with them. It reads line by line: a child inherits the
// peak of memory of the process that starts it.
func (t torment) readLinks(path string, o *outcome) (wrong string) {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	if t.wants != "" {
		wrong = "the link " + t.wants + " is not there"
	}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 4<<20)
	for o.rows = -1; lines.Scan(); o.rows++ {
		line := lines.Text()
		switch {
		case strings.Contains(line, "NaN"), strings.Contains(line, "Inf,"):
			return "no number in the output"
		case t.loath != "" && strings.Contains(line, t.loath):
			return "accepts one of many equal rows"
		case t.wants != "" && strings.Contains(line, t.wants):
			wrong = ""
		}
	}
	o.rows = max(o.rows, 0)
	return wrong
}

func (t torment) judge(o outcome, problems, wrong string, late bool) string {
	switch {
	case late:
		return "did not end"
	case strings.Contains(problems, "panic:") || strings.Contains(problems, "goroutine 1"):
		return "panic"
	case !slices.Contains(t.exits, o.exit):
		return fmt.Sprintf("exit %d instead of %v", o.exit, t.exits)
	case o.exit != 0 && o.said == "":
		return "failed without a word"
	case t.cpu > 0 && o.cpu > t.cpu:
		return fmt.Sprintf("more than %.0f CPU s", t.cpu)
	case t.peak > 0 && o.peak > t.peak:
		return fmt.Sprintf("more than %.0f MB", t.peak)
	case o.exit == 0:
		return wrong
	}
	return ""
}

// first is the first line that was said, short enough for a table.
func first(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	line = strings.ReplaceAll(line, "|", "/")
	if len(line) > 110 {
		line = strings.ToValidUTF8(line[:110], "") + "…"
	}
	return line
}
