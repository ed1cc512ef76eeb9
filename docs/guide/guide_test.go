package guide

import (
	"io/fs"
	"strings"
	"testing"
)

func TestEveryGuideIsListedAndReadable(t *testing.T) {
	names, err := fs.Glob(files, "*.md")
	if err != nil || len(names) != len(order) {
		t.Fatalf("%d files, %d in the list: %v %v", len(names), len(order), names, err)
	}
	for _, g := range All() {
		if g.Title == "" || g.Line == "" || len(g.Blocks) < 3 {
			t.Errorf("%s: title %q, line %q, %d blocks", g.Slug, g.Title, g.Line, len(g.Blocks))
		}
		steps := 0
		for _, b := range g.Blocks {
			steps += len(b.Items)
			for _, text := range append([]string{b.Text}, b.Items...) {
				if strings.Count(text, "**")%2 != 0 || strings.ContainsAny(text, "`[]") {
					t.Errorf("%s: %q holds marks that the page does not understand", g.Slug, text)
				}
			}
		}
		if steps == 0 {
			t.Errorf("%s says nothing to do", g.Slug)
		}
	}
}

func TestBlocksOfAText(t *testing.T) {
	g := read("x", "# Judul\n\nBaris satu\nlanjutan.\n\n## Bagian\n\n1. Satu\n2. Dua\n\n- a\n> catatan\n")
	if g.Title != "Judul" || g.Line != "Baris satu lanjutan." {
		t.Fatalf("%+v", g)
	}
	want := []string{"p", "h2", "ol", "ul", "note"}
	for i, b := range g.Blocks {
		if b.Kind != want[i] {
			t.Errorf("block %d is %s, want %s", i, b.Kind, want[i])
		}
	}
	if len(g.Blocks) != len(want) || len(g.Blocks[2].Items) != 2 {
		t.Errorf("%+v", g.Blocks)
	}
}
