package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var commands struct {
		Pages  pagesCmd  `cmd:"" help:"Time of each heavy page at the server."`
		Writes writesCmd `cmd:"" help:"Small writes beside a running import."`
		Grow   growCmd   `cmd:"" help:"Cost of each stage at three sizes."`
	}
	call := kong.Parse(&commands, kong.Name("load"), kong.BindTo(ctx, (*context.Context)(nil)))
	if err := call.Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1) //nolint:gocritic // nothing is left to stop
	}
}
