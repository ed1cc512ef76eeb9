package declared

import (
	"bytes"
	_ "embed"
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/payung-id/payung/period"
)

//go:embed founding.yaml
var foundingFile []byte

// Founding is a figure that ships with the program: what public reports said, as examples of what a declared figure is
// worth. None of them is added to anything.
type Founding struct {
	Figure
	Place      string
	Confidence string // H, M or L
	Note       string
}

// FoundingFigures lists the shipped figures, oldest first.
var FoundingFigures = sync.OnceValues(func() ([]Founding, error) {
	var raw []struct {
		Region     string `yaml:"region"`
		Place      string `yaml:"place"`
		On         string `yaml:"on"`
		Measure    string `yaml:"measure"`
		Value      int64  `yaml:"value"`
		OutOf      *int64 `yaml:"out_of"`
		Source     string `yaml:"source"`
		Confidence string `yaml:"confidence"`
		Note       string `yaml:"note"`
	}
	if err := yaml.NewDecoder(bytes.NewReader(foundingFile), yaml.Strict()).Decode(&raw); err != nil {
		return nil, fmt.Errorf("read founding figures: %w", err)
	}
	out := make([]Founding, 0, len(raw))
	for _, x := range raw {
		day, err := period.ParseDate(x.On)
		if err != nil {
			return nil, fmt.Errorf("read founding figures: %w", err)
		}
		f := Founding{Place: x.Place, Confidence: x.Confidence, Note: x.Note, Figure: Figure{Region: x.Region, On: day, Measure: x.Measure, Value: x.Value, OutOf: -1, Source: x.Source}}
		if x.OutOf != nil {
			f.OutOf = *x.OutOf
		}
		out = append(out, f)
	}
	return out, nil
})
