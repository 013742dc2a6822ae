package org.vmc.lab.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a node: {@code seed} is a read-only layer written by the lab (names, keys), {@code upper} and
 * {@code usr} hold what the node itself wrote, and outlive it.
 *
 * @param directory where all that lies
 */
public record NodeDisk(Path directory) {

    private static final List<String> PARTS = List.of("seed/etc/ssh", "upper", "work", "usr", "usr-work", "root");
    private static final List<String> WRITTEN = List.of("upper", "usr");
    private static final String HOST_KEY = "seed/etc/ssh/ssh_host_ed25519_key";

    /** Creates what is missing, the SSH host key included. */
    public void prepare(Commands commands) {
        try {
            for (var part : PARTS) {
                Files.createDirectories(directory.resolve(part));
                Files.setPosixFilePermissions(directory.resolve(part), PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not create the disk " + directory, e);
        }
        SshKeys.createIfMissing(commands, directory.resolve(HOST_KEY), "lab host key");
    }

    /** Gives another disk what the node wrote to this one. Does nothing when this one was never prepared. */
    public void copyTo(NodeDisk other, Commands commands) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.createDirectories(other.directory());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not create the disk " + other.directory(), e);
        }
        // Keeps white-outs (devices) and the attributes of the overlay.
        var copy = new ArrayList<>(List.of("cp", "-a", "--reflink=auto", "--"));
        WRITTEN.forEach(part -> copy.add(directory.resolve(part).toString()));
        copy.add(other.directory().toString());
        commands.run(copy);
    }

    /** Writes {@code /etc/hostname}, {@code /etc/hosts} and the keys that may log in as root. */
    public void seed(String hostname, String hosts, String authorizedKeys) {
        write("seed/etc/hostname", hostname + "\n");
        write("seed/etc/hosts", hosts);
        write("seed/etc/ssh/lab_authorized_keys", authorizedKeys);
    }

    /** Public part of the SSH host key, in the form of {@code known_hosts}. */
    public String hostKey() {
        return SshKeys.publicKey(directory.resolve(HOST_KEY));
    }

    /** What the node's first process and boot script complained about. */
    public Path log() {
        return directory.resolve("node.log");
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + directory.resolve(name), e);
        }
    }
}
