package pack

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// place is where something stands in the file.
type place struct{ line, column int }

// scalar is a value as written, with its place; the zero scalar is an absent key.
type scalar struct {
	text string
	at   place
}

// or returns where the value stands, or another place where it is absent.
func (s scalar) or(at place) place {
	if s.at == (place{}) {
		return at
	}
	return s.at
}

// UnmarshalYAML keeps the text of a plain value: 33.10 stays "33.10".
func (s *scalar) UnmarshalYAML(n ast.Node) error {
	t := n.GetToken()
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode, *ast.NullNode, *ast.AliasNode, *ast.AnchorNode, *ast.TagNode:
		return placed{place{t.Position.Line, t.Position.Column}, say("di sini harus ada satu nilai")}
	case *ast.LiteralNode:
		s.text = n.(*ast.LiteralNode).Value.Value
	default:
		s.text = t.Value
	}
	s.at = place{t.Position.Line, t.Position.Column}
	return nil
}

// item is an element of a list with its place.
type item[T any] struct {
	v  T
	at place
}

// UnmarshalYAML reads the element strictly and remembers where it begins.
func (i *item[T]) UnmarshalYAML(n ast.Node) error {
	t := n.GetToken()
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		t = m.Values[0].Key.GetToken()
	}
	if m, ok := n.(*ast.MappingValueNode); ok {
		t = m.Key.GetToken()
	}
	i.at = place{t.Position.Line, t.Position.Column}
	return yaml.NodeToValue(n, &i.v, yaml.Strict())
}

// placed is an error at a place.
type placed struct {
	at    place
	cause error
}

func (p placed) Error() string { return p.cause.Error() }
func (p placed) Unwrap() error { return p.cause }

type rawEvidence struct {
	Article         scalar `yaml:"article"`
	Source          scalar `yaml:"source"`
	Confidence      scalar `yaml:"confidence"`
	VerifiedThrough scalar `yaml:"verified_through"`
	Note            scalar `yaml:"note"`
}

type rawVersion struct {
	From   scalar      `yaml:"from"`
	To     scalar      `yaml:"to"`
	Value  scalar      `yaml:"value"`
	Ground rawEvidence `yaml:",inline"`
}

type rawParameter struct {
	Name     scalar             `yaml:"name"`
	Title    scalar             `yaml:"title"`
	Unit     scalar             `yaml:"unit"`
	Basis    scalar             `yaml:"basis"`
	Versions []item[rawVersion] `yaml:"versions"`
	Next     *item[rawExpected] `yaml:"next"`
}

type rawExpected struct {
	On      scalar `yaml:"on"`
	Article scalar `yaml:"article"`
	Note    scalar `yaml:"note"`
}

type rawTableVersion struct {
	From   scalar      `yaml:"from"`
	To     scalar      `yaml:"to"`
	Rows   [][]scalar  `yaml:"rows"`
	Ground rawEvidence `yaml:",inline"`
}

type rawColumn struct {
	Name scalar `yaml:"name"`
	Unit scalar `yaml:"unit"`
}

type rawTable struct {
	Name     scalar                  `yaml:"name"`
	Title    scalar                  `yaml:"title"`
	Basis    scalar                  `yaml:"basis"`
	Columns  []rawColumn             `yaml:"columns"`
	Versions []item[rawTableVersion] `yaml:"versions"`
}

type rawRelief struct {
	Name            scalar            `yaml:"name"`
	Segment         scalar            `yaml:"segment"`
	Programmes      scalar            `yaml:"programmes"`
	Factor          scalar            `yaml:"factor"`
	Deferred        scalar            `yaml:"deferred"`
	From            scalar            `yaml:"from"`
	To              scalar            `yaml:"to"`
	Penalty         scalar            `yaml:"penalty"`
	Employer        scalar            `yaml:"employer"`
	Sector          scalar            `yaml:"sector"`
	LabourIntensive scalar            `yaml:"labour_intensive"`
	MinEmployees    scalar            `yaml:"min_employees"`
	PaidThrough     scalar            `yaml:"paid_through"`
	RunningProject  scalar            `yaml:"running_project"`
	Payers          map[string]scalar `yaml:"payers"`
	Excluded        map[string]scalar `yaml:"excluded"`
	Ground          rawEvidence       `yaml:",inline"`
}

type rawDay struct {
	Day  scalar `yaml:"day"`
	Name scalar `yaml:"name"`
}

type rawHolidays struct {
	Year     scalar         `yaml:"year"`
	National []item[rawDay] `yaml:"national"`
	Joint    []item[rawDay] `yaml:"joint_leave"`
	Ground   rawEvidence    `yaml:",inline"`
}

type rawWages struct {
	Kind    scalar            `yaml:"kind"`
	From    scalar            `yaml:"from"`
	To      scalar            `yaml:"to"`
	Values  map[string]scalar `yaml:"values"`
	Regions []scalar          `yaml:"regions"`
	Ground  rawEvidence       `yaml:",inline"`
}

type rawBusiness struct {
	Entry  scalar      `yaml:"entry"`
	Class  scalar      `yaml:"class"`
	Route  scalar      `yaml:"route"`
	Words  []scalar    `yaml:"words"`
	Ground rawEvidence `yaml:",inline"`
}

type rawFile struct {
	Subject      scalar               `yaml:"subject"`
	Edition      scalar               `yaml:"edition"`
	Parameters   []item[rawParameter] `yaml:"parameters"`
	Tables       []item[rawTable]     `yaml:"tables"`
	Reliefs      []item[rawRelief]    `yaml:"reliefs"`
	Holidays     []item[rawHolidays]  `yaml:"holidays"`
	MinimumWages []item[rawWages]     `yaml:"minimum_wages"`
	Businesses   []item[rawBusiness]  `yaml:"businesses"`
}

// decode reads the YAML strictly into the raw shape.
func decode(text []byte) (rawFile, error) {
	var raw rawFile
	number := 0
	for line := range bytes.Lines(text) {
		number++
		switch {
		case !utf8.Valid(line):
			return raw, placed{place{number, 1}, say("baris ini bukan teks UTF-8")}
		case number > 1 && string(bytes.TrimRight(line, " \r\n")) == "---":
			return raw, placed{place{number, 1}, say("satu berkas hanya boleh berisi satu dokumen; hapus baris ---")}
		}
	}
	err := yaml.UnmarshalWithOptions(text, &raw, yaml.Strict())
	if err == nil {
		return raw, nil
	}
	var p placed
	if errors.As(err, &p) {
		return raw, p
	}
	var y yaml.Error
	if errors.As(err, &y) {
		at := place{1, 1}
		if t := y.GetToken(); t != nil && t.Position != nil {
			at = place{t.Position.Line, t.Position.Column}
		}
		return raw, placed{at, plain(y.GetMessage())}
	}
	return raw, placed{place{1, 1}, say("YAML tidak dapat dibaca: %s", err.Error())}
}

// plain says in Indonesian what the reader of YAML says most.
func plain(message string) error {
	if key, ok := strings.CutPrefix(message, "unknown field "); ok {
		return say("kunci %s tidak dikenal di sini; hapus atau perbaiki namanya", key)
	}
	if key, ok := strings.CutPrefix(message, "mapping key "); ok {
		key, at, _ := strings.Cut(key, " already defined at ")
		return say("kunci %s sudah ditulis di %s; hapus salah satu", key, at)
	}
	if strings.Contains(message, " was used where ") {
		return say("bentuknya bukan yang diharapkan di sini (daftar dan pasangan kunci: nilai tertukar); lihat berkas bawaan sebagai contoh")
	}
	return say("YAML tidak dapat dibaca: %s", message)
}
