package view

import (
	"path"
	"strconv"
	"strings"

	"github.com/payung-id/payung/internal/kit/lang"
)

func (f BundleFile) base() string { return path.Base(f.Name) }

func (f BundleFile) folder() string {
	if d := path.Dir(f.Name); d != "." {
		return d
	}
	return ""
}

// whose says of whom and when a file speaks.
func (f BundleFile) whose(p Page) string {
	s := f.Unit
	join := func(more string) {
		if s != "" {
			s += ", "
		}
		s += more
	}
	if f.Month != 0 {
		join(p.Month(f.Month))
	}
	if f.AsOf != 0 {
		join(p.Date(f.AsOf))
	}
	return s
}

// id names an input of the file's form.
func (f BundleFile) id(name string) string { return name + "-" + strconv.Itoa(f.Seq) }

// month is the month to mark: the file's own, else the one that the sender chose.
func (f BundleFile) month(o Option) string {
	if f.Month != 0 {
		return f.Month.String()
	}
	if o.Current {
		return o.Value
	}
	return ""
}

func (f BundleFile) day() string {
	if f.AsOf == 0 {
		return ""
	}
	return f.AsOf.String()
}

// next is the step after everything was applied.
func (v Bundle) next() NextStep {
	return NextStep{Title: lang.Msg("Lihat papan cakupan"), Line: lang.Msg("Empat fakta dihitung ulang; biasanya selesai dalam beberapa menit."), Button: lang.Msg("Buka papan"), URL: "/papan", Icon: "check"}
}

// standing says how many files stand where; what is nothing is not said.
func (v Bundle) standing() string {
	var parts []string
	for _, p := range []struct {
		n    int
		text string
	}{
		{v.Person, v.T("%s perlu dilihat orang", v.N(v.Person))}, {v.Partly.Files, v.T("%s punya baris yang ditahan", v.N(v.Partly.Files))},
		{v.Clean.Files, v.T("%s siap diterapkan", v.N(v.Clean.Files))}, {v.Applied, v.T("%s sudah diterapkan", v.N(v.Applied))},
	} {
		if p.n > 0 {
			parts = append(parts, p.text)
		}
	}
	if len(parts) == 0 {
		return v.T("semuanya diabaikan")
	}
	return strings.Join(parts, ", ")
}
