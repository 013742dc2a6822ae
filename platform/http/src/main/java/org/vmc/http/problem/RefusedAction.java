package org.vmc.http.problem;

import io.quarkus.security.identity.SecurityIdentity;
import org.jspecify.annotations.Nullable;

/**
 * CDI event, fired asynchronously: a user whose token is valid asked for what their role or ownership does not allow.
 *
 * @param identity who asked; never anonymous
 * @param method HTTP method
 * @param route path with the names of its parameters in braces, for example {@code /api/v1/vms/{id}}
 * @param targetId value of the parameter {@code id}, if the route has one
 * @param status HTTP status answered
 * @param reason sentence for people
 * @param correlationId of the request
 */
public record RefusedAction(
        SecurityIdentity identity,
        String method,
        String route,
        @Nullable String targetId,
        int status,
        String reason,
        String correlationId) {}
