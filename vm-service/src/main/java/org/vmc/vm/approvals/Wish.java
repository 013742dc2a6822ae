package org.vmc.vm.approvals;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one request asks for, as far as a policy looks at it.
 *
 * @param vcpus of all its VMs together
 * @param memoryMib of all its VMs together
 * @param lease how long they may be kept; null for ever
 * @param overQuota in which words the quota of the team refuses it; null when it does not
 */
public record Wish(
        int vms,
        int vcpus,
        int memoryMib,
        @Nullable Duration lease,
        @Nullable String overQuota) {

    /** To keep what is there for this time in all. */
    public static Wish ofLease(Duration lease) {
        return new Wish(0, 0, 0, lease, null);
    }

    /** That a VM which is there has this size. */
    public static Wish ofSize(int vcpus, int memoryMib) {
        return new Wish(0, vcpus, memoryMib, Duration.ZERO, null);
    }
}
