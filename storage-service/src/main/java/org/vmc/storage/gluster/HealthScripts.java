package org.vmc.storage.gluster;

/** The shell script that looks at the Gluster processes of a host. It asks nothing that waits for other hosts. */
final class HealthScripts {

    /**
     * Prints a fact a line: {@code daemon}, {@code peer NAME STATE}, {@code started VOLUME}, {@code brick PID NAME}
     * with the brick's host and path run together by dashes as glusterd names its files, {@code healer VOLUME}. A
     * process that is stopped or dead does not count, nor does another one that has its id by now.
     */
    static final String HEALTH = """
            pidof glusterd >/dev/null && echo daemon
            timeout 1 gluster --mode=script pool list 2>/dev/null </dev/null |
              awk 'NR > 1 && NF == 3 { print "peer " $2 " " $3 }'
            for info in /var/lib/glusterd/vols/*/info; do
              [ -f "$info" ] || continue
              volume=${info%/info}
              grep -qx 'status=1' "$info" && echo "started ${volume##*/}"
            done
            runs() {
              read -r pid <"$1" 2>/dev/null || [ -n "$pid" ] || return 1
              case $(tr '\\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null) in *gluster*) ;; *) return 1 ;; esac
              ! grep -q '^State:[[:space:]]*[TtZX]' "/proc/$pid/status" 2>/dev/null
            }
            for file in /var/run/gluster/vols/*/*.pid; do
              [ -f "$file" ] || continue
              pid=
              name=${file##*/}
              runs "$file" && echo "brick $pid ${name%.pid}"
            done
            for file in /var/run/gluster/shd/*/*-shd.pid; do
              [ -f "$file" ] || continue
              pid=
              name=${file##*/}
              runs "$file" && echo "healer ${name%-shd.pid}"
            done
            exit 0
            """;

    /**
     * Arguments: volume, name of the file with the process id without {@code .pid}, path of the brick. The process must
     * say itself that it is this brick, and be no other one's too.
     */
    static final String STOP_BRICK = """
            set -eu
            file=/var/run/gluster/vols/$1/$2.pid
            [ -s "$file" ] || exit 0
            read -r pid <"$file" || [ -n "$pid" ]
            case $pid in *[!0-9]* | "" | 0 | 1) echo "$file has no process id"; exit 3 ;; esac
            line=$(tr '\\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null) || exit 0
            case $line in
              *glusterfsd*" --brick-name $3 "*) ;;
              "") exit 0 ;;
              *) echo "process $pid is not the brick $3"; exit 3 ;;
            esac
            for other in /var/run/gluster/vols/*/*.pid; do
              if [ "$other" != "$file" ] && [ "$(cat "$other")" = "$pid" ]; then
                echo "other bricks live in the same process (cluster.brick-multiplex): it cannot be stopped alone"
                exit 3
              fi
            done
            kill -KILL "$pid"
            while [ -d "/proc/$pid" ] && ! grep -q '^State:[[:space:]]*Z' "/proc/$pid/status" 2>/dev/null; do sleep 0.1; done
            """;

    private HealthScripts() {}
}
