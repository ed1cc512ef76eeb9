package job

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/payung-id/payung/internal/kit/lang"
)

// encodeText keeps a text for people so that it can still be said in either language.
func encodeText(t lang.Text) (string, error) {
	if t.Format == "" {
		return "", nil
	}
	b, err := json.Marshal(t)
	if err != nil {
		return "", fmt.Errorf("encode text: %w", err)
	}
	return string(b), nil
}

// decodeText undoes encodeText. JSON forgets which numbers were whole and which arguments were texts; the verbs of the
// format need to know.
func decodeText(s string) (lang.Text, error) {
	if s == "" {
		return lang.Text{}, nil
	}
	var t lang.Text
	d := json.NewDecoder(bytes.NewReader([]byte(s)))
	d.UseNumber()
	if err := d.Decode(&t); err != nil {
		return lang.Text{}, fmt.Errorf("decode text: %w", err)
	}
	for i, a := range t.Args {
		t.Args[i] = plain(a)
	}
	return t, nil
}

func plain(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n
		}
		f, _ := v.Float64()
		return f
	case map[string]any:
		t := lang.Text{}
		t.Format, _ = v["f"].(string)
		args, _ := v["a"].([]any)
		for _, a := range args {
			t.Args = append(t.Args, plain(a))
		}
		return t
	}
	return v
}
