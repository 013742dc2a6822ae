package org.vmc.lab.hosts;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A host by its number, counted from 1: {@code h1} has the address 10.77.0.11.
 *
 * @param number 1 to 64
 */
public record LabHost(int number) {

    private static final int FIRST_OCTET = 10;

    /** The first so many hosts. */
    public static List<LabHost> first(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(LabHost::new).toList();
    }

    /** Name on the lab's network. */
    public String name() {
        return "h" + number;
    }

    /** IPv4 address. */
    public String address() {
        return "10.77.0." + (FIRST_OCTET + number);
    }

    /** Control group of the host and its guests: the memory limit. */
    public String group() {
        return name();
    }

    /** Control group of all work of the host and its guests: the CPU limit. */
    public String workGroup() {
        return name() + "/work";
    }

    /** Control group of the daemons of one node, the host's ({@code own}) or a guest's. */
    public String systemGroupOf(String node) {
        return name() + "/sys/" + node;
    }

    /** Control group of the sessions and work of one node, the host's ({@code own}) or a guest's. */
    public String workGroupOf(String node) {
        return workGroup() + "/" + node;
    }

    /** {@code /etc/hosts} for a node named {@code self} that sees these hosts. */
    public static String hostsFile(List<LabHost> hosts, String self, String address) {
        var names = hosts.stream()
                .filter(host -> !host.address().equals(address))
                .map(host -> host.address() + " " + host.name() + "\n")
                .collect(Collectors.joining());
        return "127.0.0.1 localhost\n" + address + " " + self + "\n" + names;
    }
}
