package cli

import (
	"fmt"
	"runtime/debug"
)

type versionCmd struct{}

// Run prints the version the binary was built from.
func (versionCmd) Run(s *streams) error {
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
	_, err := fmt.Fprintf(s.out, "payung %s%s\n", version, revision)
	return err
}
