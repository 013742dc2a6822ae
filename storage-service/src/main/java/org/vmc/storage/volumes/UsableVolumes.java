package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.storage.gluster.GlusterVolume;

/** The volumes as other features use them. */
@ApplicationScoped
public class UsableVolumes {

    private final Volumes volumes;
    private final VolumeGuards guards;

    UsableVolumes(Volumes volumes, VolumeGuards guards) {
        this.volumes = volumes;
        this.guards = guards;
    }

    /**
     * A started volume of that id, as the pool has it now.
     *
     * @throws ProblemException 404 when there is none, 409 when it is not started
     */
    @Transactional
    public GlusterVolume require(String id) {
        return guards.requireStarted(VolumeChange.of(volumes.require(id)));
    }

    /**
     * A started volume of that name which the caller may write to.
     *
     * @param field of the request that names it
     * @throws ProblemException 422 when there is none, 403 when it is somebody else's, 409 when it is not started
     */
    @Transactional
    public GlusterVolume requireOwn(String name, String field, Caller caller) {
        var volume = volumes.named(name)
                .orElseThrow(
                        () -> ProblemException.invalid(field, "names %s, and there is no such volume".formatted(name)));
        caller.requireOwner(volume.owner);
        return guards.requireStarted(VolumeChange.of(volume));
    }
}
