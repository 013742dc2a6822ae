package org.vmc.launcher.supervise;

import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vmc.launcher.parts.Part;

/** All parts together: started as soon as those they come after are ready, stopped in reverse order. */
final class Supervision {

    private final List<? extends Part> parts;
    private final Board board;
    private final Map<String, Keeper> keepers = new LinkedHashMap<>();

    /** @param parts each after those it depends on */
    Supervision(List<? extends Part> parts, StateFile file, BackOff backOff, Clock clock, PrintStream log) {
        this.parts = parts;
        this.board = new Board(file, parts, clock, log);
        for (Part part : parts) {
            List<Keeper> earlier = part.after().stream().map(this::keeper).toList();
            keepers.put(part.name(), new Keeper(part, earlier, board, backOff, clock, log));
        }
    }

    void start() {
        keepers.values().forEach(Keeper::start);
    }

    /** Stops parts nobody needs any more, several at once, until none is left; then there is no state file. */
    void stop() {
        List<Part> left = new ArrayList<>(parts);
        while (!left.isEmpty()) {
            List<Part> unneeded = left.stream()
                    .filter(part ->
                            left.stream().noneMatch(other -> other.after().contains(part.name())))
                    .toList();
            stopTogether(unneeded);
            left.removeAll(unneeded);
        }
        board.clear();
    }

    private void stopTogether(List<Part> together) {
        List<Thread> threads = together.stream()
                .map(part -> Thread.ofPlatform().name("stop-" + part.name()).start(keeper(part.name())::stop))
                .toList();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Keeper keeper(String name) {
        Keeper keeper = keepers.get(name);
        if (keeper == null) {
            throw new IllegalArgumentException("No part " + name + " before the one that comes after it");
        }
        return keeper;
    }
}
