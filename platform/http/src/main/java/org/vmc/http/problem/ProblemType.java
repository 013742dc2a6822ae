package org.vmc.http.problem;

import java.util.Arrays;
import java.util.Locale;

/**
 * Every kind of refusal a client can meet. The slug is part of the API: clients decide by it, so it never changes. What
 * each one means and what a client should do next is in {@code docs/http-status.md}.
 */
public enum ProblemType {
    MALFORMED(400, "The request cannot be read"),
    UNAUTHENTICATED(401, "Authentication is needed"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    CONFLICT(409, "Conflict with the current state"),
    WRONG_POWER_STATE(409, "Wrong power state"),
    NAME_TAKEN(409, "Name already taken"),
    NO_CAPACITY(409, "No host has room"),
    QUOTA_EXCEEDED(409, "Quota exceeded"),
    TOO_LARGE(413, "Request too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    INVALID(422, "Invalid input"),
    IDEMPOTENCY_KEY_REUSED(422, "Idempotency key reused for another request"),
    RATE_LIMITED(429, "Too many requests"),
    INTERNAL(500, "Internal error"),
    POOL_UNREACHABLE(503, "Pool unreachable"),
    UPSTREAM_UNREACHABLE(503, "Service unreachable"),
    NO_SPACE(507, "No space left");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** Stable name in lower case with dashes, for example {@code wrong-power-state}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The {@code type} member: a reference relative to the server that answered. */
    public String uri() {
        return "/problems/" + slug();
    }

    /**
     * The type that stands for an HTTP status no code of ours chose. A client error without its own type becomes
     * {@link #MALFORMED}, anything else {@link #INTERNAL}.
     */
    static ProblemType ofStatus(int status) {
        return Arrays.stream(values())
                .filter(type -> type.status == status)
                .findFirst()
                .orElse(status >= 400 && status < 500 ? MALFORMED : INTERNAL);
    }
}
