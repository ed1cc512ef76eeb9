// Command pgcluster runs a command while a throw-away PostgreSQL is up, and names its address to it in PAYUNG_TEST_PG:
//
//	go run ./test/pgcluster run go test ./...
//	go run ./test/pgcluster check      # tells whether this machine can, and from which folder
//
// Exit code: that of the command; 3 where there is no server to start.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/payung-id/payung/internal/platform/db/dbtest/cluster"
)

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	switch {
	case len(args) == 1 && args[0] == "check":
		bin, err := cluster.Binaries()
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 3
		}
		fmt.Println(bin)
		return 0
	case len(args) >= 2 && args[0] == "run":
		return with(args[1:])
	}
	fmt.Fprintln(os.Stderr, "usage: pgcluster check | pgcluster run COMMAND [ARGUMENT…]")
	return 2
}

func with(command []string) (code int) {
	// The command gets the signal too and ends by itself; we stay to stop the server.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt, syscall.SIGTERM)
	c, err := cluster.Acquire(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 3
	}
	defer func() {
		if err := c.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), "PAYUNG_TEST_PG="+c.URL("postgres"))
	err = cmd.Run()
	var ended *exec.ExitError
	switch {
	case errors.As(err, &ended):
		return max(ended.ExitCode(), 1)
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		return 3
	}
	return 0
}
