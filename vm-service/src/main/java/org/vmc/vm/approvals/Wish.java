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
        @Nullable String overQuota) {}
