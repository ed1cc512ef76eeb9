package ask_test

import (
	"testing"

	"github.com/payung-id/payung/law/internal/example"
)

func TestExamples(t *testing.T) { example.Check(t, "../testdata") }
