package org.vmc.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 envelope of everything published on Kafka.
 *
 * @param id unique per source; redelivery keeps it, so consumers dedupe by it
 * @param source the publisher, for example {@code /vmc/vm-service}
 * @param type type string with version; see {@link EventType}
 * @param subject the thing it is about; the Kafka key
 * @param time when it happened
 * @param correlationId extension {@code correlationid}: the request or operation all related events share
 * @param causationId extension {@code causationid}: id of the event or operation that directly caused this one
 * @param traceparent extension {@code traceparent}: W3C trace context
 * @param extensions further extension attributes, kept as received
 * @param data the fact or request
 */
public record CloudEvent(
        String id,
        URI source,
        String type,
        UUID subject,
        Instant time,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String traceparent,
        Map<String, JsonNode> extensions,
        Payload data) {

    public CloudEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(data, "data");
        extensions = Map.copyOf(extensions);
    }

    /**
     * Wraps a known payload: type and subject come from it.
     *
     * @param id deterministic where a retry must not publish twice (for example derived from operation and step)
     * @throws IllegalArgumentException when the payload's class carries no {@link EventType}
     */
    public static CloudEvent of(String id, URI source, Instant time, Payload data) {
        return new CloudEvent(
                id, source, eventType(data).value(), data.subject(), time, null, null, null, Map.of(), data);
    }

    /** As {@link #of(String, URI, Instant, Payload)} with a random id. */
    public static CloudEvent of(URI source, Instant time, Payload data) {
        return of(UUID.randomUUID().toString(), source, time, data);
    }

    public CloudEvent withCorrelationId(@Nullable String correlation) {
        return new CloudEvent(id, source, type, subject, time, correlation, causationId, traceparent, extensions, data);
    }

    public CloudEvent withCausationId(@Nullable String causation) {
        return new CloudEvent(id, source, type, subject, time, correlationId, causation, traceparent, extensions, data);
    }

    public CloudEvent withTraceparent(@Nullable String trace) {
        return new CloudEvent(id, source, type, subject, time, correlationId, causationId, trace, extensions, data);
    }

    /** Topic a known payload is published on. */
    public static String topicOf(Payload data) {
        return eventType(data).topic();
    }

    private static EventType eventType(Payload data) {
        EventType declared = data.getClass().getAnnotation(EventType.class);
        if (declared == null) {
            throw new IllegalArgumentException(data.getClass().getName() + " carries no @EventType");
        }
        return declared;
    }
}
