package org.vmc.operations.plan;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a request for an operation came from.
 *
 * @param actor user name on whose behalf it runs
 * @param role the actor's role when it was accepted, lower case
 * @param team the actor's team
 * @param cause what asked, such as {@code rest}, {@code chat} or the type of an event
 * @param correlationId the larger request this belongs to; equal for all operations of one request
 * @param traceParent W3C trace context of the request, if it had one
 */
public record Origin(
        String actor,
        String role,
        String team,
        String cause,
        UUID correlationId,
        @Nullable String traceParent) {}
