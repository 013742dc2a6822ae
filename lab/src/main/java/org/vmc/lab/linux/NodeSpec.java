package org.vmc.lab.linux;

import java.nio.file.Path;
import java.util.List;

/**
 * What a node is started from.
 *
 * @param name host name inside
 * @param address IPv4 address in the lab's network
 * @param port name of its veth on the machine, at most 15 characters
 * @param disk its files, see {@link NodeDisk}
 * @param systemGroup control group of its daemons, outside the CPU limit
 * @param workGroup control group of its sessions and work
 * @param bricks file systems to mount
 * @param bootArguments what to run beside sshd: {@code --glusterd}, {@code --distccd JOBS}
 */
public record NodeSpec(
        String name,
        String address,
        String port,
        NodeDisk disk,
        String systemGroup,
        String workGroup,
        List<Brick> bricks,
        List<String> bootArguments) {

    public NodeSpec {
        bricks = List.copyOf(bricks);
        bootArguments = List.copyOf(bootArguments);
    }

    /** The same in other control groups. */
    NodeSpec in(String otherSystemGroup, String otherWorkGroup) {
        return new NodeSpec(name, address, port, disk, otherSystemGroup, otherWorkGroup, bricks, bootArguments);
    }

    /**
     * An XFS image and its mount point.
     *
     * @param image the image file on the machine
     * @param mountPoint absolute path inside the node
     */
    public record Brick(Path image, String mountPoint) {}
}
