# Runs the test server until nobody has used it for a while, then removes its data.
# $1 folder of the postgres binaries, $2 the cluster's folder, $3 seconds of grace.
bin=$1 dir=$2 grace=$3
"$bin/postgres" -D "$dir/server/data" -k "$dir/server" >"$dir/server/log" 2>&1 &
server=$!
trap 'kill -INT "$server"' INT TERM
while sleep "$grace" && kill -0 "$server" 2>/dev/null; do
  # The order of the locks is that of Acquire: first the one for starting, then the one for using.
  exec 8<"$dir/start.lock" 9<"$dir/use.lock"
  if flock -n -x 8 && flock -n -x 9; then
    kill -INT "$server"
    wait "$server"
    rm -rf "$dir/server/data"
    exit 0
  fi
  exec 8<&- 9<&-
done
wait "$server"
