package main

import (
	"context"
	"errors"
)

type growCmd struct{}

// Run is written next.
func (c *growCmd) Run(ctx context.Context) error { return errors.New("not yet") }
