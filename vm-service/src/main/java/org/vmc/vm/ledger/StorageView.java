package org.vmc.vm.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.xen.XenStorage;

/**
 * An SR as shown to users.
 *
 * @param id the pool's uuid of it
 * @param standard whether the pool makes new disks here
 * @param physicalSizeBytes what it has; absent, with the ratios and the level, for one that holds no disks of VMs
 * @param promisedBytes the sizes of all its disks together
 * @param promisedRatio promised by physical size
 * @param usedFraction used by physical size
 * @param reason why it is at its level, and what to do
 * @param observedAt when its pool was last heard
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StorageView(
        String id,
        String name,
        String pool,
        String type,
        boolean shared,
        boolean standard,
        @Nullable Long physicalSizeBytes,
        long usedBytes,
        long promisedBytes,
        @Nullable Double promisedRatio,
        @Nullable Double usedFraction,
        @Nullable Level level,
        @Nullable String reason,
        @Nullable Instant observedAt) {

    static StorageView of(PoolSnapshot pool, XenStorage storage, @Nullable Judgement judgement) {
        return new StorageView(
                storage.uuid(),
                storage.name(),
                pool.name(),
                storage.type(),
                storage.shared(),
                pool.defaultStorage().filter(storage::equals).isPresent(),
                storage.holdsDisks() ? storage.physicalSizeBytes() : null,
                storage.physicalUtilisationBytes(),
                storage.virtualAllocationBytes(),
                judgement == null ? null : rounded(judgement.promisedRatio()),
                judgement == null ? null : rounded(judgement.usedFraction()),
                judgement == null ? null : judgement.level(),
                judgement == null ? null : judgement.reason(),
                pool.observedAt());
    }

    private static double rounded(double ratio) {
        return Math.round(ratio * 10_000) / 10_000.0;
    }
}
