package org.vmc.storage.gluster;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** {@link BrickFiles} by small constant scripts. */
@ApplicationScoped
class BrickFilesOverSsh implements BrickFiles {

    /** A brick of a million files. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Leaves out what Gluster keeps for itself; a link file of the distribution has the sticky bit alone. */
    private static final String FILES = """
            set -eu
            cd -- "$1" 2>/dev/null || { echo "$1 does not exist"; exit 3; }
            files() {
              find . \\( -path ./.glusterfs -o -path ./.shard -o -path ./.trashcan \\) -prune -o "$@"
            }
            """;

    /** Arguments: brick, pattern, limit. Prints bytes, seconds and path of each, ended by NUL. */
    private static final String FIND = FILES + """
            files ! -type d ! \\( -type f -perm 1000 \\) -name "$2" -printf '%s %T@ %P\\0' | head -z -n "$3"
            """;

    /** Arguments: directory of a brick. Prints how many bytes were read. */
    private static final String READ = FILES + """
            files -type f ! -perm 1000 -exec cat {} + | wc -c
            """;

    private final SshHosts hosts;

    BrickFilesOverSsh(SshHosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public List<Found> find(List<Brick> bricks, String pattern, int limit) {
        return hosts
                .atOnce(bricks, brick -> found(run(brick, FIND, brick.path(), pattern, String.valueOf(limit))))
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public long read(List<Brick> bricks, String directory) {
        return hosts
                .atOnce(
                        bricks,
                        brick -> Long.parseLong(
                                run(brick, READ, brick.path() + "/" + directory).strip()))
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private String run(Brick brick, String script, String... arguments) {
        var attempted = "look through " + brick;
        var said = hosts.script(attempted, brick.host(), LIMIT, script, arguments);
        if (said.truncated()) {
            throw new GlusterRefused(attempted, "it has more to tell than is taken; ask for less");
        }
        return said.text();
    }

    private static List<Found> found(String said) {
        return Arrays.stream(said.split("\0"))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.split(" ", 3))
                .map(fields -> new Found(fields[2], Long.parseLong(fields[0]), instant(fields[1])))
                .toList();
    }

    /** Seconds with a fraction of ten digits. */
    private static Instant instant(String seconds) {
        var number = new BigDecimal(seconds);
        var whole = number.toBigInteger().longValueExact();
        return Instant.ofEpochSecond(
                whole,
                number.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue());
    }
}
