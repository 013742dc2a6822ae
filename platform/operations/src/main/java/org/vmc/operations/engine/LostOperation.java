package org.vmc.operations.engine;

import java.util.UUID;

/** This worker paused so long that another took its operation; it must stop without a trace. */
final class LostOperation extends RuntimeException {
    LostOperation(UUID id) {
        super("Operation " + id + " was taken by another worker");
    }
}
