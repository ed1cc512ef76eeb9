package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"time"
)

// lookup is how long one question takes.
type lookup struct {
	Mean   float64 `json:"mean_ms"`
	Median float64 `json:"median_ms"`
	P99    float64 `json:"p99_ms"`
	Worst  float64 `json:"worst_ms"`
}

// main417 is the folder of the main world, or the smallest where only that was drawn.
func (b *bench) mainFolder() string {
	if _, has := b.Results["417k"]; has {
		return "417k"
	}
	return "50k"
}

// lookups asks single questions of the main list.
func (b *bench) lookups() {
	folder := b.mainFolder()
	_, said, err := process(nil, b.path("lookup"), "--left", b.path(folder, "roster.csv"), "--right", b.path(folder, "part.csv"))
	if err == nil {
		b.Lookup = &lookup{}
		err = json.Unmarshal([]byte(said), b.Lookup)
	}
	if err != nil {
		b.Lookup = nil
		b.Notes = append(b.Notes, "look-ups: "+err.Error())
	}
}

// repeats compares what one and two workers write, and what is written after a run was killed in its middle.
func (b *bench) repeats() {
	folder := b.mainFolder()
	link := func(name string, more ...string) (args []string, out string) {
		out = b.path(folder, name)
		return append([]string{"link", "--left", b.path(folder, "roster.csv"), "--right", b.path(folder, "part.csv"), "--out", out}, more...), out
	}
	var outs [][]byte
	for _, n := range []string{"1", "2"} {
		args, out := link("workers-"+n+".csv", "--workers", n)
		if _, _, err := process(nil, b.path("payung"), args...); err != nil {
			b.Notes = append(b.Notes, "one and two workers: "+err.Error())
			return
		}
		text, err := os.ReadFile(out)
		if err != nil {
			b.Notes = append(b.Notes, "one and two workers: "+err.Error())
			return
		}
		outs = append(outs, text)
	}
	b.Same = yesNo(bytes.Equal(outs[0], outs[1]))
	args, out := link("killed.csv")
	os.Remove(out)
	whole, _, err := process(nil, b.path("payung"), args...)
	if err != nil {
		return
	}
	os.Remove(out)
	for _, part := range []float64{0.2, 0.5, 0.8, 0.97} {
		cmd := exec.Command(b.path("payung"), args...)
		if err := cmd.Start(); err != nil {
			return
		}
		time.Sleep(time.Duration(part * whole.Wall * float64(time.Second)))
		_ = cmd.Process.Kill() // it may have ended: then the file is whole, which the comparison below shows
		_ = cmd.Wait()
		if text, err := os.ReadFile(out); err == nil && !bytes.Equal(text, outs[0]) {
			b.Killed = "no: half a file was left"
			return
		}
	}
	if _, _, err := process(nil, b.path("payung"), args...); err != nil {
		return
	}
	text, err := os.ReadFile(out)
	b.Killed = yesNo(err == nil && bytes.Equal(text, outs[0]))
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
