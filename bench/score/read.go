package score

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Pair is a row of the left file and a row of the right one.
type Pair struct{ Left, Right string }

// Ordered has the id first that comes first in the alphabet: within one list (A, B) and (B, A) are one pair.
func (p Pair) Ordered() Pair {
	if p.Right < p.Left {
		return Pair{p.Right, p.Left}
	}
	return p
}

// Link is a pair that a program wrote, with its probability and, where it gives one, its verdict.
type Link struct {
	Pair
	Probability float64
	Verdict     string
}

// Key is the truth: all pairs that are the same person.
type Key struct {
	Pairs  map[Pair]struct{}
	byLeft map[string][]string
}

// Has tells whether a pair is true.
func (k *Key) Has(p Pair) bool {
	_, ok := k.Pairs[p]
	return ok
}

// Rights are the right rows that belong to a left row.
func (k *Key) Rights(left string) []string { return k.byLeft[left] }

// Ordered is the key of pairs within one list.
func (k *Key) Ordered() *Key {
	out := &Key{Pairs: map[Pair]struct{}{}, byLeft: map[string][]string{}}
	for p := range k.Pairs {
		out.add(p.Ordered())
	}
	return out
}

func (k *Key) add(p Pair) {
	if !k.Has(p) {
		k.Pairs[p] = struct{}{}
		k.byLeft[p.Left] = append(k.byLeft[p.Left], p.Right)
	}
}

// ReadLinks reads left_id, right_id, probability, verdict in any order of columns. Without a probability every link has 1.
func ReadLinks(r io.Reader) (links []Link, err error) {
	err = Rows(r, func(row map[string]string) error {
		p := 1.0
		if text, has := row["probability"]; has {
			if p, err = strconv.ParseFloat(text, 64); err != nil || !(p >= 0 && p <= 1) {
				return fmt.Errorf("probability %q of %s and %s", text, row["left_id"], row["right_id"])
			}
		}
		links = append(links, Link{Pair{strings.Clone(row["left_id"]), strings.Clone(row["right_id"])}, p, strings.Clone(row["verdict"])})
		return nil
	}, "left_id", "right_id")
	return links, err
}

// ReadKey reads left_id, right_id.
func ReadKey(r io.Reader) (*Key, error) {
	k := &Key{Pairs: map[Pair]struct{}{}, byLeft: map[string][]string{}}
	err := Rows(r, func(row map[string]string) error {
		k.add(Pair{strings.Clone(row["left_id"]), strings.Clone(row["right_id"])})
		return nil
	}, "left_id", "right_id")
	return k, err
}

// Rows calls f with every row of a CSV file by column name; the map is used again for the next row. It fails where a
// required column is absent.
func Rows(r io.Reader, f func(row map[string]string) error, required ...string) error {
	c := csv.NewReader(r)
	c.ReuseRecord = true
	head, err := c.Read()
	if err != nil {
		return fmt.Errorf("read the header: %w", err)
	}
	head = append([]string{}, head...)
	row := make(map[string]string, len(head))
	for _, name := range head {
		row[name] = ""
	}
	for _, name := range required {
		if _, has := row[name]; !has {
			return fmt.Errorf("no column %s in %s", name, strings.Join(head, ","))
		}
	}
	for {
		fields, err := c.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read a row: %w", err)
		}
		for i, name := range head {
			row[name] = fields[i]
		}
		if err := f(row); err != nil {
			return err
		}
	}
}
