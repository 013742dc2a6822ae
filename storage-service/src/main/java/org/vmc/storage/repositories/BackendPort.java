package org.vmc.storage.repositories;

import org.vmc.http.problem.ProblemException;

/** One sort of what SRs lie on: volumes of GlusterFS, or exports of NFS servers. */
public interface BackendPort {

    /** As in {@link Backend#sort}. */
    String sort();

    /**
     * Asks it at that moment.
     *
     * @throws ProblemException 409 or 503 when no host of a pool could reach it
     */
    void requireReachable(Backend backend);
}
