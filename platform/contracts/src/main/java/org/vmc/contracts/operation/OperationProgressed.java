package org.vmc.contracts.operation;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * An operation moved on.
 *
 * @param kind what is done, for example {@code CreateVm}
 * @param targetType for example {@code vm}
 * @param progress 0..1
 * @param step step that is running
 * @param message sentence for people
 */
@EventType(value = "org.vmc.operation.progressed.v1", topic = Topics.OPERATION, summary = "An operation moved on.")
public record OperationProgressed(
        UUID operationId,
        String kind,
        String targetType,
        UUID targetId,
        String targetName,
        double progress,
        String step,
        String message)
        implements OperationFact {

    @Override
    public UUID subject() {
        return operationId;
    }
}
