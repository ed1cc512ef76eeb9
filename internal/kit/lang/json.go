package lang

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// UnmarshalJSON reads a message back so that it can still be said: JSON forgets which numbers were whole and which
// arguments were messages themselves, and the verbs of the format need to know.
func (t *Text) UnmarshalJSON(b []byte) error {
	var kept struct {
		Format string            `json:"f"`
		Args   []json.RawMessage `json:"a"`
	}
	if err := json.Unmarshal(b, &kept); err != nil {
		return fmt.Errorf("read message: %w", err)
	}
	t.Format, t.Args = kept.Format, nil
	for _, raw := range kept.Args {
		a, err := argument(raw)
		if err != nil {
			return fmt.Errorf("read message: %w", err)
		}
		t.Args = append(t.Args, a)
	}
	return nil
}

func argument(raw json.RawMessage) (any, error) {
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		var t Text
		err := json.Unmarshal(raw, &t)
		return t, err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	n, ok := v.(json.Number)
	if !ok {
		return v, nil
	}
	if whole, err := n.Int64(); err == nil {
		return whole, nil
	}
	return n.Float64()
}
