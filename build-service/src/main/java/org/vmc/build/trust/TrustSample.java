package org.vmc.build.trust;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;

/** Chooses the files that are compiled again: by chance, and the same ones when a step of a build is repeated. */
public final class TrustSample {
    /** Extended regular expression of the lines of distcc's log that tell who compiled what. */
    public static final String NEEDED_LINES = "compile .* on [^ ]+ completed ok";

    private static final Pattern COMPLETED = Pattern.compile(".* compile (.+) on ([^ /]+)(?:/\\d+)?\\S* completed ok");
    private static final String NO_FILE = "(null)";
    private static final String LOCALHOST = "localhost";

    /** Some commands are of a kind that cannot be repeated, so more are named than are wanted. */
    private static final int SPARE = 4;

    private TrustSample() {}

    /**
     * Files and their hosts in turn, of those that workers alone compiled.
     *
     * @param lines of distcc's log
     * @param wanted how many are to be compiled again
     */
    public static List<String> choose(List<String> lines, UUID buildId, int wanted) {
        var hosts = new LinkedHashMap<String, String>();
        for (var line : lines) {
            var completed = COMPLETED.matcher(line);
            if (completed.matches() && !completed.group(1).equals(NO_FILE)) {
                // Sources of several directories may have a name in common.
                hosts.merge(
                        completed.group(1), completed.group(2), (one, other) -> one.equals(other) ? one : LOCALHOST);
            }
        }
        var ofWorkers = new ArrayList<>(hosts.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(LOCALHOST))
                .sorted(Map.Entry.comparingByKey())
                .toList());
        Collections.shuffle(ofWorkers, new Random(buildId.getLeastSignificantBits()));
        return ofWorkers.stream()
                .limit((long) SPARE * wanted)
                .flatMap(entry -> List.of(entry.getKey(), entry.getValue()).stream())
                .toList();
    }
}
