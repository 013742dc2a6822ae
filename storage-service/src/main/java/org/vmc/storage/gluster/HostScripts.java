package org.vmc.storage.gluster;

/**
 * The shell scripts run on hosts. They are constants: what varies comes to them as arguments. Status 3 means "this host
 * or directory is not fit", with the reason on standard output.
 */
final class HostScripts {

    /** Arguments: brick root. Prints Gluster's version, then size, free bytes and type of the file system. */
    static final String REPORT = """
            root=$1
            unfit() { echo "$1"; exit 3; }
            command -v gluster >/dev/null || unfit "gluster is not installed (apt-get install glusterfs-server)"
            pidof glusterd >/dev/null || unfit "glusterd does not run"
            [ -d "$root" ] || unfit "the brick root $root does not exist"
            [ "$(stat -c %d "$root")" != "$(stat -c %d /)" ] ||
              unfit "the brick root $root is on the root file system; mount a file system of its own there"
            gluster --version | sed -n '1s/^glusterfs \\([^ ]*\\).*/\\1/p'
            df -B1 --output=size,avail,fstype "$root" | tail -n 1
            """;

    /** Arguments: directory above the brick, volume id. The mark is there before the directory is. */
    static final String MAKE_BRICK = """
            set -eu
            directory=$1 id=$2
            if [ ! -e "$directory" ]; then
              rm -rf -- "$directory.new-$id"
              mkdir -- "$directory.new-$id"
              echo "$id" >"$directory.new-$id/.vmc-volume"
              mv -T -- "$directory.new-$id" "$directory"
            fi
            if [ "$(cat "$directory/.vmc-volume" 2>/dev/null)" != "$id" ]; then
              echo "$directory exists and belongs to something else; remove it or choose another name"
              exit 3
            fi
            mkdir -p -- "$directory/brick"
            """;

    /** Arguments: directory above the brick, volume id. Prints "left" when there is a directory without that mark. */
    static final String REMOVE_BRICK = """
            set -eu
            directory=$1 id=$2
            rm -rf -- "$directory.gone-$id" "$directory.new-$id"
            [ -e "$directory" ] || exit 0
            if [ "$(cat "$directory/.vmc-volume" 2>/dev/null)" != "$id" ]; then
              echo left
              exit 0
            fi
            mv -T -- "$directory" "$directory.gone-$id"
            rm -rf -- "$directory.gone-$id"
            """;

    private static final String MOUNT = """
            set -eu
            server=$1 volume=$2 file=$3
            mount_point=$(mktemp -d /tmp/vmc-check.XXXXXXXXXX)
            leave() {
              status=$?
              trap - EXIT
              if mountpoint -q "$mount_point"; then umount "$mount_point" || umount -l "$mount_point"; fi
              rm -f -- "$mount_point.content"
              rmdir -- "$mount_point"
              exit "$status"
            }
            trap leave EXIT
            trap 'exit 143' TERM
            mount -t glusterfs "$server:/$volume" "$mount_point" >/dev/null </dev/null || {
              echo "cannot mount $server:/$volume; see /var/log/glusterfs"
              exit 3
            }
            """;

    /** Arguments: server, volume, file. Prints the SHA-256 of what it wrote. */
    static final String WRITE = MOUNT + """
            head -c 1048576 /dev/urandom >"$mount_point.content"
            dd if="$mount_point.content" of="$mount_point/$file" bs=128k conv=fsync status=none
            sha256sum <"$mount_point.content" | cut -d ' ' -f 1
            """;

    /** Arguments: server, volume, file. Prints the SHA-256 of what it read; the mount is new, so no cache answers. */
    static final String READ = MOUNT + """
            [ -f "$mount_point/$file" ] || { echo "the file $file is not in the volume"; exit 3; }
            sha256sum <"$mount_point/$file" | cut -d ' ' -f 1
            """;

    /** Arguments: server, volume, file. */
    static final String REMOVE = MOUNT + """
            rm -f -- "$mount_point/$file"
            """;

    /**
     * Arguments: file. Prints its SHA-256, or nothing when it is absent. The distribution leaves empty files with the
     * sticky bit alone where a file would be looked for first.
     */
    static final String HASH = """
            set -eu
            [ -f "$1" ] || exit 0
            [ "$(stat -c %a -- "$1")" != 1000 ] || exit 0
            sha256sum <"$1" | cut -d ' ' -f 1
            """;

    /** Arguments: brick. Prints how many names are in it, without Gluster's own. */
    static final String NAMES = """
            set -eu
            [ -d "$1" ] || { echo "$1 does not exist"; exit 3; }
            find "$1" -mindepth 1 -path "$1/.glusterfs*" -prune -o -print | wc -l
            """;

    /** Arguments: brick. Prints how many files are in it; a link file of the distribution has the sticky bit alone. */
    static final String CONTENT = """
            set -eu
            [ -d "$1" ] || { echo "$1 does not exist"; exit 3; }
            find "$1" -path "$1/.glusterfs*" -prune -o ! -type d ! \\( -type f -perm 1000 \\) -print | wc -l
            """;

    /**
     * Arguments: volume, ports of its bricks. Prints a fact a line: an address of this host ("own"), a mount of the
     * volume here ("mount"), an address that is connected to one of those ports here ("peer").
     */
    static final String CLIENTS = """
            set -eu
            volume=$1 ports=$2
            command -v ss >/dev/null || { echo "ss is not installed (apt-get install iproute2)"; exit 3; }
            for address in $(hostname -I); do echo "own $address"; done
            awk -v source=":/?$volume$" '
              $3 == "fuse.glusterfs" && $1 ~ source && $2 !~ "^(/var)?/run/gluster/" { print "mount " $2 }
            ' /proc/mounts
            ss -Htn state established | awk -v ports=",$ports," '
              {
                port = $3; sub(/.*:/, "", port)
                if (!index(ports, "," port ",")) next
                address = $4; sub(/:[0-9]+$/, "", address); gsub(/[][]/, "", address); sub(/^::ffff:/, "", address)
                if (address !~ /^127[.]/ && address != "::1") print "peer " address
              }
            ' | sort -u
            """;

    private HostScripts() {}
}
