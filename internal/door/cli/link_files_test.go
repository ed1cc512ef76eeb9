package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLinkLetsNoOutputTakeThePlaceOfAnInput(t *testing.T) {
	model := "fields: [{name: name, compare: name}]\nkeys: [name.sound]"
	at := inFolder(t, map[string]string{"a.csv": rosterCSV, "b.csv": listCSV, "m.yaml": model})
	for name, to := range map[string]string{"soft.csv": "a.csv", "dir": "."} {
		if err := os.Symlink(to, at(name)); err != nil {
			t.Skip("no symbolic links here")
		}
	}
	if err := os.Link(at("b.csv"), at("hard.csv")); err != nil {
		t.Skip("no hard links here")
	}
	both := []string{"--left", at("a.csv"), "--right", at("b.csv")}
	for what, args := range map[string][]string{
		"the left list":                {"--out", at("a.csv")},
		"the right list":               {"--out", at("b.csv")},
		"by a symbolic link":           {"--out", at("soft.csv")},
		"by a hard link":               {"--out", at("hard.csv")},
		"by another folder":            {"--out", at("dir/a.csv")},
		"by a longer path":             {"--out", at("dir") + "/../" + filepath.Base(filepath.Dir(at("x"))) + "/b.csv"},
		"figures over a list":          {"--out", at("l.csv"), "--stats", at("b.csv")},
		"parameters over a list":       {"--out", at("l.csv"), "--parameters", at("soft.csv")},
		"figures over the links":       {"--out", at("l.csv"), "--stats", at("dir/l.csv")},
		"parameters over the figures":  {"--out", at("l.csv"), "--stats", at("s"), "--parameters", at("s")},
		"links over the model":         {"--out", at("m.yaml"), "--model", at("m.yaml")},
		"the one list of duplicates":   {"--dedupe", at("a.csv"), "--out", at("dir/a.csv")},
		"figures over what is deduped": {"--dedupe", at("a.csv"), "--out", at("l.csv"), "--stats", at("soft.csv")},
	} {
		if args[0] != "--dedupe" {
			args = append(args, both...)
		}
		if code, said := runLink(t, args...); code != 2 || !strings.Contains(said, "berkas yang sama") {
			t.Errorf("%s: exit %d: %s", what, code, said)
		}
	}
	for name, want := range map[string]string{"a.csv": rosterCSV, "b.csv": listCSV, "m.yaml": model} {
		if got, err := os.ReadFile(at(name)); err != nil || string(got) != want {
			t.Errorf("%s was written: %v", name, err)
		}
	}
	if _, err := os.Stat(at("l.csv")); err == nil {
		t.Error("something was written before the names were looked at")
	}
}

// What was written by an earlier run, or by anybody under a name like ours, stays until the new file is whole.
func TestLinkReplacesAFileWholeOrNotAtAll(t *testing.T) {
	at := inFolder(t, map[string]string{"l.csv": "old", "l.csv.part": "somebody's"})
	failed := errors.New("killed")
	err := replaceFile(at("l.csv"), func(w io.Writer) error {
		if _, err := io.WriteString(w, "half"); err != nil {
			return err
		}
		return failed
	})
	if !errors.Is(err, failed) {
		t.Errorf("got %v", err)
	}
	holds := func(want map[string]string) {
		t.Helper()
		files, err := os.ReadDir(filepath.Dir(at("x")))
		if err != nil || len(files) != len(want) {
			t.Errorf("%d files, want %d: %v", len(files), len(want), err)
		}
		for name, text := range want {
			if got, err := os.ReadFile(at(name)); err != nil || string(got) != text {
				t.Errorf("%s holds %q: %v", name, got, err)
			}
		}
	}
	holds(map[string]string{"l.csv": "old", "l.csv.part": "somebody's"})
	if err := replaceFile(at("l.csv"), func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }); err != nil {
		t.Error(err)
	}
	holds(map[string]string{"l.csv": "new", "l.csv.part": "somebody's"})
}

func TestLinkWritesToADeviceAndDoesNotReplaceIt(t *testing.T) {
	at := inFolder(t, map[string]string{"a.csv": rosterCSV, "b.csv": listCSV})
	if err := os.Symlink(os.DevNull, at("null")); err != nil {
		t.Skip("no symbolic links here")
	}
	if code, said := runLink(t, "--left", at("a.csv"), "--right", at("b.csv"), "--out", at("null"), "--stats", at("null")); code != 0 {
		t.Errorf("exit %d: %s", code, said)
	}
	if info, err := os.Stat(at("null")); err != nil || info.Mode().IsRegular() {
		t.Errorf("the null device became a file: %v", err)
	}
}
