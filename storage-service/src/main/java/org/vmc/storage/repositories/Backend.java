package org.vmc.storage.repositories;

import java.util.Map;
import java.util.UUID;
import org.vmc.operations.plan.Target;

/**
 * What an SR lies on, and how hosts of a pool reach it.
 *
 * @param sort what it is, such as {@code volume}; the type of the operation's target
 * @param id its id there
 * @param name its name, for people
 * @param type SM driver, such as {@code glusterfs}
 * @param deviceConfig what the driver needs
 */
public record Backend(String sort, UUID id, String name, String type, Map<String, String> deviceConfig) {

    /** Of volumes. */
    public static final String VOLUME = "volume";

    public Backend {
        deviceConfig = Map.copyOf(deviceConfig);
    }

    Target target() {
        return new Target(sort, id, name);
    }
}
