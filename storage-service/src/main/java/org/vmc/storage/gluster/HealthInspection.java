package org.vmc.storage.gluster;

import java.util.Collection;
import java.util.List;

/** What runs on the hosts at this moment. Thread-safe. */
public interface HealthInspection {

    /**
     * One answer for each configured host, asked at the same time, each within the limit for looks.
     *
     * @param bricks those whose processes are looked for
     */
    List<HostHealth> health(Collection<Brick> bricks);
}
