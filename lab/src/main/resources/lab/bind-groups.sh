#!/bin/sh
# Shows a host or guest its control groups: /run/lab/work/CONTROLLER is what sessions join, /run/lab/metrics/CONTROLLER
# what its figures are read from. Runs inside it, at its start and when it has moved to another host.
#
# Usage: bind-groups WORK-GROUP METRICS-GROUP   (below the lab's tree, which is at /run/lab/groups/CONTROLLER)
set -eu
for tree in /run/lab/groups/*; do
    work=/run/lab/work/${tree##*/}
    metrics=/run/lab/metrics/${tree##*/}
    for place in "$work" "$metrics"; do
        # A session may be using it at this moment.
        umount --lazy "$place" 2>/dev/null || mkdir -p "$place"
    done
    mount --bind "$tree/$1" "$work"
    mount --bind "$tree/$2" "$metrics"
    mount -o remount,bind,ro "$metrics"
    # vmc-build's sessions join the group themselves; version 2 asks at the group that has both, old and new.
    chown 8470 "$work/cgroup.procs"
    if [ -e "$work/cgroup.controllers" ]; then
        chown 8470 "$tree/${1%/*/*}/cgroup.procs"
    fi
done
