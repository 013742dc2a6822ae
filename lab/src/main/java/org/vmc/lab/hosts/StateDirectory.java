package org.vmc.lab.hosts;

import java.nio.file.Path;
import java.util.UUID;
import org.vmc.lab.linux.NodeDisk;

/**
 * Where a lab keeps its files: keys and hosts outlive {@code lab down}; guests do not, because the XenAPI server that
 * knows them does not.
 *
 * @param root absolute path
 */
public record StateDirectory(Path root) {

    /** Uses a directory; it must lie where overlay file systems can name it. */
    public StateDirectory {
        root = root.toAbsolutePath().normalize();
        if (root.toString().matches(".*[:,\\\\\\s].*")) {
            throw new IllegalArgumentException("The state directory " + root
                    + " has a colon, comma, backslash or space in its path, which mount does not take: give another");
        }
    }

    /** What the running lab says of itself. */
    public Path labFile() {
        return root.resolve("lab.properties");
    }

    /** The lab's own private key, which may log in everywhere. */
    public Path privateKey() {
        return root.resolve("keys/lab_ed25519");
    }

    /** Host keys of all nodes, for ssh. */
    public Path knownHosts() {
        return root.resolve("known_hosts");
    }

    public Path scripts() {
        return root.resolve("scripts");
    }

    /** Layers that all nodes share. */
    public Path images() {
        return root.resolve("images");
    }

    /** Files of a host. */
    public NodeDisk hostDisk(LabHost host) {
        return new NodeDisk(root.resolve("hosts").resolve(host.name()));
    }

    /** Files of all guests. */
    public Path disks() {
        return root.resolve("disks");
    }

    /** Files behind a root VDI. */
    public NodeDisk guestDisk(UUID disk) {
        return new NodeDisk(disks().resolve(disk.toString()));
    }

    /** What runs, one file a node. */
    public NodeRecords nodes() {
        return new NodeRecords(root.resolve("nodes"));
    }
}
