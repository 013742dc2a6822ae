package org.vmc.contracts.operation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A change was accepted and will be carried out.
 *
 * @param kind what is done, for example {@code CreateVm}
 * @param targetType for example {@code vm}
 * @param actor user who asked
 * @param cause what led to it when no user asked directly
 */
@EventType(
        value = "org.vmc.operation.accepted.v1",
        topic = Topics.OPERATION,
        summary = "A change was accepted and will be carried out.")
public record OperationAccepted(
        UUID operationId,
        String kind,
        String targetType,
        UUID targetId,
        String targetName,
        String actor,
        @Nullable String cause)
        implements OperationFact {

    @Override
    public UUID subject() {
        return operationId;
    }
}
