package main

import "errors"

func (o order) writeExtra(l *lists, roster, list *clerk) error { return errors.New("not yet") }
