package org.vmc.operations.plan;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an operation ended, told to its kind inside the ending transaction.
 *
 * @param operationId the operation
 * @param input as accepted
 * @param origin on whose behalf
 * @param target what it was about
 * @param state one of the four ends
 * @param learned all that its steps remembered
 * @param failure why it did not succeed; null when it did or was cancelled
 * @param <I> the input
 */
public record Ending<I>(
        UUID operationId,
        I input,
        Origin origin,
        Target target,
        OperationState state,
        Map<String, String> learned,
        @Nullable Failure failure) {}
