package org.vmc.launcher.ports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.function.IntPredicate;
import org.vmc.embedded.process.FreePort;

/**
 * Chooses ports and remembers them in a file, so that addresses stay the same from start to start. Ask only while the
 * part does not run: its own port would count as taken. Not thread-safe.
 */
public final class PortBook {

    private final Path file;
    private final IntPredicate free;
    private final Properties remembered = new Properties();
    private final Set<Integer> given = new HashSet<>();

    public PortBook(Path file) {
        this(file, FreePort::isFree);
    }

    PortBook(Path file, IntPredicate free) {
        this.file = file;
        this.free = free;
        read();
    }

    /** The remembered port if it is free, else the usual one if that is free, else any; the choice is remembered. */
    public int choose(String name, int usual) {
        int port = firstFree(last(name), usual);
        given.add(port);
        remembered.setProperty(name, Integer.toString(port));
        write();
        return port;
    }

    private int last(String name) {
        try {
            return Integer.parseInt(remembered.getProperty(name, "0"));
        } catch (NumberFormatException editedByHand) {
            return 0;
        }
    }

    private int firstFree(int last, int usual) {
        if (last != 0 && usable(last)) {
            return last;
        }
        if (usable(usual)) {
            return usual;
        }
        int any = FreePort.any();
        while (!usable(any)) {
            any = FreePort.any();
        }
        return any;
    }

    private boolean usable(int port) {
        return !given.contains(port) && free.test(port);
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        try (var reader = Files.newBufferedReader(file)) {
            remembered.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            // Remembering is a convenience: start anew.
            remembered.clear();
        }
    }

    private void write() {
        StringBuilder lines = new StringBuilder();
        remembered.stringPropertyNames().stream().sorted().forEach(name -> lines.append(name)
                .append('=')
                .append(remembered.getProperty(name))
                .append('\n'));
        try {
            Files.writeString(file, lines);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + file, failure);
        }
    }
}
