package org.vmc.storage.volumes;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vmc.storage.gluster.SetShape;

/** How files lie on the bricks. */
enum VolumeLayout {
    /** Every file on every brick of its replica set. */
    REPLICATED,
    /** Every file on one brick. */
    DISTRIBUTED,
    /** Every file on two bricks, its name on a third that decides which is right. */
    ARBITER,
    /** Every file in parts, with more parts computed from them. */
    DISPERSED,
    DISTRIBUTED_REPLICATED,
    DISTRIBUTED_ARBITER,
    DISTRIBUTED_DISPERSED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<VolumeLayout> named(String wireName) {
        return Arrays.stream(values())
                .filter(layout -> layout.wireName().equals(wireName))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(VolumeLayout::wireName).collect(Collectors.joining(", "));
    }

    /** What that many sets of that shape are called. */
    static VolumeLayout of(SetShape shape, int sets) {
        if (!shape.survivesLoss()) {
            return DISTRIBUTED;
        }
        if (shape.keepsParts()) {
            return sets > 1 ? DISTRIBUTED_DISPERSED : DISPERSED;
        }
        if (shape.arbiters() > 0) {
            return sets > 1 ? DISTRIBUTED_ARBITER : ARBITER;
        }
        return sets > 1 ? DISTRIBUTED_REPLICATED : REPLICATED;
    }

    boolean isDistributed() {
        return switch (this) {
            case DISTRIBUTED, DISTRIBUTED_REPLICATED, DISTRIBUTED_ARBITER, DISTRIBUTED_DISPERSED -> true;
            case REPLICATED, ARBITER, DISPERSED -> false;
        };
    }

    boolean isDispersed() {
        return this == DISPERSED || this == DISTRIBUTED_DISPERSED;
    }
}
