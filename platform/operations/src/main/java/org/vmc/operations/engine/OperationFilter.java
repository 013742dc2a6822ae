package org.vmc.operations.engine;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.operations.plan.OperationState;

/**
 * Which operations to list, newest first. A condition that is null is none.
 *
 * @param state only in this state
 * @param kind only of this kind
 * @param target only about the thing with this id
 * @param correlationId only of this request
 * @param after only older than this place in the list
 * @param limit at most so many
 */
public record OperationFilter(
        @Nullable OperationState state,
        @Nullable String kind,
        @Nullable UUID target,
        @Nullable UUID correlationId,
        @Nullable Place after,
        int limit) {

    /** Above what one request may ask for. */
    private static final int MOST_PER_REQUEST = 1000;

    /** A place in the list, which is ordered by age and id. */
    public record Place(Instant createdAt, UUID id) {}

    /** All operations of one request. */
    public static OperationFilter ofRequest(UUID correlationId) {
        return new OperationFilter(null, null, null, correlationId, null, MOST_PER_REQUEST);
    }
}
