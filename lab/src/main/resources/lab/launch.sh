#!/bin/sh
# Joins control groups, then starts a program as the first process of new namespaces.
#
# Usage: launch.sh [GROUP...] -- PROGRAM [ARGUMENT...]
set -eu
umask 022
while [ "$1" != -- ]; do
    echo 0 >"$1/cgroup.procs"
    shift
done
shift
exec unshare --net --uts --mount --ipc --pid --fork --kill-child -- "$@"
