#!/bin/sh
# Makes sure of a Chromium for the browser tests: PAYUNG_CHROMIUM, one that is installed, or, as root, the system's package.
set -eu

for c in "${PAYUNG_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  if [ -n "$c" ] && command -v "$c" >/dev/null; then
    exit 0
  fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0
fi
echo "The browser tests need Chromium. Run: sudo apt-get install -y chromium   (or set PAYUNG_CHROMIUM)" >&2
exit 1
