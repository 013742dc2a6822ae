package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.gluster.HostReport;
import org.vmc.storage.hosts.StorageHosts;

/** Where there is room for bricks, counting all that is promised; used inside the accepting transaction. */
@ApplicationScoped
class BrickPlaces {

    private static final int MOST_BRICKS_OF_A_VOLUME = 1000;

    private final Volumes volumes;
    private final BrickHosts hosts;

    BrickPlaces(Volumes volumes, BrickHosts hosts) {
        this.volumes = volumes;
        this.hosts = hosts;
    }

    /** The room of those hosts that can carry bricks. */
    List<HostSpace> space(StorageHosts.Look look) {
        if (look.reports().isEmpty()) {
            throw ProblemException.of(
                    ProblemType.UPSTREAM_UNREACHABLE, "No storage host is configured (vmc.gluster.hosts).");
        }
        var promised = volumes.promisedBytes();
        return look.reports().stream()
                .filter(HostReport.Fit.class::isInstance)
                .map(HostReport.Fit.class::cast)
                .map(fit -> new HostSpace(
                        fit.host(), fit.totalBytes(), fit.freeBytes(), promised.getOrDefault(fit.host(), 0L)))
                .toList();
    }

    /** @throws ProblemException 507 or 409 when nothing was planned, with the reasons of each host */
    VolumePlanner.Planning.Planned granted(VolumePlanner.Planning planning, StorageHosts.Look look) {
        return switch (planning) {
            case VolumePlanner.Planning.Planned planned -> planned;
            case VolumePlanner.Planning.NoSpace noSpace ->
                throw ProblemException.of(ProblemType.NO_SPACE, noSpace.detail() + excuses(look));
            case VolumePlanner.Planning.TooFewHosts tooFew ->
                throw ProblemException.of(ProblemType.NO_CAPACITY, tooFew.detail() + excuses(look));
        };
    }

    /**
     * A brick on each of the hosts, in that order, at places of their own.
     *
     * @param taken places that are not free any more
     */
    List<Brick> bricks(String volume, List<String> onHosts, Collection<Brick> taken) {
        var used = new HashSet<>(taken);
        var bricks = new ArrayList<Brick>();
        for (var host : onHosts) {
            var brick = IntStream.rangeClosed(1, MOST_BRICKS_OF_A_VOLUME)
                    .mapToObj(number -> hosts.brick(host, volume, number))
                    .filter(used::add)
                    .findFirst()
                    .orElseThrow(() -> ProblemException.conflict(
                            "%s has no place for one more brick of %s.".formatted(host, volume)));
            bricks.add(brick);
        }
        return bricks;
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
}
