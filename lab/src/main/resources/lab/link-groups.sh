#!/bin/sh
# Shows a host or guest the control groups that its sessions join, as links at /run/lab/work/CONTROLLER. Runs inside it,
# at its start and when it has moved to another host. Links, because every mount waits for all CPUs, and thirty guests
# that start at once would wait for each other.
#
# Usage: link-groups WORK-GROUP   (below the lab's tree, which is at /run/lab/groups/CONTROLLER)
set -eu
for tree in /run/lab/groups/*; do
    ln -sfn "$tree/$1" "/run/lab/work/${tree##*/}"
    # vmc-build's sessions join the group themselves; version 2 asks at the group that has both, old and new.
    chown 8470 "$tree/$1/cgroup.procs"
    if [ -e "$tree/$1/cgroup.controllers" ]; then
        chown 8470 "$tree/${1%/*/*}/cgroup.procs"
    fi
done
