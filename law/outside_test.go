package law_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestUseFromAnotherModule builds and runs the program of docs/law.md in an empty module outside this tree: a replace line
// and the imports of package law, nothing else of the product.
func TestUseFromAnotherModule(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program of its own; runs without -short")
	}
	tool, err := exec.LookPath("go")
	if err != nil {
		t.Fatalf("the go command is needed to build from another module: %v", err)
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"go.mod": "module example.org/payroll\n\ngo 1.26\n\nrequire github.com/payung-id/payung v0.0.0\n\n" +
			"replace github.com/payung-id/payung => " + root + "\n",
		"go.sum":  string(sums),
		"main.go": program(t, root),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) string {
		cmd := exec.Command(tool, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	if got := run("run", "."); !strings.Contains(got, "Rp3.600") || !strings.HasSuffix(got, "8100\n") {
		t.Errorf("%s", got)
	}
	for dep := range strings.Lines(run("list", "-deps", ".")) {
		if dep = strings.TrimSpace(dep); strings.Contains(dep, "payung/internal") || strings.Contains(dep, "payung/migrations") {
			t.Errorf("the law drags %s along", dep)
		}
	}
}

// program returns the first Go program of docs/law.md.
func program(t *testing.T, root string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "docs", "law.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), "```go\npackage main")
	code, _, closed := strings.Cut(rest, "```")
	if !found || !closed {
		t.Fatal("docs/law.md has no program")
	}
	return "package main" + code
}
