package org.vmc.operations.engine;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small reality for tests: boxes on a shelf, each put there by an operation. Forgets nothing when a worker dies. */
@ApplicationScoped
class Shelf {
    private final ConcurrentHashMap<UUID, List<String>> boxes = new ConcurrentHashMap<>();

    private final ConcurrentHashMap<UUID, List<String>> told = new ConcurrentHashMap<>();

    /** What the record of a step publishes. */
    void tell(UUID operation, String box) {
        told.computeIfAbsent(operation, id -> new CopyOnWriteArrayList<>()).add(box);
    }

    List<String> toldOf(UUID operation) {
        return List.copyOf(told.getOrDefault(operation, List.of()));
    }

    void put(UUID operation, String box) {
        boxes.computeIfAbsent(operation, id -> new CopyOnWriteArrayList<>()).add(box);
    }

    boolean has(UUID operation, String box) {
        return boxesOf(operation).contains(box);
    }

    void take(UUID operation, String box) {
        boxes.getOrDefault(operation, new CopyOnWriteArrayList<>()).remove(box);
    }

    List<String> boxesOf(UUID operation) {
        return List.copyOf(boxes.getOrDefault(operation, List.of()));
    }
}
