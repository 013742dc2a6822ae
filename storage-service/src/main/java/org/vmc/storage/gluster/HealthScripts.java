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

    private HealthScripts() {}
}
