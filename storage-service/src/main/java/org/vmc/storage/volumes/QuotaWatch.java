package org.vmc.storage.volumes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.vmc.contracts.storage.VolumeFill;
import org.vmc.contracts.storage.VolumeFillChanged;
import org.vmc.operations.outbox.Outbox;
import org.vmc.storage.gluster.GlusterFailure;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.Quota;

/**
 * Looks at what volumes hold, and publishes when one becomes fuller or emptier than a limit. Takes no input and may run
 * at any time, in several replicas at once: the row changes with the fact.
 */
@ApplicationScoped
class QuotaWatch {

    private static final Logger LOG = Logger.getLogger(QuotaWatch.class);

    /** A volume to be looked at. */
    private record Watched(UUID id, String name) {}

    private final GlusterPool gluster;
    private final Volumes volumes;
    private final Outbox outbox;
    private final QuotaConfig config;

    QuotaWatch(GlusterPool gluster, Volumes volumes, Outbox outbox, QuotaConfig config) {
        this.gluster = gluster;
        this.volumes = volumes;
        this.outbox = outbox;
        this.config = config;
    }

    @Scheduled(
            every = "${vmc.quotas.watch-every:1m}",
            delayed = "20s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        var watched = QuarkusTransaction.requiringNew().call(() -> volumes.streamAll()
                .filter(volume -> volume.managed && volume.status == ObservedStatus.STARTED)
                .map(volume -> new Watched(volume.id, volume.name))
                .toList());
        for (var volume : watched) {
            try {
                gluster.quota(volume.name())
                        .ifPresent(quota -> QuarkusTransaction.requiringNew().run(() -> note(volume.id(), quota)));
            } catch (GlusterFailure later) {
                // The next look asks again; that hosts are away is told by others.
                LOG.debugf(later, "What %s holds is not known", volume.name());
            }
        }
    }

    private void note(UUID id, Quota quota) {
        var volume = volumes.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (volume == null) {
            return;
        }
        volume.usedBytes = quota.usedBytes();
        var before = volume.fill;
        var now = fill(before, (double) quota.usedBytes() / quota.limitBytes());
        if (now != before) {
            volume.fill = now;
            outbox.publish(
                    new VolumeFillChanged(
                            id, volume.name, before, now, quota.usedBytes(), quota.limitBytes(), reason(volume, quota)),
                    null,
                    null);
        }
    }

    private VolumeFill fill(VolumeFill before, double share) {
        if (share > config.full() - (before == VolumeFill.FULL ? config.margin() : 0)) {
            return VolumeFill.FULL;
        }
        var emptierThan = config.nearlyFull() - (before == VolumeFill.OK ? 0 : config.margin());
        return share > emptierThan ? VolumeFill.NEARLY_FULL : VolumeFill.OK;
    }

    private static String reason(Volume volume, Quota quota) {
        var figures = "%s holds %s of %s (%d %%)."
                .formatted(
                        volume.name,
                        new ByteSize(quota.usedBytes()),
                        new ByteSize(quota.limitBytes()),
                        quota.usedBytes() * 100 / quota.limitBytes());
        return switch (volume.fill) {
            case OK -> figures;
            case NEARLY_FULL, FULL ->
                figures
                        + " Delete files, or make it larger: /storage volume resize name:%s size:…, or with more bricks /storage volume expand name:%s"
                                .formatted(volume.name, volume.name);
        };
    }
}
