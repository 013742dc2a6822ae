package org.vmc.storage.volumes;

import java.util.Locale;

/** How files lie on the bricks. */
enum VolumeLayout {
    /** Every file on every brick of its replica set. */
    REPLICATED,
    /** Every file on one brick. */
    DISTRIBUTED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
