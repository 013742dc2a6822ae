package org.vmc.vm.repositories;

import java.util.UUID;

/**
 * An SR to be forgotten.
 *
 * @param publicationId the asker's id of it, which the SR carries
 */
record RepositoryRelease(UUID publicationId, String pool, String name) {}
