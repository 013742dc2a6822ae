package org.vmc.storage.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The TCP ports that must be open on a host for all others of the pool and for all clients.
 *
 * @param ranges in order
 * @param listening at which bricks listen now
 */
record PortPlan(List<Range> ranges, List<Integer> listening) {

    static final int DAEMON = 24007;
    static final int FIRST_BRICK = 49152;

    private static final int RDMA = 24008;
    private static final int LAST_BRICK = 60999;
    /** Since this version a brick takes any free port of the range, not the next one. */
    private static final int RANDOM_PORTS_SINCE = 10;
    /** The last one that had RDMA was the one before. */
    private static final int WITHOUT_RDMA_SINCE = 8;
    /** For the next bricks; a brick that is started anew may take another port, too. */
    private static final int SPARE = 10;

    /** @param last the same as the first for a single port */
    record Range(int first, int last, String purpose) {
        @Override
        public String toString() {
            return first == last ? String.valueOf(first) : first + "-" + last;
        }
    }

    PortPlan {
        ranges = List.copyOf(ranges);
        listening = listening.stream().sorted().toList();
    }

    /**
     * @param version of Gluster on that host; null when it is not known, then as of the newest
     * @param bricks how many it has
     * @param listening ports of those that run
     */
    static PortPlan of(@Nullable String version, int bricks, List<Integer> listening) {
        var major = major(version);
        var ranges = new ArrayList<Range>();
        ranges.add(new Range(DAEMON, DAEMON, "glusterd: management, and where clients ask for a volume"));
        if (major < WITHOUT_RDMA_SINCE) {
            ranges.add(new Range(RDMA, RDMA, "glusterd over RDMA, before version 8"));
        }
        ranges.add(
                major >= RANDOM_PORTS_SINCE
                        ? new Range(FIRST_BRICK, LAST_BRICK, "bricks: each takes any of these, since version 10")
                        : new Range(
                                FIRST_BRICK,
                                FIRST_BRICK + bricks + SPARE - 1,
                                "bricks: one for each of %d, and %d for the next".formatted(bricks, SPARE)));
        return new PortPlan(ranges, listening);
    }

    /** Such as {@code 24007, 49152-60999}. */
    String ports() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(", "));
    }

    /** The first number of a version; of none, that of the newest. */
    static int major(@Nullable String version) {
        if (version == null) {
            return Integer.MAX_VALUE;
        }
        var digits = version.split("[^0-9]", 2)[0];
        return digits.isEmpty() || digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }
}
