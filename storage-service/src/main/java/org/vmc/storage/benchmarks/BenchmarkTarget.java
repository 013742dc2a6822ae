package org.vmc.storage.benchmarks;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of the ways that are compared, written {@code local} or {@code mount:src}.
 *
 * @param volume null for the client's own disks
 */
record BenchmarkTarget(Kind kind, @Nullable String volume) {

    private static final Pattern VOLUME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** The ways. */
    enum Kind {
        LOCAL("local", false),
        BRICK_DISK("brick-disk", false),
        MOUNT("mount", true),
        /** The tree that {@link #MOUNT} made, found and read on the bricks. */
        SCAN("scan", true),
        IMAGE("image", true);

        private final String wireName;
        private final boolean onVolume;

        Kind(String wireName, boolean onVolume) {
            this.wireName = wireName;
            this.onVolume = onVolume;
        }
    }

    static Optional<BenchmarkTarget> parse(String text) {
        var words = text.split(":", 2);
        var volume = words.length > 1 ? words[1] : null;
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.wireName.equals(words[0]))
                .filter(kind -> kind.onVolume == (volume != null))
                .filter(kind -> volume == null || VOLUME.matcher(volume).matches())
                .map(kind -> new BenchmarkTarget(kind, volume))
                .findFirst();
    }

    /** For people. */
    static String forms() {
        return Arrays.stream(Kind.values())
                .map(kind -> kind.onVolume ? kind.wireName + ":VOLUME" : kind.wireName)
                .collect(Collectors.joining(", "));
    }

    /** For a target on a volume. */
    String requiredVolume() {
        return Objects.requireNonNull(volume, "it is on no volume");
    }

    BenchmarkTarget mount() {
        return new BenchmarkTarget(Kind.MOUNT, volume);
    }

    @Override
    public String toString() {
        return volume == null ? kind.wireName : kind.wireName + ":" + volume;
    }
}
