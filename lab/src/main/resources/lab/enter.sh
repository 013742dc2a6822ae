#!/bin/sh
# Runs a program inside a host or guest, in its control groups.
#
# Usage: enter.sh PID [GROUP...] -- PROGRAM [ARGUMENT...]
#   PID  first process of the node
set -eu
pid=$1
shift
while [ "$1" != -- ]; do
    echo 0 >"$1/cgroup.procs"
    shift
done
shift
exec nsenter --target "$pid" --mount --uts --ipc --net --pid --root --wd -- \
    /bin/sh -c 'cd && exec "$@"' sh "$@"
