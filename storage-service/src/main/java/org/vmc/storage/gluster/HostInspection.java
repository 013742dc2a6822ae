package org.vmc.storage.gluster;

import java.util.List;
import java.util.Map;

/**
 * Looks at the configured hosts without changing anything on them. A host that does not answer is no failure here: its
 * silence is what was found out. Thread-safe.
 */
public interface HostInspection {

    /** One for each configured host, in order, asked at the same time. */
    List<HostFacts> facts();

    /**
     * Really connects from hosts to others; each host tries several at a time and gives each a limit.
     *
     * @param endpoints by the host that tries
     * @return one for each endpoint of each host
     */
    List<Reach> reach(Map<String, List<Reach.Endpoint>> endpoints);
}
