package org.vmc.contracts;

import java.util.UUID;

/**
 * The {@code data} of an event: a fact that has happened, or a request to another service. Known payloads are records
 * that carry {@link EventType}; data of a type this version does not know is kept as {@link UnknownPayload}.
 *
 * <p>Each area has its own sealed interface below this one ({@code VmFact}, {@code BuildRequest}, …), so that a
 * consumer can switch over an area without a default branch.
 */
public interface Payload {

    /** Identity of the thing the event is about; becomes the CloudEvents subject and the Kafka key. */
    UUID subject();
}
