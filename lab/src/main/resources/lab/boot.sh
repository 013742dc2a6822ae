#!/bin/sh
# Starts the daemons of a host or guest, prints "up", and on SIGTERM ends every process of it.
#
# Usage: boot [--first-boot] [--glusterd] [--distccd JOBS]
set -eu

shut_down() {
    trap '' TERM
    kill -s TERM -- -1 || true
    tries=0
    set -- /proc/[0-9]*
    # Two are left at last: tini and this shell.
    while [ "$tries" -lt 40 ] && [ $# -gt 2 ]; do
        sleep 0.05
        tries=$((tries + 1))
        set -- /proc/[0-9]*
    done
    exit 0
}
trap shut_down TERM

in_work_group() {
    for group in /run/lab/work/*/cgroup.procs; do
        if [ -w "$group" ]; then
            echo 0 >"$group"
        fi
    done
    exec "$@"
}

install -d -m 700 -o 8470 -g 8470 /scratch/vmc
chmod 700 /bricks
if [ "${1-}" = --first-boot ]; then
    # Users and keys come before sshd, so that who it lets in can be let in.
    (in_work_group /opt/vmc-lab/first-boot init)
fi
/usr/sbin/sshd -f /etc/ssh/sshd_config
while [ $# -gt 0 ]; do
    case $1 in
    --first-boot)
        (in_work_group /opt/vmc-lab/first-boot final) >/dev/null &
        shift
        ;;
    --glusterd)
        mkdir -p /var/lib/glusterd
        chmod 700 /var/lib/glusterd
        /usr/sbin/glusterd --pid-file=/run/glusterd.pid --log-level=WARNING
        shift
        ;;
    --distccd)
        : >/var/log/distccd.log
        chown distccd /var/log/distccd.log
        (in_work_group /usr/bin/distccd --daemon --user distccd --allow 10.77.0.0/16 --jobs "$2" --nice 5 \
            --log-file /var/log/distccd.log)
        shift 2
        ;;
    *)
        echo "boot: unknown argument $1" >&2
        exit 2
        ;;
    esac
done
echo up
exec >/dev/null
# In the background, because a shell runs its trap only after a foreground command has ended.
while true; do
    sleep infinity &
    wait $!
done
