package org.vmc.vm.ledger;

import java.util.Locale;
import org.vmc.vm.xen.XenStorage;

/**
 * How full an SR is. Pure: the same figures give the same judgement.
 *
 * @param promisedRatio promised by physical size
 * @param usedFraction used by physical size
 * @param reason why it is at this level, and what to do, for people
 */
record Judgement(Level level, double promisedRatio, double usedFraction, String reason) {

    private static final double GIB = 1L << 30;

    /** @param storage one that {@link XenStorage#holdsDisks} */
    static Judgement of(XenStorage storage, LedgerConfig limits) {
        double size = storage.physicalSizeBytes();
        double promised = storage.virtualAllocationBytes() / size;
        double used = storage.physicalUtilisationBytes() / size;
        String facts = "%s of %s used, %s promised to disks (%s times its size)"
                .formatted(
                        gib(storage.physicalUtilisationBytes()),
                        gib(storage.physicalSizeBytes()),
                        gib(storage.virtualAllocationBytes()),
                        String.format(Locale.ROOT, "%.2f", promised));
        if (used >= limits.stopUsed()) {
            String advice = "%s. From %s on no new VM is accepted: delete VMs or disks, or add storage."
                    .formatted(facts, percent(limits.stopUsed()));
            return new Judgement(Level.STOP, promised, used, advice);
        }
        if (used >= limits.warnUsed()) {
            String advice = "%s. From %s on no new VM will be accepted: delete VMs or disks, or add storage before."
                    .formatted(facts, percent(limits.stopUsed()));
            return new Judgement(Level.WARNING, promised, used, advice);
        }
        if (promised >= limits.warnPromised()) {
            String advice = facts + ". If the disks fill, their VMs fail to write: add storage, or delete disks.";
            return new Judgement(Level.WARNING, promised, used, advice);
        }
        return new Judgement(Level.OK, promised, used, facts + ".");
    }

    static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.0f %%", fraction * 100);
    }
}
