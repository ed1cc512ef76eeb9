// Command mutate measures how many small faults the tests of some packages notice. It writes a copy of the module in which
// every fault stands behind a switch, builds the test programs once, and runs them once for each fault:
//
//	cd tools && go run ./mutate -module .. -work FOLDER -first "Examples|WholeAnswers" law law/pack law/ask
//
// The faults: a comparison turned round or moved by one at its border, and for or, a plus for a minus and a times for a
// divide, a condition turned round, a statement left out. A fault that no test reaches counts as survived. Tests that build
// programs of their own are left out by -short. It is a tool of the workshop and no part of the product.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

func main() {
	log.SetFlags(0)
	module := flag.String("module", ".", "folder of the module")
	work := flag.String("work", "", "folder for the copy; written over")
	only := flag.String("only", "", "only faults in files whose path contains this")
	first := flag.String("first", "", "tests to run before the others, as for go test -run: the quick ones that notice most")
	every := flag.Int("every", 1, "only every n-th fault: a sample")
	flag.Parse()
	if *work == "" || flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*module, *work, flag.Args(), choice{*only, *first, *every}); err != nil {
		log.Fatal(err)
	}
}

// choice is which faults are tried, and which tests come first.
type choice struct {
	only, first string
	every       int
}

func run(module, work string, dirs []string, c choice) error {
	if err := os.RemoveAll(work); err != nil {
		return fmt.Errorf("empty %s: %w", work, err)
	}
	if err := os.CopyFS(work, sources{os.DirFS(module)}); err != nil {
		return fmt.Errorf("copy the module: %w", err)
	}
	var all []fault
	skip := map[string]bool{}
	for {
		faults, err := plant(module, work, dirs, skip)
		if err != nil {
			return err
		}
		bad, err := build(work, dirs)
		if err != nil {
			return err
		}
		if all = faults; len(bad) == 0 {
			break
		}
		before := len(skip)
		for _, place := range bad {
			skip[place] = true
		}
		if len(skip) == before {
			return errors.New("the copy does not build")
		}
	}
	return measure(work, dirs, all, c)
}

var errorPlace = regexp.MustCompile(`(?m)^(\S+\.go):(\d+):\d+: `)

// build compiles the test programs and returns the places ("law/due.go:12") where a planted fault does not compile.
func build(work string, dirs []string) (bad []string, err error) {
	for _, dir := range dirs {
		cmd := exec.Command("go", "test", "-c", "-gcflags=-e", "-o", filepath.Join(work, binary(dir)), "./"+dir)
		cmd.Dir = work
		out, err := cmd.CombinedOutput()
		if err == nil {
			continue
		}
		found := errorPlace.FindAllSubmatch(out, -1)
		if len(found) == 0 {
			return nil, fmt.Errorf("build %s: %w\n%s", dir, err, out)
		}
		for _, m := range found {
			bad = append(bad, string(m[1])+":"+string(m[2]))
		}
	}
	return bad, nil
}

func binary(dir string) string { return strings.ReplaceAll(dir, "/", "-") + ".test" }

// measure runs the tests once for each fault and reports.
func measure(work string, dirs []string, all []fault, c choice) error {
	seen, err := reached(work, dirs, len(all))
	if err != nil {
		return err
	}
	killed, asked := map[string]int{}, map[string]int{}
	begin := time.Now()
	for id, f := range all {
		if !strings.Contains(f.place, c.only) || id%max(c.every, 1) != 0 {
			continue
		}
		asked[f.dir]++
		verdict := "NOT REACHED"
		for _, dir := range dirs {
			if !seen[dir][id] {
				continue
			}
			if verdict = "SURVIVED"; !passes(work, dir, c.first, id) {
				verdict = ""
				killed[f.dir]++
				break
			}
		}
		if verdict != "" {
			fmt.Printf("%-11s %s %s\n", verdict, f.place, f.what)
		}
	}
	total, dead := 0, 0
	for _, dir := range dirs {
		fmt.Printf("%-20s %4d of %4d killed, %s\n", dir, killed[dir], asked[dir], percent(killed[dir], asked[dir]))
		total, dead = total+asked[dir], dead+killed[dir]
	}
	fmt.Printf("%-20s %4d of %4d killed, %s, in %s\n", "all", dead, total, percent(dead, total), time.Since(begin).Round(time.Second))
	return nil
}

func percent(part, whole int) string {
	if whole == 0 {
		return "-"
	}
	return strconv.Itoa(part*1000/whole/10) + "." + strconv.Itoa(part*1000/whole%10) + " %"
}

// reached runs the tests without any fault and returns which faults each test program comes by.
func reached(work string, dirs []string, n int) (map[string][]bool, error) {
	seen := map[string][]bool{}
	for _, dir := range dirs {
		marks := filepath.Join(work, "marks")
		if err := os.WriteFile(marks, bytes.Repeat([]byte{0}, n+1), 0o600); err != nil {
			return nil, fmt.Errorf("write marks: %w", err)
		}
		if out, err := test(work, dir, "MUTANT_MARKS="+marks); err != nil {
			return nil, fmt.Errorf("the tests of %s fail without a fault: %w\n%s", dir, err, out)
		}
		b, err := os.ReadFile(marks)
		if err != nil {
			return nil, fmt.Errorf("read marks: %w", err)
		}
		seen[dir] = make([]bool, n)
		for i := range n {
			seen[dir][i] = b[i] != 0
		}
	}
	return seen, nil
}

func passes(work, dir, first string, id int) bool {
	env := "MUTANT=" + strconv.Itoa(id)
	if first != "" {
		if _, err := test(work, dir, env, "-test.run="+first); err != nil {
			return false
		}
	}
	_, err := test(work, dir, env)
	return err == nil
}

func test(work, dir, env string, extra ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	args := append([]string{"-test.short", "-test.failfast", "-test.timeout=50s"}, extra...)
	if drawsAtRandom(work, dir) {
		args = append(args, "-rapid.checks=400", "-rapid.nofailfile")
	}
	cmd := exec.CommandContext(ctx, filepath.Join(work, binary(dir)), args...)
	cmd.Dir = filepath.Join(work, dir)
	cmd.Env = append(os.Environ(), env, "GOMAXPROCS=1")
	return cmd.CombinedOutput()
}

// drawsAtRandom tells whether tests of a package take the flags of rapid.
func drawsAtRandom(work, dir string) bool {
	files, err := filepath.Glob(filepath.Join(work, dir, "*_test.go"))
	if err != nil {
		return false
	}
	for _, name := range files {
		if text, err := os.ReadFile(name); err == nil && bytes.Contains(text, []byte(`"pgregory.net/rapid"`)) {
			return true
		}
	}
	return false
}
