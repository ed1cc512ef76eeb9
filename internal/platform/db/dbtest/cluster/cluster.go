package cluster

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

//go:embed keeper.sh
var keeper string

// superuser is the database role of the tests; the socket's folder is what guards it.
const superuser = "payung"

// grace is how long an unused server stays up, in seconds, so that one test command after another finds it warm.
const grace = 90

// Cluster is a running PostgreSQL that this process uses.
type Cluster struct {
	dir string
	use *os.File
}

// Acquire returns the user's shared test server, started where it does not run yet.
func Acquire(ctx context.Context) (*Cluster, error) {
	dir := filepath.Join(os.TempDir(), "payung-pg-"+strconv.Itoa(os.Getuid()))
	if len(dir) > 80 { // a unix socket's path may have 107 bytes
		dir = "/tmp/payung-pg-" + strconv.Itoa(os.Getuid())
	}
	if err := ownFolder(dir); err != nil {
		return nil, fmt.Errorf("test server: %w", err)
	}
	start, err := lock(filepath.Join(dir, "start.lock"), syscall.LOCK_EX)
	if err != nil {
		return nil, fmt.Errorf("test server: %w", err)
	}
	defer func() { _ = start.Close() }()
	c := &Cluster{dir: dir}
	if c.ping(ctx) != nil {
		if err := c.start(ctx); err != nil {
			return nil, fmt.Errorf("test server: %w", err)
		}
	}
	if c.use, err = lock(filepath.Join(dir, "use.lock"), syscall.LOCK_SH); err != nil {
		return nil, fmt.Errorf("test server: %w", err)
	}
	return c, nil
}

// Release says that this process no longer uses the server. The end of the process says the same.
func (c *Cluster) Release() error { return c.use.Close() }

// Stop releases the server and, where nobody else uses it, stops it at once instead of leaving it warm.
func (c *Cluster) Stop() error {
	start, err := lock(filepath.Join(c.dir, "start.lock"), syscall.LOCK_EX)
	if err != nil {
		return fmt.Errorf("stop test server: %w", err)
	}
	defer func() { _ = start.Close() }()
	if err := c.Release(); err != nil {
		return fmt.Errorf("stop test server: %w", err)
	}
	use, err := lock(filepath.Join(c.dir, "use.lock"), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil // somebody else goes on
	}
	if err != nil {
		return fmt.Errorf("stop test server: %w", err)
	}
	defer func() { _ = use.Close() }()
	b, err := os.ReadFile(filepath.Join(c.dir, "server", "keeper"))
	if errors.Is(err, os.ErrNotExist) {
		return nil // it has ended by itself
	}
	if err != nil {
		return fmt.Errorf("stop test server: %w", err)
	}
	keeper, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		return fmt.Errorf("stop test server: %w", err)
	}
	if err := syscall.Kill(keeper, syscall.SIGTERM); err != nil {
		return fmt.Errorf("stop test server: %w", err)
	}
	for range 100 {
		if _, err := os.Stat(filepath.Join(c.dir, "server", "keeper")); errors.Is(err, os.ErrNotExist) {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return errors.New("stop test server: it does not end")
}

// URL returns the address of a database of the cluster.
func (c *Cluster) URL(database string) string {
	q := url.Values{"host": {filepath.Join(c.dir, "server")}, "user": {superuser}, "sslmode": {"disable"}}
	return "postgres:///" + database + "?" + q.Encode()
}

func (c *Cluster) ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, c.URL("postgres"))
	if err != nil {
		return err
	}
	return conn.Close(ctx)
}

// settings suit data that is thrown away: nothing waits for the disk.
const settings = `
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 300
shared_buffers = 128MB
`

func (c *Cluster) start(ctx context.Context) error {
	bin, err := Binaries()
	if err != nil {
		return err
	}
	as, err := serverUser()
	if err != nil {
		return err
	}
	server := filepath.Join(c.dir, "server")
	if err := os.RemoveAll(server); err != nil {
		return err
	}
	if err := os.Mkdir(server, 0o700); err != nil {
		return err
	}
	if as != nil {
		if err := os.Chown(server, int(as.Uid), int(as.Gid)); err != nil {
			return err
		}
	}
	data := filepath.Join(server, "data")
	initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", data, "-U", superuser, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
	initdb.Dir, initdb.SysProcAttr = "/", &syscall.SysProcAttr{Credential: as}
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	conf, err := os.OpenFile(filepath.Join(data, "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	if _, err := conf.WriteString(settings); err != nil {
		_ = conf.Close()
		return err
	}
	if err := conf.Close(); err != nil {
		return err
	}
	use, err := lock(filepath.Join(c.dir, "use.lock"), syscall.LOCK_SH) // the keeper expects the file
	if err != nil {
		return err
	}
	defer func() { _ = use.Close() }()
	// The keeper outlives this process, so it gets a session of its own and none of our pipes.
	run := exec.Command("/bin/sh", "-c", keeper, "payung-test-postgres", bin, c.dir, strconv.Itoa(grace))
	run.Dir, run.SysProcAttr = "/", &syscall.SysProcAttr{Setsid: true, Credential: as}
	if err := run.Start(); err != nil {
		return fmt.Errorf("start: %w", err)
	}
	go func() { _ = run.Wait() }()
	return c.waitUp(ctx)
}

func (c *Cluster) waitUp(ctx context.Context) error {
	var err error
	for range 300 {
		if err = c.ping(ctx); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	log, _ := os.ReadFile(filepath.Join(c.dir, "server", "log"))
	return fmt.Errorf("does not answer: %w\n%s", err, log)
}

// serverUser is whom the server runs as: nil for ourselves, and a user without rights where we are root.
func serverUser() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err1 == nil && err2 == nil {
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
		}
	}
	return nil, errors.New("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")
}

// ownFolder makes a folder in a place that others write to, and refuses one that somebody else prepared.
func ownFolder(dir string) error {
	if err := os.Mkdir(dir, 0o755); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	st, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	sys, ok := st.Sys().(*syscall.Stat_t)
	if !st.IsDir() || !ok || int(sys.Uid) != os.Getuid() {
		return fmt.Errorf("%s is not a folder of ours", dir)
	}
	return nil
}

func lock(path string, how int) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	for {
		if err = syscall.Flock(int(f.Fd()), how); !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return f, nil
}
