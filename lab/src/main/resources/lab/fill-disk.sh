#!/bin/sh
# Takes all free space of a file system by files in a directory of it. They hold no data, so the machine's own disk
# fills no further. Fails when space is left.
#
# Usage: fill-disk DIRECTORY
set -u
mkdir -p "$1" || exit
free() {
    stat --file-system --format='%a * %S' "$1"
}
# How much a file system keeps for its own books shows only when it refuses.
piece=$(($(free "$1")))
number=0
while [ "$piece" -ge 4096 ]; do
    if fallocate --length "$piece" "$1/$number" 2>/dev/null; then
        number=$((number + 1))
    else
        rm -f "$1/$number"
        piece=$((piece / 2))
    fi
done
[ "$(($(free "$1")))" -le $((1024 * 1024)) ] || {
    echo "fill-disk: $(free "$1") bytes stay free below $1" >&2
    exit 1
}
