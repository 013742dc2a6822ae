package org.vmc.storage.gluster;

/**
 * The shell scripts that work on trees of small files. They are constants: what varies comes to them as arguments. A
 * job's lock is held as long as it runs; its result is a file that appears whole.
 */
final class TreeScripts {

    private static final String UNMOUNT = """
            unmount() {
              for place in "$@"; do
                if mountpoint -q "$place"; then umount "$place" 2>/dev/null || umount -l "$place" || true; fi
                rmdir -- "$place" 2>/dev/null || true
              done
            }
            """;

    /**
     * Arguments: {@link #WORK}, then its arguments. Begins the job unless it runs or has ended; prints its result, or
     * "running" and how many directories are made. What is quick is told at the first look.
     */
    static final String LOOK = """
            set -eu
            work=$1
            shift
            own=$1 job=$2
            state=$own/$job
            for program in setsid flock mountpoint; do
              command -v "$program" >/dev/null || { echo "$program is not installed (apt-get install util-linux)"; exit 3; }
            done
            mkdir -p -m 700 -- "$own"
            ended() { [ -f "$state.result" ]; }
            if ! ended && flock -n "$state.lock" true; then
              # The lock is the job's alone: a mount that outlives it must not hold it.
              setsid flock -n -o "$state.lock" sh -c "$work" sh "$@" >"$state.log" 2>&1 </dev/null &
            fi
            looks=0
            while ! ended && [ "$looks" -lt 10 ]; do
              sleep 0.2
              looks=$((looks + 1))
            done
            if ended; then cat "$state.result"; else echo "running $(cat "$state.progress" 2>/dev/null || echo 0)"; fi
            """;

    /**
     * Arguments: directory of the tree's jobs on this host, job, action, kind of place, server, volume, name of the
     * tree, directories, files, bytes, brick root, name of the file to find. Leaves a result: "done" and microseconds,
     * or "failed" and the reason; none when something ends it that it cannot see coming.
     */
    static final String WORK = UNMOUNT + """
            set -eu
            own=$1 job=$2 action=$3 kind=$4 server=$5 volume=$6 name=$7 directories=$8 files=$9
            shift 9
            bytes=$1 bricks=$2 last=$3
            state=$own/$job
            [ ! -f "$state.result" ] || exit 0
            finish() {
              printf '%s\\n' "$1" >"$state.result.new"
              mv -- "$state.result.new" "$state.result"
            }
            reason=
            unfit() { reason=$1; exit 3; }
            outcome=
            leave() {
              status=$?
              trap - EXIT TERM
              unmount "$state.disk" "$state.mount"
              if [ "$status" -eq 0 ]; then
                finish "$outcome"
              elif [ "$status" -ne 143 ]; then
                finish "failed ${reason:-$(tail -n 1 "$state.log" | cut -c 1-300)}"
              fi
            }
            read -r line <"/proc/$$/stat"
            set -- ${line##*) }
            echo "$3" >"$state.group"
            trap leave EXIT
            trap 'exit 143' TERM
            attempts=$(($(cat "$state.attempts" 2>/dev/null || echo 0) + 1))
            echo "$attempts" >"$state.attempts"
            [ "$attempts" -le 3 ] || unfit "it was ended three times on its host"
            unmount "$state.disk" "$state.mount"
            echo 0 >"$state.progress"

            case $kind in
              local) root=$own ;;
              brick-disk) root=$bricks ;;
              mount | image)
                root=$state.mount
                mkdir -- "$root"
                mount -t glusterfs "$server:/$volume" "$root" >/dev/null </dev/null ||
                  unfit "cannot mount $server:/$volume; see /var/log/glusterfs"
                ;;
            esac
            [ -d "$root" ] || unfit "$root does not exist"
            tree=$root/$name
            room=$((directories * (files + 1) * ((bytes + 4095) / 4096 * 4096 + 512)))
            if [ "$action" = generate ]; then
              rm -rf --one-file-system -- "$tree" "$tree.img"
              free=$(df -B1 --output=avail "$root" | tail -n 1)
              [ "$free" -gt "$room" ] || unfit "too little room: $((free >> 20)) MiB are free of $((room >> 20)) MiB that it takes"
            fi
            if [ "$kind" = image ] && [ "$action" != remove ]; then
              image=$tree.img
              if [ "$action" = generate ]; then
                truncate -s "$((room * 5 / 4 + (64 << 20)))" "$image"
                mkfs.ext4 -q -F -m 0 -N "$((directories * (files + 1) + 64))" "$image"
              fi
              mkdir -- "$state.disk"
              mount -o loop "$image" "$state.disk"
              tree=$state.disk/tree
            fi

            now() { date +%s%N; }
            case $action in
              generate)
                content=$(head -c "$bytes" /dev/zero | tr '\\0' x)
                begun=$(now)
                mkdir -- "$tree"
                directory=0
                while [ "$directory" -lt "$directories" ]; do
                  mkdir -- "$tree/d$directory"
                  file=0
                  while [ "$file" -lt "$files" ]; do
                    printf %s "$content" >"$tree/d$directory/f$directory-$file"
                    file=$((file + 1))
                  done
                  directory=$((directory + 1))
                  echo "$directory" >"$state.progress"
                done
                sync -f "$tree"
                ended=$(now)
                ;;
              find)
                begun=$(now)
                found=$(find "$tree" -name "$last")
                ended=$(now)
                [ "$found" = "$tree/d$((directories - 1))/$last" ] || unfit "find did not find $last"
                ;;
              read)
                begun=$(now)
                total=$(find "$tree" -type f -exec cat {} + | wc -c)
                ended=$(now)
                [ "$total" -eq "$((directories * files * bytes))" ] || unfit "$total bytes were read of $((directories * files * bytes))"
                ;;
              remove)
                begun=$(now)
                rm -rf --one-file-system -- "$tree" "$tree.img"
                ended=$(now)
                ;;
            esac
            outcome="done $(((ended - begun) / 1000))"
            """;

    /**
     * Arguments: directory of the tree's jobs on this host. Ends those that run, with all they started, and unmounts. A
     * group is ended only while its leader is a job of that directory.
     */
    static final String STOP = UNMOUNT + """
            set -eu
            own=$1
            for lock in "$own"/*.lock; do
              [ -e "$lock" ] || continue
              state=${lock%.lock}
              while ! flock -n "$lock" true; do
                group=$(cat "$state.group" 2>/dev/null || true)
                if [ -n "$group" ] && grep -qF -- "$own" "/proc/$group/cmdline" 2>/dev/null; then
                  kill -s TERM -- "-$group" 2>/dev/null || true
                fi
                sleep 0.2
              done
              unmount "$state.disk" "$state.mount"
            done
            """;

    /** Arguments: directory of the tree's jobs on this host, brick root, name of the tree. */
    static final String CLEAR = STOP + """
            rm -rf --one-file-system -- "$2/$3" "$own"
            """;

    private TreeScripts() {}
}
