# What somebody does who builds on several hosts without VMC. Called with a word and its arguments, as root, on hosts of the
# lab only; prints one line.
set -eu
tree=/scratch/bench-peer
distccd_pid=/run/bench-distccd.pid

case $1 in
  # unpack: the archive on standard input, in the place of what an earlier build left.
  unpack)
    rm -rf "$tree"
    mkdir -p "$tree"
    tar --extract --gzip --directory="$tree" --strip-components=1 --no-same-owner
    ;;

  # build COMMAND...: seconds it takes.
  build)
    shift
    cd "$tree"
    touch .bench-begun
    export LC_ALL=C.UTF-8 TZ=UTC SOURCE_DATE_EPOCH=946684800
    begun=$(date +%s.%N)
    "$@" >"$tree.log" 2>&1 </dev/null || { tail -n 5 "$tree.log" >&2; exit 1; }
    ended=$(date +%s.%N)
    awk "BEGIN { print $ended - $begun }"
    ;;

  # finish COMMAND...: seconds of what is left when all objects are there: libraries, links.
  finish)
    shift
    cd "$tree"
    find . -type f -newer .bench-begun ! -name '*.o' ! -name '*.d' ! -name '.*' ! -name '*.h' -delete
    begun=$(date +%s.%N)
    "$@" >"$tree.log" 2>&1 </dev/null || { tail -n 5 "$tree.log" >&2; exit 1; }
    ended=$(date +%s.%N)
    awk "BEGIN { print $ended - $begun }"
    ;;

  # distccd PORT JOBS: runs until "stop".
  distccd)
    /usr/bin/distccd --daemon --user distccd --allow 10.77.0.0/16 --port "$2" --jobs "$3" --nice 5 \
      --pid-file "$distccd_pid" --log-file /dev/null
    ;;

  # iceccd SCHEDULER: one of its daemons, and the scheduler where its address is ours.
  iceccd)
    if ip -4 addr show | grep -q "inet $2/"; then
      icecc-scheduler --daemonize --netname vmc-bench --log-file /run/bench-icecc-scheduler.log
    fi
    iceccd --daemonize --scheduler-host "$2" --netname vmc-bench --max-processes 2 --nice 5 --env-basedir /run/bench-icecc \
      --user-uid icecc --log-file /run/bench-iceccd.log
    ;;

  # stop: ends the daemons that this script started here.
  stop)
    if [ -e "$distccd_pid" ]; then kill "$(cat "$distccd_pid")" || true; rm -f "$distccd_pid"; fi
    # In a process id namespace of its own: these are this host's.
    pkill -x iceccd || true
    pkill -x icecc-scheduler || true
    ;;

  remove)
    rm -rf "$tree" "$tree.log"
    ;;

  *)
    echo "unknown: $1" >&2
    exit 2
    ;;
esac
