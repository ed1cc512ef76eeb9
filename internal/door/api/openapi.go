package api

import (
	_ "embed"
	"net/http"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed openapi.yaml
var descriptionText []byte

// description is the OpenAPI document of this door as JSON. A test holds every answer against it.
var description = sync.OnceValue(func() []byte {
	b, err := yaml.YAMLToJSON(descriptionText)
	if err != nil {
		panic("api: openapi.yaml: " + err.Error()) // held by a test
	}
	return b
})

func describe(w http.ResponseWriter, r *http.Request) {
	begin(w, r, "application/json")
	w.Header().Set("Cache-Control", "public, max-age=300")
	_, _ = w.Write(description())
}
