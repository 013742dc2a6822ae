package org.vmc.storage.repositories;

import jakarta.enterprise.context.ApplicationScoped;
import org.vmc.http.problem.ProblemException;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.GlusterVolume;
import org.vmc.storage.hosts.GlusterProblems;

/** Volumes as what SRs lie on. */
@ApplicationScoped
class VolumeBackends implements BackendPort {

    private final GlusterPool gluster;

    VolumeBackends(GlusterPool gluster) {
        this.gluster = gluster;
    }

    @Override
    public String sort() {
        return Backend.VOLUME;
    }

    @Override
    public void requireReachable(Backend backend) {
        var volume = GlusterProblems.asking(() -> gluster.volume(backend.name()));
        if (volume.filter(GlusterVolume::isStarted).isEmpty()) {
            throw ProblemException.conflict("The volume %s is not started; start it first.".formatted(backend.name()));
        }
    }
}
