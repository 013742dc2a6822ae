package org.vmc.lab.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The lab's network: one bridge on the machine, one veth per node, no way out.
 *
 * <p>A MAC address follows from the IPv4 address, because a neighbour remembers the old one for seconds when an address
 * comes back with another. Thread-safe.
 */
public final class Bridge {

    /** Name of the bridge; interface names are limited to 15 characters. */
    public static final String NAME = "vmclab0";

    /** Address of the machine on the bridge. */
    public static final String GATEWAY = "10.77.0.1";

    /** Names of our veths begin with it. */
    public static final String PORT_PREFIX = "vmc-";

    private static final String NETWORK = "10.77.0.0/16";
    private static final int PREFIX_LENGTH = 16;
    private static final String ROUTE = "unreachable " + NETWORK + " metric 4242";
    private static final Path INTERFACES = Path.of("/sys/class/net");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration VANISHING = Duration.ofSeconds(5);

    private final Commands commands;

    public Bridge(Commands commands) {
        this.commands = commands;
    }

    /** Creates the bridge. The route comes first: without the bridge nothing for the lab may leave the machine. */
    public void create() {
        batch("route add " + ROUTE, "link add name " + NAME + " type bridge", "link set dev " + NAME + " up");
        try {
            Files.writeString(Path.of("/proc/sys/net/ipv6/conf", NAME, "disable_ipv6"), "1");
        } catch (IOException e) {
            throw new UncheckedIOException("Could not disable IPv6 on " + NAME, e);
        }
        batch("address add " + GATEWAY + "/" + PREFIX_LENGTH + " dev " + NAME);
    }

    /** Makes {@code eth0} in the network namespace of a process and plugs its other end, {@code port}, in. */
    public void plug(String port, long process, String address) {
        batch(
                "link add name %s type veth peer name eth0 address %s netns %d"
                        .formatted(port, macAddress(address), process),
                "link set dev " + port + " master " + NAME + " up");
    }

    /** Removes a veth, both ends; does nothing when it is not there. */
    public void unplug(String port) {
        if (!exists(port)) {
            return;
        }
        var output = commands.attempt(List.of("/sbin/ip", "link", "delete", "dev", port));
        // The kernel may be taking it down by itself at this moment.
        if (!Await.within(VANISHING, () -> !exists(port))) {
            throw new CommandFailure(
                    "Could not remove " + port + ": " + output.errors().strip());
        }
    }

    /** Removes every veth, the bridge and the route. */
    public void remove() {
        ports().forEach(this::unplug);
        unplug(NAME);
        var route = List.of("/sbin/ip", "route", "delete", "unreachable", NETWORK, "metric", "4242");
        commands.attempt(route);
    }

    /** Veths of the lab that are there. */
    public List<String> ports() {
        try (var interfaces = Files.list(INTERFACES)) {
            return interfaces
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(PORT_PREFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not list the network interfaces", e);
        }
    }

    /** Whether the bridge is there. */
    public boolean exists() {
        return exists(NAME);
    }

    /**
     * A counter of a veth, as the kernel keeps it in {@code statistics}; seen from the machine, not from the node.
     *
     * @throws UncheckedIOException when the veth is not there
     */
    public static long counter(String port, String name) {
        var file = INTERFACES.resolve(port).resolve("statistics").resolve(name);
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    /** Address with the length of the network's prefix. */
    static String withPrefix(String address) {
        return address + "/" + PREFIX_LENGTH;
    }

    private static boolean exists(String name) {
        return Files.exists(INTERFACES.resolve(name));
    }

    private static String macAddress(String address) {
        var mac = new StringBuilder("02:00");
        for (var octet : address.split("\\.", -1)) {
            mac.append(":%02x".formatted(Integer.parseInt(octet)));
        }
        return mac.toString();
    }

    private void batch(String... lines) {
        commands.run(List.of("/sbin/ip", "-batch", "-"), String.join("\n", lines) + "\n", LIMIT);
    }
}
