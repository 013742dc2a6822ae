#!/bin/sh
# First process of a host or guest: makes its root file system and network, then hands over to tini and boot.
#
# Usage: init.sh DISK LAYERS USR ADDRESS NAME WORK METRICS [--groups CONTROLLER DIRECTORY]... [--brick FILE DIRECTORY]...
#        -- [BOOT-ARGUMENT...]
#   DISK      directory with seed (read-only layer of this node), upper, work, usr, usr-work and the mount point root
#   LAYERS    shared read-only layers, the topmost first, separated by colons
#   USR       the read-only layer below /usr
#   ADDRESS   IPv4 address with prefix length
#   WORK, METRICS  control groups, see bind-groups.sh
#   --groups  a controller, and where its tree of the lab is
#   --brick   an XFS image, and where to mount it
#
# Speaks with its parent: prints "pid N" (N as the machine counts), waits for one line, which tells that eth0 is here,
# and prints "up" when its daemons run.
set -eu

read -r pid _ </proc/self/stat
echo "pid $pid"

disk=$1
layers=$2
usr=$3
address=$4
name=$5
work=$6
metrics=$7
shift 7
root=$disk/root

mount -t overlay -o "lowerdir=$disk/seed:$layers,upperdir=$disk/upper,workdir=$disk/work" vmclab "$root"
# glusterd runs gsyncd some twenty times at its start, seconds of Python that the lab has no use for: it has no
# geo-replication. glusterd takes its absence well; a character device 0:0 is how an overlay says "removed".
for gsyncd in /usr/lib/*/glusterfs/gsyncd; do
    hidden=$disk${gsyncd}
    if [ -e "$gsyncd" ] && [ ! -e "$hidden" ]; then
        mkdir -p "${hidden%/*}"
        mknod "$hidden" c 0 0
    fi
done
mount -t overlay -o "lowerdir=$usr,upperdir=$disk/usr,workdir=$disk/usr-work" vmclab-usr "$root/usr"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755,size=64m,nosuid,nodev tmpfs "$root/run"
mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777,size=256m,nosuid,nodev tmpfs "$root/dev/shm"
mkdir -p "$root/run/sshd" "$root/run/lock" "$root/run/lab/work" "$root/run/lab/metrics"
mkdir -m 700 "$root/run/lab/groups"

while [ "$1" != -- ]; do
    case $1 in
    --groups)
        mkdir -p "$root/run/lab/groups/$2"
        mount --bind "$3" "$root/run/lab/groups/$2"
        ;;
    --brick)
        mkdir -p "$root$3"
        mount -t xfs -o loop "$2" "$root$3"
        ;;
    *)
        echo "init: unknown argument $1" >&2
        exit 2
        ;;
    esac
    shift 3
done
shift

echo "$name" >/proc/sys/kernel/hostname
read -r _
echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6
ip -batch - <<BATCH
link set lo up
address add $address dev eth0
link set eth0 up
route add unreachable default
BATCH

cd "$root"
pivot_root . .
umount --lazy .
cd /
/opt/vmc-lab/bind-groups "$work" "$metrics"
exec /opt/vmc-lab/tini -- /opt/vmc-lab/boot "$@"
