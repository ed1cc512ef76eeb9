#!/bin/sh
# Fails where `make generate` changes a committed file: somebody edited a page and not its Go code, or the other way.
set -eu
cd "$(dirname "$0")/.."

sums() { git ls-files -co --exclude-standard '*_templ.go' | sort | xargs -r sha256sum 2>/dev/null || true; }

before=$(sums)
if ! said=$(go generate ./internal/door/... 2>&1); then
  echo "$said" >&2
  exit 1
fi
after=$(sums)
if [ "$before" != "$after" ]; then
  echo "The Go code of these pages was not fresh; it is now. Look at it and commit it:" >&2
  git status --short -- '*_templ.go' >&2
  exit 1
fi
