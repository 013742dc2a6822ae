package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.gluster.GlusterConfig;
import org.vmc.storage.gluster.HostReport;
import org.vmc.storage.hosts.StorageHosts;
import org.vmc.storage.peers.Membership;

/** Turns the request for a volume into its row and its operation, inside the accepting transaction. */
@ApplicationScoped
class VolumeRequests {

    private final Volumes volumes;
    private final BrickHosts brickHosts;
    private final CreateVolume createVolume;
    private final GlusterConfig config;
    private final Clock clock = Clock.systemUTC();

    VolumeRequests(Volumes volumes, BrickHosts brickHosts, CreateVolume createVolume, GlusterConfig config) {
        this.volumes = volumes;
        this.brickHosts = brickHosts;
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
        var bricks = planned.hosts().stream()
                .map(host -> brickHosts.brick(host, wanted.name()))
                .toList();
        var creation = new VolumeCreation(
                id,
                wanted.name(),
                wanted.storageClass().name(),
                planned.layout(),
                planned.replicas(),
                wanted.size().bytes(),
                bricks,
                planned.brickBytes(),
                options(wanted),
                caller.user(),
                caller.team());
        volumes.insert(row(creation));
        return NewOperation.of(createVolume, creation, new Target("volume", id, wanted.name()))
                .alsoLocking(Membership.LOCK);
    }

    private VolumePlanner.Planning.Planned plan(NewVolume.Checked wanted, StorageHosts.Look look) {
        if (look.reports().isEmpty()) {
            throw ProblemException.of(
                    ProblemType.UPSTREAM_UNREACHABLE, "No storage host is configured (vmc.gluster.hosts).");
        }
        var planning = VolumePlanner.plan(wanted.storageClass(), wanted.size(), space(look));
        return switch (planning) {
            case VolumePlanner.Planning.Planned planned -> planned;
            case VolumePlanner.Planning.NoSpace noSpace ->
                throw ProblemException.of(ProblemType.NO_SPACE, noSpace.detail() + excuses(look));
            case VolumePlanner.Planning.TooFewHosts tooFew ->
                throw ProblemException.of(ProblemType.NO_CAPACITY, tooFew.detail() + excuses(look));
        };
    }

    private List<HostSpace> space(StorageHosts.Look look) {
        var promised = volumes.promisedBytes();
        return look.reports().stream()
                .filter(HostReport.Fit.class::isInstance)
                .map(HostReport.Fit.class::cast)
                .map(fit -> new HostSpace(
                        fit.host(), fit.totalBytes(), fit.freeBytes(), promised.getOrDefault(fit.host(), 0L)))
                .toList();
    }

    /** Why the other hosts do not count. */
    private static String excuses(StorageHosts.Look look) {
        return look.reports().stream()
                .map(report -> switch (report) {
                    case HostReport.Fit fit -> "";
                    case HostReport.Unfit unfit -> " %s is not fit: %s.".formatted(unfit.host(), unfit.reason());
                    case HostReport.Silent silent -> " %s does not answer.".formatted(silent.host());
                })
                .collect(Collectors.joining());
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
        volume.replicas = creation.replicas();
        volume.sizeBytes = creation.sizeBytes();
        volume.owner = creation.owner();
        volume.team = creation.team();
        volume.createdAt = clock.instant();
        creation.bricks().forEach(brick -> volume.bricks.add(new VolumeBrick(brick, creation.brickBytes())));
        return volume;
    }
}
