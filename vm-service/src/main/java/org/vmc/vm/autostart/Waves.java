package org.vmc.vm.autostart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The order of a plan in waves: what needs nothing, then what needs only that, and so on. An entry is in the wave after
 * the last of those it needs.
 */
final class Waves {

    private Waves() {}

    /**
     * The entries by waves, each wave in the order of the plan.
     *
     * @throws IllegalArgumentException when some need each other; see {@link #circle}
     */
    static List<List<Entry>> of(List<Entry> entries) {
        List<List<Entry>> waves = new ArrayList<>();
        Set<UUID> placed = new HashSet<>();
        List<Entry> left = entries;
        while (!left.isEmpty()) {
            List<Entry> wave = left.stream()
                    .filter(entry -> placed.containsAll(entry.after()))
                    .toList();
            if (wave.isEmpty()) {
                throw new IllegalArgumentException("Entries need each other: " + left);
            }
            waves.add(wave);
            wave.forEach(entry -> placed.add(entry.vmId()));
            left = left.stream().filter(entry -> !placed.contains(entry.vmId())).toList();
        }
        return List.copyOf(waves);
    }

    /** Entries of which each needs the next and the last the first, or nothing. */
    static List<Entry> circle(List<Entry> entries) {
        Map<UUID, Entry> left = new LinkedHashMap<>();
        entries.forEach(entry -> left.put(entry.vmId(), entry));
        while (left.values().removeIf(entry -> entry.after().stream().noneMatch(left::containsKey))) {
            // What needs nothing that is left cannot be part of a circle; without it others may not be either.
        }
        if (left.isEmpty()) {
            return List.of();
        }
        // Whatever is left needs something that is left, so this walk comes to where it has been.
        Deque<Entry> walked = new ArrayDeque<>();
        Map<UUID, Integer> at = new HashMap<>();
        Entry next = left.values().iterator().next();
        while (!at.containsKey(next.vmId())) {
            at.put(next.vmId(), walked.size());
            walked.add(next);
            next = next.after().stream()
                    .filter(left::containsKey)
                    .findFirst()
                    .map(left::get)
                    .orElseThrow();
        }
        return walked.stream().skip(at.get(next.vmId())).toList();
    }

    /** Names, for people. */
    static String names(List<Entry> entries) {
        return entries.stream().map(Entry::name).collect(Collectors.joining(", "));
    }
}
