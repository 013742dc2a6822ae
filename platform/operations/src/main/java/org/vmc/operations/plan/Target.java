package org.vmc.operations.plan;

import java.util.UUID;

/**
 * The thing an operation is about. Operations with the same target run one after the other, in the order of acceptance.
 *
 * @param type such as {@code vm} or {@code volume}
 * @param id the thing's own id; subject of the events about it
 * @param name the thing's name, for people
 */
public record Target(String type, UUID id, String name) {
    /** The key under which operations on this target are serialised. */
    public String key() {
        return type + "/" + id;
    }
}
