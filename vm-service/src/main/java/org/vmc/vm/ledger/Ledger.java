package org.vmc.vm.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.xen.XenStorage;

/** What every SR has promised, and whether it may promise more. */
@ApplicationScoped
public class Ledger {

    private final Inventory inventory;
    private final LedgerConfig config;

    Ledger(Inventory inventory, LedgerConfig config) {
        this.inventory = inventory;
        this.config = config;
    }

    /**
     * Lets new VMs into the pool only while the SR of its new disks is not at {@code STOP}. A pool without such an SR,
     * or one not heard yet, has nothing to say against it.
     *
     * @throws ProblemException 507 naming the SR
     */
    public void requireRoom(String pool) {
        inventory
                .pool(pool)
                .flatMap(PoolSnapshot::defaultStorage)
                .filter(XenStorage::holdsDisks)
                .ifPresent(this::requireRoom);
    }

    /** Every SR of every pool, ordered by pool, then name. */
    List<StorageView> all() {
        return inventory.pools().stream()
                .flatMap(pool -> pool.storage().stream().map(storage -> view(pool, storage)))
                .toList();
    }

    Judgement judge(XenStorage storage) {
        return Judgement.of(storage, config);
    }

    /**
     * Lets new disks into the SR only while it is not at {@code STOP}.
     *
     * @throws ProblemException 507 naming the SR
     */
    public void requireRoom(XenStorage storage) {
        Judgement judgement = judge(storage);
        if (judgement.level() == Level.STOP) {
            throw ProblemException.of(
                    ProblemType.NO_SPACE, "SR %s is full: %s".formatted(storage.name(), judgement.reason()));
        }
    }

    /**
     * Lets so much more be written into the SR, unless that would bring it to {@code STOP}.
     *
     * @throws ProblemException 507 naming the SR and what is missing
     */
    public void requireRoomFor(XenStorage storage, long bytes) {
        requireRoom(storage);
        long most = (long) (storage.physicalSizeBytes() * config.stopUsed());
        long missing = storage.physicalUtilisationBytes() + bytes - most;
        if (storage.holdsDisks() && missing > 0) {
            throw ProblemException.of(
                    ProblemType.NO_SPACE,
                    "SR %s has no room for %s more: %s are missing. Delete VMs or disks there, or take another SR."
                            .formatted(storage.name(), Judgement.gib(bytes), Judgement.gib(missing)));
        }
    }

    private StorageView view(PoolSnapshot pool, XenStorage storage) {
        return StorageView.of(pool, storage, storage.holdsDisks() ? judge(storage) : null);
    }
}
