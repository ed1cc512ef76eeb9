package linkage_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/payung-id/payung/linkage"
	"github.com/payung-id/payung/linkage/person"
)

func read(t testing.TB, text string, how linkage.CSV) (*linkage.List, error) {
	t.Helper()
	data, err := linkage.NewData(person.Model())
	if err != nil {
		t.Fatal(err)
	}
	return data.Read(context.Background(), strings.NewReader(text), how)
}

// days returns the birth dates by id.
func days(l *linkage.List) map[string]string {
	out := map[string]string{}
	for row, d := range l.Dates("birth_date") {
		out[l.ID(row)] = fmt.Sprintf("%04d-%02d-%02d", d.Year(), d.Month(), d.DayOfMonth())
	}
	return out
}

func TestFilesAreReadAsTheyCome(t *testing.T) {
	want := map[string]string{"a": "1980-04-23", "b": "1999-12-31"}
	for name, text := range map[string]string{
		"plain":           "id,birth_date\na,1980-04-23\nb,1999-12-31\n",
		"no end of line":  "id,birth_date\na,1980-04-23\nb,1999-12-31",
		"carriage return": "id,birth_date\r\na,1980-04-23\r\nb,1999-12-31\r\n",
		"semicolon":       "id;birth_date\na;23/04/1980\nb;31.12.1999\n",
		"tab":             "id\tbirth_date\na\t23-4-1980\nb\t36525\n",
		"quoted":          "\"id\",\"birth_date\"\n\"a\",\"1980-04-23\"\n\"b\",1999-12-31\n",
		"line in a cell":  "id,name,birth_date\na,\"SITI\nAMINAH, \"\"S.Pd\"\"\",1980-04-23\nb,,1999-12-31\n",
		"mark":            "\ufeffid,birth_date\na,1980-04-23\nb,1999-12-31\n",
		"blank lines":     "\n\nid,birth_date\na,1980-04-23\n\n,\nb,1999-12-31\n\n",
		"first column":    "nomor,birth_date\na,1980-04-23\nb,1999-12-31\n",
		"upper case":      " ID , Birth_Date \na,1980-04-23\nb,1999-12-31 00:00:00\n",
		"short record":    "id,birth_date,name\na,1980-04-23\nb,19991231,X,\n",
	} {
		t.Run(name, func(t *testing.T) {
			l, err := read(t, text, linkage.CSV{Workers: 2})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, days(l)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatIsWrongWithAFileIsSaid(t *testing.T) {
	for text, want := range map[string]linkage.InputError{
		"":                           {Trouble: linkage.FileEmpty},
		"\n \n":                      {Trouble: linkage.FileEmpty},
		"id,name,name\n1,2,3\n":      {Trouble: linkage.ColumnTwice, Line: 1, Column: "name"},
		"a,b\n1,2\n":                 {Trouble: linkage.ColumnMissing, Line: 1},
		"id,name\n1,X\n,Y\n":         {Trouble: linkage.IDMissing, Line: 3, Column: "id"},
		"id,name\n1,X\n2,Y\n1,Z\n":   {Trouble: linkage.IDTwice, Line: 4, Other: 2, Column: "id", Value: "1"},
		"id,name\n1,X\n2,Y,Z\n":      {Trouble: linkage.TooManyCells, Line: 3},
		"id,name\n1,X\n2,\"Y\n3,Z\n": {Trouble: linkage.QuoteOpen},
		"PK\x03\x04":                 {Trouble: linkage.FileIsNotText},
		"id,\x00\n":                  {Trouble: linkage.FileIsNotText},
	} {
		t.Run(text, func(t *testing.T) {
			_, err := read(t, text, linkage.CSV{})
			var got *linkage.InputError
			if !errors.As(err, &got) {
				t.Fatalf("got %v", err)
			}
			if want.Trouble != got.Trouble || want.Line != 0 && want.Line != got.Line || want.Other != got.Other || want.Value != got.Value {
				t.Errorf("got %+v, want %+v", *got, want)
			}
		})
	}
}

func TestManyChunksAreOneList(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,name,birth_date\n")
	for i := range 120_000 {
		fmt.Fprintf(&b, "%d,\"WORD%d, S.Pd\",19%02d-%02d-%02d\n", i, i, i%100, 1+i%12, 1+i%28)
	}
	l, err := read(t, b.String(), linkage.CSV{Workers: 3})
	if err != nil {
		t.Fatal(err)
	}
	got := days(l)
	if len(got) != 120_000 {
		t.Fatalf("%d records", len(got))
	}
	for i := range 120_000 {
		if want := fmt.Sprintf("19%02d-%02d-%02d", i%100, 1+i%12, 1+i%28); got[fmt.Sprint(i)] != want {
			t.Fatalf("record %d has %s, want %s", i, got[fmt.Sprint(i)], want)
		}
	}
}

func TestAReaderThatFailsIsAnError(t *testing.T) {
	data, err := linkage.NewData(person.Model())
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken disk")
	if _, err := data.Read(context.Background(), iotest.ErrReader(broken), linkage.CSV{}); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if _, err := data.Read(context.Background(), iotest.OneByteReader(strings.NewReader("id,name\n1,\"a\"\"b\"\n2,c\n")), linkage.CSV{}); err != nil {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"id,name\n1,SITI\n", "id;nik;name\n\"1\";\"3515012304809321\";\"a\"\"b\"\n", "\xff\xfei\x00d\x00", "id,name\n1,\"", "id,name\n1,\xc9\n", "a|b\n", "id,birth_date\n1,99999\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		data, err := linkage.NewData(person.Model())
		if err != nil {
			t.Fatal(err)
		}
		l, err := data.Read(context.Background(), bytes.NewReader(b), linkage.CSV{Workers: 2})
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for row := range l.Len() {
			if id := l.ID(row); id == "" || seen[id] {
				t.Fatalf("id %q is empty or stands twice", id)
			} else {
				seen[id] = true
			}
		}
		if _, err := linkage.Join(context.Background(), l, l, linkage.Options{}); err != nil {
			var input *linkage.InputError
			if !errors.As(err, &input) {
				t.Fatal(err)
			}
		}
	})
}

func FuzzModel(f *testing.F) {
	files, err := filepath.Glob("testdata/*.yaml")
	if err != nil || len(files) == 0 {
		f.Fatal("no models to begin with")
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := linkage.ReadModel(bytes.NewReader(b))
		if err != nil {
			var known *linkage.ModelError
			if !errors.As(err, &known) {
				t.Fatalf("an error that nobody can say to people: %v", err)
			}
			return
		}
		if _, err := linkage.NewData(m); err != nil {
			t.Fatalf("a model that was read cannot be used: %v", err)
		}
	})
}
