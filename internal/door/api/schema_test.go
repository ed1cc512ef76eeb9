package api

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// schemas holds values against the description: the part of JSON Schema that it uses, and no more; a keyword that is not
// known here fails the test.
type schemas struct{ root map[string]any }

func described(t *testing.T) schemas {
	t.Helper()
	var root map[string]any
	if err := json.Unmarshal(description(), &root); err != nil {
		t.Fatal(err)
	}
	return schemas{root}
}

func (s schemas) named(name string) map[string]any {
	m, _ := s.root["components"].(map[string]any)["schemas"].(map[string]any)[name].(map[string]any)
	return m
}

// check returns where a value breaks a schema, "" where it keeps it.
func (s schemas) check(schema map[string]any, v any, at string) string {
	for keyword, want := range schema {
		if fault := s.keyword(schema, keyword, want, v, at); fault != "" {
			return fault
		}
	}
	return ""
}

func (s schemas) keyword(schema map[string]any, keyword string, want, v any, at string) string {
	object, isObject := v.(map[string]any)
	list, isList := v.([]any)
	text, isText := v.(string)
	number, isNumber := v.(json.Number)
	switch keyword {
	case "description", "examples", "default", "properties":
	case "$ref":
		name, ok := strings.CutPrefix(want.(string), "#/components/schemas/")
		target := s.named(name)
		if !ok || target == nil {
			return fmt.Sprintf("%s: %v leads nowhere", at, want)
		}
		return s.check(target, v, at)
	case "oneOf", "anyOf":
		fits, faults := 0, []string{}
		for _, option := range want.([]any) {
			if f := s.check(option.(map[string]any), v, at); f == "" {
				fits++
			} else {
				faults = append(faults, f)
			}
		}
		if fits == 0 || keyword == "oneOf" && fits > 1 {
			return fmt.Sprintf("%s: fits %d of %s: %s", at, fits, keyword, strings.Join(faults, " | "))
		}
	case "type":
		if !slices.ContainsFunc(each(want), func(name any) bool { return isOf(name.(string), v) }) {
			return fmt.Sprintf("%s: %v is no %v", at, v, want)
		}
	case "const":
		if fmt.Sprint(want) != fmt.Sprint(v) {
			return fmt.Sprintf("%s: %v is not %v", at, v, want)
		}
	case "enum":
		if !slices.Contains(want.([]any), v) {
			return fmt.Sprintf("%s: %v is none of %v", at, v, want)
		}
	case "pattern":
		if isText && !regexp.MustCompile(want.(string)).MatchString(text) {
			return fmt.Sprintf("%s: %q is not like %v", at, text, want)
		}
	case "minLength":
		if isText && len(text) < int(want.(float64)) {
			return at + ": too short"
		}
	case "minimum", "maximum":
		if !isNumber {
			break
		}
		n, _ := number.Float64()
		if limit := want.(float64); keyword == "minimum" && n < limit || keyword == "maximum" && n > limit {
			return fmt.Sprintf("%s: %v is out of bounds", at, v)
		}
	case "minItems", "maxItems":
		if limit := int(want.(float64)); isList && (keyword == "minItems" && len(list) < limit || keyword == "maxItems" && len(list) > limit) {
			return at + ": too few or too many"
		}
	case "items":
		for i, x := range list {
			if f := s.check(want.(map[string]any), x, fmt.Sprintf("%s[%d]", at, i)); f != "" {
				return f
			}
		}
	case "required":
		for _, key := range want.([]any) {
			if _, ok := object[key.(string)]; isObject && !ok {
				return fmt.Sprintf("%s: no %v", at, key)
			}
		}
	case "additionalProperties":
		return s.members(schema, want, object, at)
	default:
		return fmt.Sprintf("%s: the schema says %s, which this test does not know", at, keyword)
	}
	return ""
}

// members holds the keys of an object against properties and additionalProperties.
func (s schemas) members(schema map[string]any, others any, object map[string]any, at string) string {
	known, _ := schema["properties"].(map[string]any)
	for key, x := range object {
		sub, listed := known[key].(map[string]any)
		if !listed {
			var open bool
			if sub, open = others.(map[string]any); !open {
				return fmt.Sprintf("%s.%s is not described", at, key)
			}
		}
		if f := s.check(sub, x, at+"."+key); f != "" {
			return f
		}
	}
	return ""
}

func each(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

func isOf(name string, v any) bool {
	switch v := v.(type) {
	case string:
		return name == "string"
	case bool:
		return name == "boolean"
	case nil:
		return name == "null"
	case []any:
		return name == "array"
	case map[string]any:
		return name == "object"
	case json.Number:
		_, err := v.Int64()
		return name == "number" || name == "integer" && err == nil
	}
	return false
}

// read decodes JSON and keeps numbers as written.
func read(t *testing.T, text []byte) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return v
}
