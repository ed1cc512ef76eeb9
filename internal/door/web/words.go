package web

import (
	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/internal/kit/text"
	"github.com/payung-id/payung/internal/registry/region"
	"github.com/payung-id/payung/period"
)

func regionName(code string) string { return region.Standard().Name(code) }

func monthText(l lang.Lang, m period.Month) string { return text.Month(l, m) }
