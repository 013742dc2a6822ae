package org.vmc.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/**
 * Data of an event whose type this version does not know, kept as it arrived so that it can be shown or passed on.
 *
 * @param subject subject of the envelope
 * @param json the untouched {@code data}
 */
public record UnknownPayload(UUID subject, JsonNode json) implements Payload {}
