package org.vmc.vm.repositories;

import java.util.Map;
import java.util.UUID;
import org.vmc.contracts.storage.RepositoryKind;

/**
 * An SR to be made.
 *
 * @param publicationId the asker's id of it, which the SR carries
 * @param type SM driver, such as {@code glusterfs}
 * @param deviceConfig what the driver needs to reach it
 * @param owner on whose behalf
 */
record RepositoryOrder(
        UUID publicationId,
        String pool,
        String name,
        RepositoryKind kind,
        String type,
        Map<String, String> deviceConfig,
        String owner) {

    RepositoryOrder {
        deviceConfig = Map.copyOf(deviceConfig);
    }

    /** XenAPI's word for the kind. */
    String contentType() {
        return switch (kind) {
            case VDI -> "user";
            case ISO -> "iso";
        };
    }
}
