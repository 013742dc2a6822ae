#!/bin/sh
# Builds the layers that all hosts and guests share.
#
# Usage: image.sh IMAGES FILES
#   IMAGES  directory to (re)create: "machine" is a root file system made of this machine's, without /usr, because
#           every node lays a layer of its own over that; "essentials" lies over it or over a prepared root
#   FILES   directory with sshd_config and the scripts
#
# Only what is named here gets in, so that nothing else of the machine (homes, keys, logs) is visible inside.
set -eu
umask 022

images=$1
files=$2

rm -rf "$images"
mkdir -p "$images/machine" "$images/essentials"
cd "$images/machine"

for link in bin sbin lib lib32 lib64 libx32; do
    if [ -L "/$link" ]; then
        cp -P "/$link" "$link"
    fi
done
if [ ! -L bin ]; then
    echo "this machine has a /bin of its own: the lab needs one where /bin is a link to /usr/bin" >&2
    exit 1
fi
mkdir -p usr home var/cache var/lib/dpkg var/lib/misc var/log var/mail var/spool
mkdir -m 700 root
mkdir -m 1777 tmp var/tmp
ln -s /run var/run
ln -s /run/lock var/lock

cp -a /etc etc
rm -rf etc/ssh/ssh_host_* etc/ssh/sshd_config.d etc/ssl/private etc/hostname etc/hosts etc/resolv.conf \
    etc/machine-id etc/shadow- etc/gshadow- etc/mtab etc/motd
sed -i 's/^\([^:]*\):[^:]*:/\1:*:/' etc/shadow
ln -s /proc/self/mounts etc/mtab
if [ -d etc/skel ]; then
    cp -a etc/skel/. root/
fi
# The account that builds run as; init.sh and boot.sh know it, too. Its home is root's, so that no build can leave a
# key or a start-up file there for the next one.
sed -i '/^vmc-build:/d' etc/passwd etc/shadow etc/group
echo 'vmc-build:x:8470:8470::/home/vmc-build:/bin/bash' >>etc/passwd
echo 'vmc-build:*:20000::::::' >>etc/shadow
echo 'vmc-build:x:8470:' >>etc/group
mkdir home/vmc-build

cp /var/lib/dpkg/status var/lib/dpkg/status
if [ -d /var/lib/glusterd/groups ]; then
    mkdir -p var/lib/glusterd var/log/glusterfs
    cp -a /var/lib/glusterd/groups var/lib/glusterd/groups
fi

cd "$images/essentials"
mkdir -p usr proc sys run dev/pts dev/shm mnt media srv bricks scratch opt/vmc-lab etc/ssh
: >etc/resolv.conf

mknod -m 666 dev/null c 1 3
mknod -m 666 dev/zero c 1 5
mknod -m 666 dev/full c 1 7
mknod -m 666 dev/random c 1 8
mknod -m 666 dev/urandom c 1 9
mknod -m 666 dev/tty c 5 0
mknod -m 666 dev/fuse c 10 229
mknod -m 660 dev/loop-control c 10 237
for number in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
    mknod -m 660 "dev/loop$number" b 7 "$number"
done
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr

cp "$files/sshd_config" etc/ssh/sshd_config
for script in bind-groups boot fill-disk first-boot metrics session; do
    install -m 755 "$files/$script.sh" "opt/vmc-lab/$script"
done
# The static one runs over every root.
tini=/usr/bin/tini-static
[ -x "$tini" ] || tini=/usr/bin/tini
install -m 755 "$tini" opt/vmc-lab/tini
