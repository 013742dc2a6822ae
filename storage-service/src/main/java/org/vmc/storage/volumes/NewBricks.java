package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.gluster.HostReport;
import org.vmc.storage.hosts.GlusterProblems;
import org.vmc.storage.peers.Membership;

/** The steps by which bricks come to be on hosts, the same for a volume that is made and for one that is changed. */
@ApplicationScoped
class NewBricks {

    private static final String JOINED = "joinedPeers";
    private static final Duration RECHECK = Duration.ofMillis(500);

    private final BrickHosts hosts;
    private final Membership membership;
    private final PoolVolumes pool;

    NewBricks(BrickHosts hosts, Membership membership, PoolVolumes pool) {
        this.hosts = hosts;
        this.membership = membership;
        this.pool = pool;
    }

    static List<String> hosts(List<Brick> bricks) {
        return bricks.stream().map(Brick::host).distinct().sorted().toList();
    }

    /** Each host still answers, is fit and has room. */
    void requireRoom(List<PromisedBrick> bricks) {
        new TreeMap<>(PromisedBrick.byHost(bricks)).forEach((host, bytes) -> {
            switch (hosts.report(host)) {
                case HostReport.Fit fit -> requireRoom(fit, bytes);
                case HostReport.Unfit unfit ->
                    throw ProblemException.conflict("%s cannot carry a brick: %s.".formatted(host, unfit.reason()));
                case HostReport.Silent silent ->
                    throw ProblemException.of(
                            ProblemType.UPSTREAM_UNREACHABLE,
                            "%s does not answer: %s".formatted(host, silent.reason()));
            }
        });
    }

    private static void requireRoom(HostReport.Fit host, long bytes) {
        if (host.freeBytes() < bytes) {
            throw ProblemException.of(
                    ProblemType.NO_SPACE,
                    "%s has %s free; what is planned there needs %s."
                            .formatted(host.host(), new ByteSize(host.freeBytes()), new ByteSize(bytes)));
        }
    }

    /** Takes hosts outside the pool in, and waits until they take part. */
    StepOutcome ensurePeers(StepContext<?> context, List<String> wanted) {
        var missing = membership.missing(wanted);
        if (!missing.isEmpty()) {
            var before = context.learned(JOINED).map(list -> list + ",").orElse("");
            context.remember(JOINED, before + String.join(",", missing));
            missing.forEach(membership::add);
        }
        var waiting = membership.notReady(wanted);
        if (!waiting.isEmpty()) {
            return StepOutcome.notYet(RECHECK, "Waiting for " + String.join(", ", waiting) + " to join the pool");
        }
        return StepOutcome.done().committing(() -> joined(context)
                .forEach(host -> membership.announce(host, context.origin(), context.operationId())));
    }

    /** Lets those go again that were taken in and hold no brick. */
    StepOutcome releasePeers(StepContext<?> context) {
        joined(context).forEach(membership::release);
        return StepOutcome.done();
    }

    private static List<String> joined(StepContext<?> context) {
        return context.learned(JOINED)
                .map(list -> List.of(list.split(",")).stream().distinct().toList())
                .orElse(List.of());
    }

    /** Makes the directories with the volume's mark. */
    void make(List<Brick> bricks, UUID volumeId) {
        bricks.forEach(brick -> GlusterProblems.changing(() -> hosts.makeBrick(brick, volumeId)));
    }

    /**
     * Removes those that carry the volume's mark and that no volume has.
     *
     * @return those that were left alone
     */
    List<Brick> remove(List<Brick> bricks, UUID volumeId) {
        var used = pool.bricksInUse();
        return bricks.stream()
                .filter(brick ->
                        used.contains(brick) || !GlusterProblems.asking(() -> hosts.removeBrick(brick, volumeId)))
                .toList();
    }
}
