package org.vmc.storage.repositories;

import java.util.UUID;

/**
 * Input of {@link UnpublishRepository}.
 *
 * @param name of the SR
 */
record Withdrawing(UUID publicationId, UUID backendId, String backendName, String pool, String name) {}
