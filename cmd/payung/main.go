// Command payung is the whole product in one binary: the server, its database tools and the commands for files.
package main

import (
	"os"

	"github.com/payung-id/payung/internal/door/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
