package preflight

import (
	"encoding/json"
	"strconv"

	"github.com/payung-id/payung/internal/kit/lang"
)

func itoa(n int) string { return strconv.Itoa(n) }

type jsonRepair struct {
	Value string `json:"value"`
	Why   string `json:"why"`
	Field string `json:"field,omitempty"`
}

type jsonFinding struct {
	Column   string      `json:"column"`
	Code     Code        `json:"code"`
	Severity Severity    `json:"severity"`
	Message  string      `json:"message"`
	Field    string      `json:"field,omitempty"`
	Repair   *jsonRepair `json:"repair,omitempty"`
}

type jsonTable struct {
	HeaderRow int               `json:"header_row"`
	Mapping   map[string]string `json:"mapping"`
}

type jsonSheet struct {
	Name        string            `json:"name"`
	Used        bool              `json:"used"`
	Hidden      bool              `json:"hidden,omitempty"`
	Reason      string            `json:"reason"`
	HeaderRow   int               `json:"header_row,omitempty"`
	Mapping     map[string]string `json:"mapping,omitempty"`
	Tables      []jsonTable       `json:"tables,omitempty"`
	Layout      string            `json:"layout,omitempty"`
	Fingerprint string            `json:"fingerprint,omitempty"`
	Rows        int               `json:"rows"`
	Findings    []jsonFinding     `json:"findings,omitempty"`
}

type jsonRow struct {
	Sheet    string            `json:"sheet"`
	Row      int               `json:"row"`
	Status   Status            `json:"status"`
	Values   map[string]string `json:"values"`
	Findings []jsonFinding     `json:"findings"`
}

type jsonSkipped struct {
	Sheet  string `json:"sheet"`
	Row    int    `json:"row"`
	Reason string `json:"reason"`
}

type jsonTotals struct {
	Rows     int          `json:"rows"`
	OK       int          `json:"ok"`
	Warn     int          `json:"warn"`
	Reject   int          `json:"reject"`
	Skipped  int          `json:"skipped"`
	Findings map[Code]int `json:"findings"`
}

type jsonReport struct {
	File     string        `json:"file"`
	SHA256   string        `json:"sha256"`
	Sheets   []jsonSheet   `json:"sheets"`
	Rows     []jsonRow     `json:"rows"`
	Skipped  []jsonSkipped `json:"skipped"`
	Totals   jsonTotals    `json:"totals"`
	Findings []jsonFinding `json:"findings,omitempty"`
}

// MarshalJSON writes the report in its public form, with the messages in Indonesian.
func (r *Report) MarshalJSON() ([]byte, error) { return r.JSON(lang.ID) }

// JSON writes the report in its public form, with the messages in a language.
func (r *Report) JSON(l lang.Lang) ([]byte, error) {
	out := jsonReport{File: r.File, SHA256: r.SHA256, Sheets: []jsonSheet{}, Rows: make([]jsonRow, 0, len(r.Rows)), Skipped: make([]jsonSkipped, 0, len(r.Skipped)), Findings: findingsJSON(l, r.Findings)}
	for _, s := range r.Sheets {
		out.Sheets = append(out.Sheets, sheetJSON(l, s))
	}
	for i := range r.Rows {
		row := &r.Rows[i]
		f := findingsJSON(l, row.Findings)
		if f == nil {
			f = []jsonFinding{}
		}
		out.Rows = append(out.Rows, jsonRow{Sheet: row.Sheet, Row: row.Number, Status: row.Status, Values: row.Person.Values(row.Columns), Findings: f})
	}
	for _, s := range r.Skipped {
		out.Skipped = append(out.Skipped, jsonSkipped{s.Sheet, s.Row, lang.T(l, s.Reason)})
	}
	t := r.Totals
	out.Totals = jsonTotals(t)
	if out.Totals.Findings == nil {
		out.Totals.Findings = map[Code]int{}
	}
	return json.Marshal(out)
}

func sheetJSON(l lang.Lang, s Sheet) jsonSheet {
	j := jsonSheet{Name: s.Name, Used: s.Used, Hidden: s.Hidden, Reason: s.Reason.In(l), Rows: s.Rows, Findings: findingsJSON(l, s.Findings)}
	if s.Layout == nil {
		return j
	}
	first := s.Layout.Tables[0]
	j.HeaderRow, j.Mapping, j.Fingerprint, j.Layout = first.HeaderRow(), publicColumns(first.Mapping()), first.Fingerprint, s.Layout.Known
	if len(s.Layout.Tables) > 1 {
		for _, t := range s.Layout.Tables {
			j.Tables = append(j.Tables, jsonTable{HeaderRow: t.HeaderRow(), Mapping: publicColumns(t.Mapping())})
		}
	}
	return j
}

// publicColumns names columns as the public formats do: a cell of place and date gives both, ticks give the sex.
func publicColumns(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		switch k {
		case "tempat_tanggal_lahir":
			for _, name := range []string{"tempat_lahir", "tanggal_lahir"} {
				if m[name] == "" {
					out[name] = v
				}
			}
		case "laki_laki":
			if m["jenis_kelamin"] == "" {
				out["jenis_kelamin"] = v
			}
		case "nama_depan":
			if m["nama"] == "" {
				out["nama"] = v
			}
		case "perempuan", "nama_tengah", "nama_belakang", "bulan_lahir", "tahun_lahir":
		default:
			out[k] = v
		}
	}
	return out
}

func findingsJSON(l lang.Lang, list []Finding) []jsonFinding {
	var out []jsonFinding
	for _, f := range list {
		j := jsonFinding{Column: f.Column, Code: f.Code, Severity: f.Severity, Message: f.Message.In(l), Field: f.Field}
		if f.Repair != nil {
			j.Repair = &jsonRepair{Value: f.Repair.Value, Why: f.Repair.Why.In(l)}
			if f.Repair.Field != f.Field {
				j.Repair.Field = f.Repair.Field
			}
		}
		out = append(out, j)
	}
	return out
}

// Values returns the person by the column names of the public formats, for the columns that the sheet has.
func (p Person) Values(columns map[string]string) map[string]string {
	v := make(map[string]string, len(columns)+2)
	set := func(name, text string) {
		if _, has := columns[name]; has || text != "" {
			v[name] = text
		}
	}
	wage := ""
	if p.WageKnown {
		wage = p.Wage.String()
	}
	title := p.Title
	if p.TitleBefore != "" {
		title = p.TitleBefore
		if p.Title != "" {
			title += ", " + p.Title
		}
	}
	for _, kv := range [...][2]string{
		{"nik", p.NIK},
		{"nama", p.Name},
		{"gelar", title},
		{"tempat_lahir", p.BirthPlace},
		{"tanggal_lahir", p.BirthDate.String()},
		{"jenis_kelamin", string(p.Sex)},
		{"nama_ibu", p.Mother},
		{"alamat", p.Address},
		{"hp", p.Phone},
		{"kategori", p.Category},
		{"jabatan", p.Position},
		{"upah", wage},
		{"dasar_upah", p.WageBasis},
		{"mulai", p.Start.String()},
		{"selesai", p.End.String()},
		{"nomor_sk", p.DecreeNo},
		{"sumber_dana", p.FundSource},
		{"kode_instansi", p.UnitCode},
		{"kpj", p.KPJ},
		{"kelompok", p.Section},
	} {
		set(kv[0], kv[1])
	}
	return v
}
