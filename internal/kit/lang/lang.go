// Package lang holds what people read: Indonesian is written where it is used, English stands in the catalogue en/*.yaml
// under the Indonesian text. A test fails where an English text is missing or its verbs differ.
package lang

import (
	"embed"
	"fmt"
	"io/fs"
	"sync"

	"github.com/goccy/go-yaml"
)

// Lang is a language of the screen.
type Lang string

// The languages; Indonesian is the default.
const (
	ID Lang = "id"
	EN Lang = "en"
)

//go:embed en/*.yaml
var catalogue embed.FS

// English returns the catalogue: Indonesian text (with its %-verbs) to English text.
var English = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	files, err := fs.Glob(catalogue, "en/*.yaml")
	if err != nil {
		panic(err)
	}
	for _, name := range files {
		b, err := catalogue.ReadFile(name)
		if err != nil {
			panic(err)
		}
		m := map[string]string{}
		if err := yaml.Unmarshal(b, &m); err != nil {
			panic(fmt.Sprintf("%s: %v", name, err))
		}
		for k, v := range m {
			all[k] = v
		}
	}
	return all
})

// Text is a message for people that can still be said in either language.
type Text struct {
	Format string `json:"f"`
	Args   []any  `json:"a,omitempty"`
}

// Msg returns the message; format is Indonesian and is the key of its English in the catalogue. Args may be Texts.
func Msg(format string, args ...any) Text { return Text{Format: format, Args: args} }

// In says the message in a language.
func (t Text) In(l Lang) string { return T(l, t.Format, t.Args...) }

// String says the message in Indonesian.
func (t Text) String() string { return t.In(ID) }

// T says a message in a language: format is the Indonesian text and the key of its English.
func T(l Lang, format string, args ...any) string {
	if l == EN {
		if en, ok := English()[format]; ok {
			format = en
		}
	}
	if len(args) == 0 {
		return format
	}
	said := make([]any, len(args))
	for i, a := range args {
		if t, ok := a.(Text); ok {
			a = t.In(l)
		}
		said[i] = a
	}
	return fmt.Sprintf(format, said...)
}
