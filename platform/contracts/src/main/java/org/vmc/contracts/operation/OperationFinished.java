package org.vmc.contracts.operation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * An operation ended; state is its last.
 *
 * @param kind what is done, for example {@code CreateVm}
 * @param targetType for example {@code vm}
 * @param message sentence for people
 * @param durationMillis from acceptance to end
 * @param problemType RFC 9457 type when it did not succeed
 */
@EventType(
        value = "org.vmc.operation.finished.v1",
        topic = Topics.OPERATION,
        summary = "An operation ended; state is its last.")
public record OperationFinished(
        UUID operationId,
        String kind,
        String targetType,
        UUID targetId,
        String targetName,
        OperationOutcome state,
        String message,
        long durationMillis,
        @Nullable String problemType,
        @Nullable String problemDetail)
        implements OperationFact {

    @Override
    public UUID subject() {
        return operationId;
    }
}
