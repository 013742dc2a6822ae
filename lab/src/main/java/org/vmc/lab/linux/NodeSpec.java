package org.vmc.lab.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a node is started from.
 *
 * @param name host name inside
 * @param address IPv4 address in the lab's network
 * @param port name of its veth on the machine, at most 15 characters
 * @param disk its files, see {@link NodeDisk}
 * @param groups its control groups
 * @param image a prepared root file system instead of the machine's; see {@link RootImage}
 * @param bricks file systems to mount
 * @param bootArguments what to run beside sshd: {@code --glusterd}, {@code --distccd JOBS}
 */
public record NodeSpec(
        String name,
        String address,
        String port,
        NodeDisk disk,
        NodeGroups groups,
        Optional<RootImage> image,
        List<Brick> bricks,
        List<String> bootArguments) {

    public NodeSpec {
        bricks = List.copyOf(bricks);
        bootArguments = List.copyOf(bootArguments);
    }

    /** Control group of its daemons. */
    public String systemGroup() {
        return groups.system();
    }

    /** Control group of its sessions and work. */
    public String workGroup() {
        return groups.work();
    }

    NodeSpec withGroups(NodeGroups others) {
        return new NodeSpec(name, address, port, disk, others, image, bricks, bootArguments);
    }

    /**
     * An XFS image and its mount point.
     *
     * @param image the image file on the machine
     * @param mountPoint absolute path inside the node
     */
    public record Brick(Path image, String mountPoint) {}
}
