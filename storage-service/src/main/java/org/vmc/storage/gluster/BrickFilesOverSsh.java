package org.vmc.storage.gluster;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.vmc.ssh.CommandOutcome;

/** {@link BrickFiles} by small constant scripts. */
@ApplicationScoped
class BrickFilesOverSsh implements BrickFiles {

    private static final int UNFIT = 3;
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
        return ofEach(bricks, brick -> found(run(brick, FIND, brick.path(), pattern, String.valueOf(limit)))).stream()
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public long read(List<Brick> bricks, String directory) {
        return ofEach(
                        bricks,
                        brick -> Long.parseLong(
                                run(brick, READ, brick.path() + "/" + directory).strip()))
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private <T> List<T> ofEach(List<Brick> bricks, Function<Brick, T> question) {
        return hosts.atOnce(bricks, question);
    }

    private String run(Brick brick, String script, String... arguments) {
        var attempted = "look through " + brick;
        var command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        var outcome = hosts.run(brick.host(), command, LIMIT);
        if (!(outcome instanceof CommandOutcome.Exited exited)) {
            throw new GlusterUnreachable(attempted, outcome.summary());
        }
        if (exited.status() != 0) {
            throw new GlusterRefused(
                    attempted, exited.status() == UNFIT ? exited.stdout().lastLine() : exited.summary());
        }
        if (exited.stdout().truncated()) {
            throw new GlusterRefused(attempted, "it has more to tell than is taken; ask for less");
        }
        return exited.stdout().text();
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
