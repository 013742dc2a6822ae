package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.storage.gluster.GlusterConfig;
import org.vmc.storage.hosts.StorageHosts;
import org.vmc.storage.peers.Membership;

/** Turns the request for a volume into its row and its operation, inside the accepting transaction. */
@ApplicationScoped
class VolumeRequests {

    private final Volumes volumes;
    private final BrickPlaces places;
    private final CreateVolume createVolume;
    private final GlusterConfig config;
    private final Clock clock = Clock.systemUTC();

    VolumeRequests(Volumes volumes, BrickPlaces places, CreateVolume createVolume, GlusterConfig config) {
        this.volumes = volumes;
        this.places = places;
        this.createVolume = createVolume;
        this.config = config;
    }

    /**
     * Plans and promises.
     *
     * @param look the hosts as seen before the transaction began
     * @throws ProblemException 409 when the name is taken or too few hosts are fit, 507 when there is too little room
     */
    NewOperation<VolumeCreation> creation(NewVolume.Checked wanted, StorageHosts.Look look, Caller caller) {
        var planned = plan(wanted, look);
        var id = TimeOrderedIds.next();
        var bricks = places.bricks(wanted.name(), planned.hosts(), List.of());
        var creation = new VolumeCreation(
                id,
                wanted.name(),
                wanted.storageClass().name(),
                planned.layout(),
                planned.shape().replicas(),
                wanted.size().bytes(),
                bricks,
                planned.brickBytes(),
                options(wanted),
                caller.user(),
                caller.team(),
                planned.shape(),
                planned.why());
        volumes.insert(row(creation));
        return NewOperation.of(createVolume, creation, new Target("volume", id, wanted.name()))
                .alsoLocking(Membership.LOCK);
    }

    private VolumePlanner.Planning.Planned plan(NewVolume.Checked wanted, StorageHosts.Look look) {
        return places.granted(VolumePlanner.plan(wanted.wish(), wanted.size(), places.space(look)), look);
    }

    private Map<String, String> options(NewVolume.Checked wanted) {
        var options = new TreeMap<>(wanted.storageClass().options());
        options.put("network.ping-timeout", String.valueOf(config.pingTimeout().toSeconds()));
        return options;
    }

    private Volume row(VolumeCreation creation) {
        var volume = new Volume();
        volume.id = creation.volumeId();
        volume.name = creation.name();
        volume.managed = true;
        volume.storageClass = creation.storageClass();
        volume.layout = creation.layout().wireName();
        volume.shapeOf(creation.setShape());
        volume.sizeBytes = creation.sizeBytes();
        volume.owner = creation.owner();
        volume.team = creation.team();
        volume.createdAt = clock.instant();
        creation.promised().forEach(brick -> volume.bricks.add(new VolumeBrick(brick.brick(), brick.bytes())));
        return volume;
    }
}
