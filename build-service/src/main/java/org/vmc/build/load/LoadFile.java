package org.vmc.build.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one host of a build, as they came: a line {@code host ROLE NAME}, then for each time that somebody
 * listened a line {@code begin …} with the time here when it came, and the host's lines.
 */
final class LoadFile {
    static final String SUFFIX = ".load";
    static final String BUILDER = "builder";
    static final String WORKER = "worker";

    /** Longer than that between two samples, and the second one does not tell of the time between. */
    private static final long GAP_INTERVALS = 4;

    private LoadFile() {}

    static String head(boolean builder, String name) {
        return "host %s %s\n".formatted(builder ? BUILDER : WORKER, name);
    }

    /** A line of the host as it is kept. */
    static String kept(String line, long nowMillis) {
        return (line.startsWith("begin ") ? line + " here=" + nowMillis : line) + "\n";
    }

    /** The hosts of a build, the builder first, then workers by name; empty when nobody measured. */
    static List<HostLoad> readAll(Path directory, long intervalMillis) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        var read = new ArrayList<Read>();
        try (var files = Files.list(directory)) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
                read(file, intervalMillis).ifPresent(read::add);
            }
        }
        var origin = read.stream().mapToLong(Read::firstHere).min().orElse(0);
        return read.stream()
                .map(host -> host.load(origin))
                .sorted(Comparator.comparing((HostLoad host) -> !host.builder()).thenComparing(HostLoad::name))
                .toList();
    }

    private static Optional<Read> read(Path file, long intervalMillis) throws IOException {
        var read = new Read(intervalMillis);
        // What is being written at this moment may end within a character.
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().forEach(read::line);
        return read.samples.isEmpty() ? Optional.empty() : Optional.of(read);
    }

    /** A sample, and whether it goes on from the one before. */
    private record Kept(Counters counters, boolean goesOn) {}

    private static final class Read {
        private final long intervalMillis;
        private final List<Kept> samples = new ArrayList<>();
        private boolean builder;
        private String name = "";
        private Map<String, String> begin = Map.of();
        private boolean begun;
        private @Nullable Counters last;

        Read(long intervalMillis) {
            this.intervalMillis = intervalMillis;
        }

        void line(String text) {
            if (text.startsWith("host ")) {
                var words = text.split(" ", 3);
                builder = words[1].equals(BUILDER);
                name = words.length > 2 ? words[2] : "";
            } else if (text.startsWith("begin ")) {
                var values = new HashMap<String, String>();
                for (var word : text.split(" ")) {
                    var equals = word.indexOf('=');
                    if (equals > 0) {
                        values.put(word.substring(0, equals), word.substring(equals + 1));
                    }
                }
                // The clock of a host is its own; only the first beginning sets it beside ours.
                if (begin.isEmpty() && values.containsKey("here")) {
                    begin = values;
                }
                begun = true;
                last = null;
            } else if (begun) {
                Counters.parse(text).ifPresent(this::sample);
            }
        }

        private void sample(Counters counters) {
            var before = last;
            if (before != null && counters.atMillis() <= before.atMillis()) {
                return;
            }
            var goesOn = before != null && counters.atMillis() - before.atMillis() <= GAP_INTERVALS * intervalMillis;
            samples.add(new Kept(counters, goesOn));
            last = counters;
        }

        long firstHere() {
            return number("here", samples.getFirst().counters().atMillis());
        }

        HostLoad load(long origin) {
            var ahead = number("at", 0) - number("here", 0);
            var cpus = number("cpus", 1000) / 1000.0;
            var points = new ArrayList<LoadPoint>();
            for (var i = 1; i < samples.size(); i++) {
                var sample = samples.get(i);
                if (sample.goesOn()) {
                    points.add(LoadPoint.between(
                            samples.get(i - 1).counters(), sample.counters(), origin + ahead, Math.max(0.001, cpus)));
                }
            }
            return new HostLoad(
                    name,
                    builder,
                    begin.getOrDefault("source", HostLoad.MACHINE),
                    begin.getOrDefault("boot", ""),
                    cpus,
                    points);
        }

        private long number(String key, long otherwise) {
            var text = begin.getOrDefault(key, "");
            return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
        }
    }
}
