# Runs the test server until nobody has used it for a while or until it is told to stop, then removes its data.
# $1 folder of the postgres binaries, $2 the cluster's folder, $3 seconds of grace.
bin=$1 dir=$2 grace=$3 nap=
"$bin/postgres" -D "$dir/server/data" -k "$dir/server" >"$dir/server/log" 2>&1 &
server=$!
echo $$ >"$dir/server/keeper"
stop() {
  trap '' INT TERM
  kill -INT "$server" 2>/dev/null
  wait "$server"
  [ -z "$nap" ] || kill "$nap" 2>/dev/null
  rm -rf "$dir/server/data" "$dir/server/keeper"
  exit 0
}
trap stop INT TERM
while :; do
  sleep "$grace" &
  nap=$!
  wait "$nap"
  nap=
  kill -0 "$server" 2>/dev/null || exit 1
  # The order of the locks is that of Acquire: first the one for starting, then the one for using.
  exec 8<"$dir/start.lock" 9<"$dir/use.lock"
  if flock -n -x 8 && flock -n -x 9; then
    stop
  fi
  exec 8<&- 9<&-
done
