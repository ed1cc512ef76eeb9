package guide

import (
	"embed"
	"io/fs"
	"strings"
	"sync"
)

// Guide is one page of help.
type Guide struct {
	Slug, Title, Line string
	Blocks            []Block
}

// Block is a piece of a guide. Kind: h2, p, ol, ul, note.
type Block struct {
	Kind  string
	Text  string
	Items []string
}

//go:embed *.md
var files embed.FS

// order is how the guides stand in the list.
var order = []string{"bendahara", "kepegawaian", "desa", "bkad", "disnaker", "sekda", "bpjs", "provinsi", "administrator", "hitung"}

var all = sync.OnceValue(func() []Guide {
	var out []Guide
	for _, slug := range order {
		b, err := fs.ReadFile(files, slug+".md")
		if err != nil {
			panic("guide " + slug + " is missing: " + err.Error())
		}
		out = append(out, read(slug, string(b)))
	}
	return out
})

// All lists the guides in their order.
func All() []Guide { return all() }

// Find returns the guide of a slug.
func Find(slug string) (Guide, bool) {
	for _, g := range all() {
		if g.Slug == slug {
			return g, true
		}
	}
	return Guide{}, false
}

func read(slug, text string) Guide {
	g := Guide{Slug: slug}
	var paragraph []string
	end := func() {
		if len(paragraph) == 0 {
			return
		}
		t := strings.Join(paragraph, " ")
		if g.Line == "" {
			g.Line = t
		}
		g.Blocks = append(g.Blocks, Block{Kind: "p", Text: t})
		paragraph = nil
	}
	item := func(kind, t string) {
		end()
		if n := len(g.Blocks); n > 0 && g.Blocks[n-1].Kind == kind {
			g.Blocks[n-1].Items = append(g.Blocks[n-1].Items, t)
			return
		}
		g.Blocks = append(g.Blocks, Block{Kind: kind, Items: []string{t}})
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		number, rest, _ := strings.Cut(line, ". ")
		switch {
		case line == "":
			end()
		case strings.HasPrefix(line, "# "):
			g.Title = line[2:]
		case strings.HasPrefix(line, "## "):
			end()
			g.Blocks = append(g.Blocks, Block{Kind: "h2", Text: line[3:]})
		case strings.HasPrefix(line, "> "):
			end()
			g.Blocks = append(g.Blocks, Block{Kind: "note", Text: line[2:]})
		case strings.HasPrefix(line, "- "):
			item("ul", line[2:])
		case number != "" && strings.Trim(number, "0123456789") == "" && rest != "":
			item("ol", rest)
		default:
			paragraph = append(paragraph, line)
		}
	}
	end()
	return g
}
