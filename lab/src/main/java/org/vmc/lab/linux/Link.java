package org.vmc.lab.linux;

import java.util.List;
import java.util.stream.Stream;

/**
 * The network connection of a running node, to be disturbed. It lasts as long as the node: one that starts again has a
 * fresh one.
 */
public final class Link {

    private static final String TC = "/sbin/tc";

    /** More than one packet, else none would ever pass. */
    private static final long SMALLEST_BURST_BYTES = 16 * 1024;

    /** What may wait in the queue before packets are dropped. */
    private static final String LATENCY = "400ms";

    private final Commands commands;
    private final String port;
    private final long pid;

    Link(Commands commands, String port, long pid) {
        this.commands = commands;
        this.port = port;
        this.pid = pid;
    }

    /** Cuts the cable: nothing passes, the node sees no carrier. */
    public void down() {
        commands.run(List.of("/sbin/ip", "link", "set", "dev", port, "down"));
    }

    /** Mends the cable. */
    public void up() {
        commands.run(List.of("/sbin/ip", "link", "set", "dev", port, "up"));
    }

    /** Limits both directions to a rate by token bucket filters. */
    public void limit(long bitsPerSecond) {
        long burst = Math.max(SMALLEST_BURST_BYTES, bitsPerSecond / 8 / 100);
        var filter = List.of(
                "root", "tbf", "rate", bitsPerSecond + "bit", "burst", String.valueOf(burst), "latency", LATENCY);
        commands.run(concat(List.of(TC, "qdisc", "replace", "dev", port), filter));
        commands.run(concat(inside(), List.of(TC, "qdisc", "replace", "dev", "eth0"), filter));
    }

    /** Takes the limit away; does nothing when there is none. */
    public void unlimit() {
        commands.attempt(List.of(TC, "qdisc", "delete", "dev", port, "root"));
        commands.attempt(concat(inside(), List.of(TC, "qdisc", "delete", "dev", "eth0", "root")));
    }

    @SafeVarargs
    private static List<String> concat(List<String>... parts) {
        return Stream.of(parts).flatMap(List::stream).toList();
    }

    private List<String> inside() {
        return List.of("/usr/bin/nsenter", "--target", String.valueOf(pid), "--net", "--");
    }
}
