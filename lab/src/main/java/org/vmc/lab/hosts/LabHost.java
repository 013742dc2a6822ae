package org.vmc.lab.hosts;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vmc.lab.linux.NodeGroups;

/**
 * A host by its number, counted from 1: {@code h1} has the address 10.77.0.11.
 *
 * @param number 1 to 64
 */
public record LabHost(int number) {

    /** Where a host mounts its one brick file system. */
    public static final String BRICK = "/bricks/b1";

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

    /** Control groups of the host itself; the figures it reads are those of the host with its guests. */
    public NodeGroups ownGroups() {
        return new NodeGroups(name() + "/sys/own", workGroup() + "/own", group());
    }

    /** Control groups of a guest on the host. */
    public NodeGroups groupsOf(String guest) {
        var work = workGroup() + "/" + guest;
        return new NodeGroups(name() + "/sys/" + guest, work, work);
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
