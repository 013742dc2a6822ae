package org.vmc.storage.gluster;

/**
 * The shell scripts that look at hosts, as constant as {@link HostScripts}. They change nothing and need no Gluster.
 */
final class InspectionScripts {

    private static final String BEGIN = """
            export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin"
            has() { command -v "$1" >/dev/null 2>&1; }
            """;

    /** Arguments: brick root. Prints a fact a line: its kind, then its value. */
    static final String FACTS = BEGIN + """
            root=$1
            for program in gluster glusterd mount.glusterfs mkfs.xfs getfattr ss bash timeout; do
              has "$program" || echo "missing $program"
            done
            if has gluster; then gluster --version 2>/dev/null | sed -n '1s/^glusterfs \\([^ ]*\\).*/gluster \\1/p'; fi
            if pidof glusterd >/dev/null 2>&1; then echo "daemon runs"; fi
            [ -d "$root" ] || exit 0
            if [ "$(stat -c %d "$root")" != "$(stat -c %d /)" ]; then echo "own yes"; fi
            df -B1 --output=size,avail,fstype "$root" | tail -n 1 | sed 's/^ */space /'
            if has findmnt; then findmnt -nro SOURCE,OPTIONS --target "$root" | tail -n 1 | sed 's/^/mount /'; fi
            if has xfs_info; then
              xfs_info "$root" 2>/dev/null | sed -n 's/.*isize=\\([0-9]*\\).*/inode \\1/p' | head -n 1
            fi
            """;

    /**
     * Arguments: limit of one connection in seconds, how many at a time, then host and port of each. Prints a line for
     * each: host, port, exit status (124: nobody answered), what was said. A connection is opened and closed again.
     */
    static final String CONNECT = BEGIN + """
            limit=$1 at_once=$2
            shift 2
            has bash && has timeout || { echo "bash and timeout are needed to connect"; exit 3; }
            try() {
              said=$(timeout "$limit" bash -c 'exec 3<>"/dev/tcp/$1/$2"' bash "$1" "$2" 2>&1)
              status=$?
              printf '%s %s %s %s\\n' "$1" "$2" "$status" "$(printf %s "$said" | tr '\\n' ' ')"
            }
            running=0
            while [ "$#" -ge 2 ]; do
              try "$1" "$2" &
              shift 2
              running=$((running + 1))
              if [ "$running" -ge "$at_once" ]; then
                wait
                running=0
              fi
            done
            wait
            """;

    /**
     * Prints sections, each begun by a line with an at sign: lsblk's JSON, for each SATA disk the speed of its link and
     * the most its port can, for each disk smartctl's JSON, and the tools that are missing. smartctl tells by its exit
     * status how the disk is, not whether it worked; a disk that sleeps is left asleep.
     */
    static final String DISKS = BEGIN + """
            has lsblk || { echo "lsblk is not installed (apt-get install util-linux)"; exit 3; }
            echo "@lsblk"
            lsblk -J -b -o NAME,KNAME,TYPE,SIZE,MODEL,SERIAL,REV,ROTA,TRAN,DISC-MAX,RO,FSTYPE,MOUNTPOINT || exit 3
            has smartctl || echo "@missing smartctl"
            for disk in $(lsblk -dnr -o KNAME,TYPE | awk '$2 == "disk" { print $1 }'); do
              port=$(readlink -f "/sys/block/$disk" | sed -n 's|.*/ata\\([0-9][0-9]*\\)/.*|\\1|p')
              link=/sys/class/ata_link/link$port
              if [ -n "$port" ] && [ -r "$link/sata_spd" ]; then
                echo "@link $disk"
                cat "$link/sata_spd" "$link/hw_sata_spd_limit" 2>/dev/null
              fi
              if has smartctl; then
                echo "@smart $disk"
                smartctl --json -n standby -i -H "/dev/$disk" || true
              fi
            done
            """;

    /**
     * Arguments: name of a disk, MiB. Reads so much from its beginning and prints dd's last line. It is no block device
     * of its own: not fit. The only file that is written to is /dev/null.
     */
    static final String READ = BEGIN + """
            disk=$1 mebibytes=$2
            unfit() { echo "$1"; exit 3; }
            case $disk in
              *[!A-Za-z0-9_-]* | "" | -*) unfit "it is not the name of a disk" ;;
            esac
            [ -d "/sys/block/$disk" ] && [ -b "/dev/$disk" ] || unfit "there is no such disk"
            said=$(dd if="/dev/$disk" of=/dev/null bs=1M count="$mebibytes" iflag=direct 2>&1) || unfit "$said"
            printf '%s\\n' "$said" | tail -n 1
            """;

    private InspectionScripts() {}
}
