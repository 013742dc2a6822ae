package org.vmc.lab.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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
    private static final Duration COPY_LIMIT = Duration.ofMinutes(5);
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

    /** Writes {@code /etc/hostname}, {@code /etc/hosts} and the keys that may log in as root. */
    public void seed(String hostname, String hosts, String authorizedKeys) {
        write("seed/etc/hostname", hostname + "\n");
        write("seed/etc/hosts", hosts);
        write("seed/etc/ssh/lab_authorized_keys.root", authorizedKeys);
        write("seed/etc/ssh/lab_authorized_keys.vmc-build", authorizedKeys);
    }

    /** Public part of the SSH host key, in the form of {@code known_hosts}. */
    public String hostKey() {
        return SshKeys.publicKey(directory.resolve(HOST_KEY));
    }

    /** Where the first-boot configuration goes, readable inside as {@code /opt/vmc-lab/first-boot.d}. */
    public Path firstBoot() {
        return directory.resolve("seed/opt/vmc-lab/first-boot.d");
    }

    /**
     * Notes which instance the disk is started for. When it was another one before, the SSH host key is made anew: a
     * copy must not speak with its original's.
     */
    public void startFor(String instance, Commands commands) {
        try {
            var owner = directory.resolve("instance");
            if (Files.exists(owner) && !Files.readString(owner).equals(instance)) {
                Files.deleteIfExists(directory.resolve(HOST_KEY));
                Files.deleteIfExists(directory.resolve(HOST_KEY + ".pub"));
            }
            Files.createDirectories(directory);
            Files.writeString(owner, instance);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not note the instance of " + directory, e);
        }
        prepare(commands);
    }

    /**
     * Copies all that the node wrote, with its host key, to another disk, whose contents it replaces; hard links,
     * sparse files, owners and the overlay's own marks are kept. The node should be off or frozen, and must not have
     * the target for its disk. A copy that was interrupted leaves the target as it was. Does nothing when no node was
     * ever started from this disk.
     */
    public void copyTo(NodeDisk target, Commands commands) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        var unfinished = target.directory().resolveSibling(target.directory().getFileName() + ".new");
        delete(unfinished, commands);
        try {
            Files.createDirectories(unfinished.resolve("seed/etc/ssh"));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not create " + unfinished, e);
        }
        copy(List.of("upper", "usr"), unfinished, commands);
        copy(List.of("instance"), unfinished, commands);
        copy(List.of(HOST_KEY, HOST_KEY + ".pub"), unfinished.resolve("seed/etc/ssh"), commands);
        delete(target.directory(), commands);
        try {
            Files.move(unfinished, target.directory());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not rename " + unfinished, e);
        }
    }

    private void copy(List<String> names, Path into, Commands commands) {
        var command =
                new ArrayList<>(List.of("/bin/cp", "--archive", "--reflink=auto", "--target-directory=" + into, "--"));
        names.stream()
                .map(directory::resolve)
                .filter(Files::exists)
                .map(Path::toString)
                .forEach(command::add);
        if (command.size() > 5) {
            commands.run(command, "", COPY_LIMIT);
        }
    }

    private static void delete(Path directory, Commands commands) {
        // Not by Java: files of a node may have names that are no text.
        commands.run(List.of("/bin/rm", "-rf", "--one-file-system", "--", directory.toString()), "", COPY_LIMIT);
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
