package office

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// soffice is LibreOffice with a profile of its own, so that a window of the user's is left alone.
type soffice struct{ program, profile string }

func libreOffice(t *testing.T) soffice {
	t.Helper()
	for _, name := range []string{"soffice", "libreoffice"} {
		if p, err := exec.LookPath(name); err == nil {
			return soffice{p, t.TempDir()}
		}
	}
	t.Skip("LibreOffice (soffice) is not installed; on Debian: apt-get install --no-install-recommends libreoffice-calc")
	return soffice{}
}

// The formats that are written. CSV: semicolon, quotes, UTF-8, every sheet.
const (
	toXLSX = "xlsx:Calc MS Excel 2007 XML"
	toXLS  = "xls:MS Excel 97"
	toODS  = "ods:calc8"
	toCSV  = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"
)

// asText reads a CSV with every column as text, as a careful treasurer does; separator is the code of the character.
func asText(separator string) string {
	return "--infilter=Text - txt - csv (StarCalc):" + separator + ",34,76,1," + textColumns()
}

func textColumns() string {
	var b strings.Builder
	for i := range 45 {
		if i > 0 {
			b.WriteByte('/')
		}
		b.WriteString(strconv.Itoa(i+1) + "/2")
	}
	return b.String()
}

// convert opens files and saves them in a folder in another format.
func (s soffice) convert(t *testing.T, format, out string, files []string, more ...string) {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Minute)
	defer stop()
	args := append([]string{"--headless", "-env:UserInstallation=file://" + s.profile}, more...)
	args = append(args, "--convert-to", format, "--outdir", out)
	cmd := exec.CommandContext(ctx, s.program, append(args, files...)...)
	cmd.Env = append(os.Environ(), "HOME="+s.profile, "LC_ALL=C.UTF-8")
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("convert to %s: %v\n%s", format, err, said.Bytes())
	}
}

// save writes a file below a folder and returns its path.
func save(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func load(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// withExtension is a path with another extension, in another folder.
func withExtension(dir, path, ext string) string {
	base := filepath.Base(path)
	return filepath.Join(dir, strings.TrimSuffix(base, filepath.Ext(base))+ext)
}
