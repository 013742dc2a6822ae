package org.vmc.lab.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The running nodes as files, one a node.
 *
 * @param directory where they are
 */
public record NodeRecords(Path directory) {

    private static final String SUFFIX = ".properties";

    /** Notes a node under an id that never changes, replacing what was noted. */
    public void put(String id, NodeRecord node) {
        var properties = new Properties();
        properties.setProperty("name", node.name());
        properties.setProperty("label", node.label());
        properties.setProperty("kind", node.kind().name());
        properties.setProperty("host", node.host());
        properties.setProperty("address", node.address());
        properties.setProperty("pid", String.valueOf(node.pid()));
        properties.setProperty("systemGroup", node.systemGroup());
        properties.setProperty("workGroup", node.workGroup());
        var next = directory.resolve(id + ".next");
        try {
            Files.createDirectories(directory);
            try (var writer = Files.newBufferedWriter(next)) {
                properties.store(writer, null);
            }
            Files.move(next, file(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not note node " + node.name() + " in " + directory, e);
        }
    }

    /** Forgets a node. */
    public void remove(String id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not forget node " + id + " in " + directory, e);
        }
    }

    /** All nodes noted, hosts first. */
    public List<NodeRecord> all() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        var found = new ArrayList<NodeRecord>();
        try (var files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            files.forEach(file -> read(file).ifPresent(found::add));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not list the nodes in " + directory, e);
        }
        found.sort(Comparator.comparing(NodeRecord::kind).thenComparing(NodeRecords::numericAddress));
        return found;
    }

    /**
     * The node of a name: host name, name label of the VM or address. Throws {@link IllegalArgumentException} naming
     * those that run, or those that share the name.
     */
    public NodeRecord get(String name) {
        var running = all();
        var found = running.stream().filter(node -> isNamed(node, name)).toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException("Several nodes are named '" + name + "'; say which by its address: "
                    + found.stream().map(NodeRecord::address).toList());
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("No host or guest named '" + name + "' runs; running: "
                    + running.stream().map(NodeRecord::name).toList());
        }
        return found.getFirst();
    }

    private static boolean isNamed(NodeRecord node, String name) {
        return node.name().equals(name)
                || node.label().equals(name)
                || node.address().equals(name);
    }

    private static long numericAddress(NodeRecord node) {
        long number = 0;
        for (var octet : node.address().split("\\.", -1)) {
            number = number * 256 + Long.parseLong(octet);
        }
        return number;
    }

    private static Optional<NodeRecord> read(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            // It ended between the listing and the look.
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
        return Optional.of(new NodeRecord(
                properties.getProperty("name"),
                properties.getProperty("label"),
                NodeRecord.Kind.valueOf(properties.getProperty("kind")),
                properties.getProperty("host"),
                properties.getProperty("address"),
                Long.parseLong(properties.getProperty("pid")),
                properties.getProperty("systemGroup"),
                properties.getProperty("workGroup")));
    }

    private Path file(String id) {
        return directory.resolve(id + SUFFIX);
    }
}
