package api

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"

	"github.com/payung-id/payung/internal/kit/lang"
	"github.com/payung-id/payung/law"
	"github.com/payung-id/payung/law/ask"
)

// The sizes that one request may have.
const (
	mostBytes     = 4 << 20
	mostQuestions = 10_000
	longestLine   = 64 << 10
)

// askLaw answers one question, an array of them, or one a line; a question that is refused never stops the others.
func (s *Server) askLaw(w http.ResponseWriter, r *http.Request) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil && r.Header.Get("Content-Type") != "" {
		kind = "?"
	}
	var answer func(w http.ResponseWriter, r *http.Request, body []byte)
	switch kind {
	case "application/json", "":
		answer = answerJSON
	case "application/x-ndjson", "application/jsonl", "application/ndjson":
		answer = answerLines
	default:
		refuse(w, r, http.StatusUnsupportedMediaType, "Jenis isi %q tidak diterima; kirim application/json, atau application/x-ndjson untuk satu pertanyaan per baris.", kind)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostBytes))
	var big *http.MaxBytesError
	switch {
	case errors.As(err, &big):
		refuse(w, r, http.StatusRequestEntityTooLarge, "Permintaan lebih dari %d MB; bagi menjadi beberapa permintaan.", mostBytes>>20)
	case err != nil:
		refuse(w, r, http.StatusBadRequest, "Permintaan tidak terbaca sampai selesai; kirim ulang.")
	case len(bytes.TrimSpace(body)) == 0:
		refuse(w, r, http.StatusBadRequest, "Permintaan kosong; kirim satu pertanyaan JSON, sebuah daftar, atau satu pertanyaan per baris.")
	default:
		answer(w, r, body)
	}
}

// answerer answers questions in the caller's language.
type answerer struct {
	*ask.Asker
	lang lang.Lang
}

func newAnswerer(r *http.Request) answerer {
	a := answerer{ask.New(law.Shipped()), language(r)}
	if a.lang != lang.ID {
		a.Asker = a.In(func(e *law.Error) string { return lang.T(a.lang, e.Format, e.Args...) })
	}
	return a
}

// answerJSON answers an object with its answer, an array with the array of answers.
func answerJSON(w http.ResponseWriter, r *http.Request, body []byte) {
	if !json.Valid(body) {
		refuse(w, r, http.StatusBadRequest, "Isi permintaan bukan JSON yang sah. Untuk satu pertanyaan per baris, kirim sebagai application/x-ndjson.")
		return
	}
	if bytes.TrimSpace(body)[0] != '[' {
		out, ok := newAnswerer(r).one(nil, body)
		begin(w, r, "application/json")
		if !ok {
			w.WriteHeader(http.StatusUnprocessableEntity)
		}
		_, _ = w.Write(append(out, '\n'))
		return
	}
	var list []json.RawMessage
	if err := json.Unmarshal(body, &list); err != nil {
		refuse(w, r, http.StatusBadRequest, "Isi permintaan bukan JSON yang sah. Untuk satu pertanyaan per baris, kirim sebagai application/x-ndjson.")
		return
	}
	if len(list) > mostQuestions {
		tooMany(w, r)
		return
	}
	begin(w, r, "application/json")
	b := bufio.NewWriterSize(w, 1<<16)
	a := newAnswerer(r)
	_ = b.WriteByte('[')
	var out []byte
	for i, question := range list {
		if i > 0 {
			_, _ = b.WriteString(",\n")
		}
		out, _ = a.one(out[:0], question)
		_, _ = b.Write(out)
	}
	_, _ = b.WriteString("]\n")
	_ = b.Flush()
}

// answerLines answers line by line; empty lines have no answer.
func answerLines(w http.ResponseWriter, r *http.Request, body []byte) {
	n := 0
	for line := range bytes.Lines(body) {
		if len(bytes.TrimSpace(line)) > 0 {
			n++
		}
	}
	if n > mostQuestions {
		tooMany(w, r)
		return
	}
	begin(w, r, "application/x-ndjson")
	b := bufio.NewWriterSize(w, 1<<16)
	a := newAnswerer(r)
	var out []byte
	for line := range bytes.Lines(body) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		out, _ = a.one(out[:0], line)
		_, _ = b.Write(append(out, '\n'))
	}
	_ = b.Flush()
}

// one answers a question, or says that it is too long to be one.
func (a answerer) one(dst, question []byte) ([]byte, bool) {
	if len(question) <= longestLine {
		return a.Answer(dst, question)
	}
	said, err := json.Marshal(failure{Error: lang.T(a.lang, "Pertanyaan ini lebih dari %d KB; pendekkan.", longestLine>>10)})
	if err != nil { // a text always has a JSON form
		said = []byte(`{"ok":false}`)
	}
	return append(dst, said...), false
}

func tooMany(w http.ResponseWriter, r *http.Request) {
	refuse(w, r, http.StatusRequestEntityTooLarge, "Lebih dari %d pertanyaan dalam satu permintaan; bagi menjadi beberapa.", mostQuestions)
}

func begin(w http.ResponseWriter, r *http.Request, kind string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Language", string(language(r)))
}

// refuse answers a failure in the form of every failure.
func refuse(w http.ResponseWriter, r *http.Request, status int, format string, args ...any) {
	begin(w, r, "application/json")
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(failure{Error: lang.T(language(r), format, args...)})
}

// failure is the form of every failure.
type failure struct {
	OK    bool   `json:"ok"`
	Error string `json:"error"`
	Field string `json:"field,omitempty"`
}
