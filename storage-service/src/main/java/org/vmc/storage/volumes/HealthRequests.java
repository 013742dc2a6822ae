package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;

/** Checks requests to mend or try a volume, and names their operations. */
@ApplicationScoped
class HealthRequests {

    private final HealVolume heal;

    HealthRequests(HealVolume heal) {
        this.heal = heal;
    }

    /** @throws ProblemException 403 for anybody but the owner and operators, 409 when it has nothing to heal from */
    NewOperation<VolumeChange> heal(Volume volume, Caller caller) {
        caller.requireOwner(volume.owner);
        requireRedundant(volume);
        return NewOperation.of(heal, VolumeChange.of(volume), target(volume));
    }

    private static void requireRedundant(Volume volume) {
        if (!volume.shape().survivesLoss()) {
            throw ProblemException.conflict(
                    "%s keeps every file once (layout %s), so there is nothing to heal from. A lost brick's files come back with it; /storage volume health name:%s says what helps."
                            .formatted(volume.name, volume.layout, volume.name));
        }
        if (volume.status == ObservedStatus.STOPPED || volume.status == ObservedStatus.CREATED) {
            throw ProblemException.conflict("The volume %s is not started; start it first.".formatted(volume.name));
        }
    }

    private static Target target(Volume volume) {
        return new Target("volume", volume.id, volume.name);
    }
}
