package cli

import (
	"fmt"
	"runtime/debug"
)

type versionCmd struct{}

// Run prints the version the binary was built from.
func (versionCmd) Run(s *streams) error {
	_, err := fmt.Fprintln(s.out, programVersion())
	return err
}

// programVersion names the program and what it was built from.
func programVersion() string {
	version, revision := "devel", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" && info.Main.Version != "(devel)" {
			version = info.Main.Version
		}
		for _, kv := range info.Settings {
			if kv.Key == "vcs.revision" {
				revision = " " + kv.Value
			}
		}
	}
	return "payung " + version + revision
}
