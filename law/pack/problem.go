package pack

import "fmt"

// Message is a sentence for people: an Indonesian format, which is also the key of its translation, and its arguments.
type Message struct {
	Format string
	Args   []any
}

// Error says the message in Indonesian.
func (m Message) Error() string { return fmt.Sprintf(m.Format, m.Args...) }

func say(format string, args ...any) error { return Message{Format: format, Args: args} }

// Place is where something stands: the file, and line and column from 1 on.
type Place struct {
	File         string
	Line, Column int
}

// Problem is a fault of a pack file with its place.
type Problem struct {
	File         string
	Line, Column int
	Message      Message
}

// Error writes "file:line:column: message".
func (p Problem) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message.Error())
}
