package org.vmc.operations.engine;

/**
 * What makes a repeated request recognisable.
 *
 * @param key chosen by the client, unique among the requests of this actor
 * @param requestSha256 hash of the request, so that a key used for another request is refused
 */
public record IdempotencyKey(String key, String requestSha256) {}
