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
