package org.vmc.lab.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The file of SSH host keys of all nodes, kept current. Thread-safe. */
public final class KnownHosts {

    private final Path file;
    private final Map<String, String> keys = new TreeMap<>();

    KnownHosts(Path file) {
        this.file = file;
    }

    /** Notes the key of an address. */
    public synchronized void put(String address, String publicKey) {
        keys.put(address, publicKey);
        write();
    }

    /** Forgets an address. */
    public synchronized void remove(String address) {
        keys.remove(address);
        write();
    }

    private void write() {
        var text = keys.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            var next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + file, e);
        }
    }
}
