package org.vmc.vm.warmpool;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.vmc.operations.plan.Target;

/**
 * How many VMs of a template and type are to be kept ready in a pool; input of {@link SetWarmSize}.
 *
 * @param size none when it is 0
 */
record WarmSize(String pool, String template, String type, int size) {

    boolean isOf(String ofPool, String ofTemplate, String ofType) {
        return pool.equals(ofPool) && template.equals(ofTemplate) && type.equals(ofType);
    }

    /** Changes of one size come one after the other. */
    Target target() {
        String key = pool + "/" + template + "/" + type;
        return new Target("warm-pool", UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)), key);
    }
}
