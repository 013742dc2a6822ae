package org.vmc.storage.repositories;

import jakarta.enterprise.context.ApplicationScoped;
import org.vmc.http.problem.ProblemException;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.GlusterVolume;
import org.vmc.storage.hosts.GlusterProblems;

/** What SRs lie on, asked at that moment. */
@ApplicationScoped
class Backends {

    private final GlusterPool gluster;

    Backends(GlusterPool gluster) {
        this.gluster = gluster;
    }

    /** @throws ProblemException 409 when no host of a pool could reach it */
    void requireReachable(Backend backend) {
        var volume = GlusterProblems.asking(() -> gluster.volume(backend.name()));
        if (volume.filter(GlusterVolume::isStarted).isEmpty()) {
            throw ProblemException.conflict("The volume %s is not started; start it first.".formatted(backend.name()));
        }
    }
}
