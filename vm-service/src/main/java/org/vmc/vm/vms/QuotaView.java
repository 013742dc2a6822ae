package org.vmc.vm.vms;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.quotas.Amounts;
import org.vmc.vm.quotas.Quota;

/**
 * What a team uses of what it may use, as shown to users.
 *
 * @param team empty for users without one
 */
record QuotaView(String team, Share vms, Share vcpus, Share memoryMib, Share snapshots) {

    /**
     * One limit.
     *
     * @param limit absent when there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Share(int used, @Nullable Integer limit) {

        static Share of(int used, OptionalInt limit) {
            return new Share(used, limit.isPresent() ? limit.getAsInt() : null);
        }
    }

    static QuotaView of(Quota quota, Amounts used) {
        return new QuotaView(
                quota.team(),
                Share.of(used.vms(), quota.vms()),
                Share.of(used.vcpus(), quota.vcpus()),
                Share.of(used.memoryMib(), quota.memoryMib()),
                Share.of(used.snapshots(), quota.snapshots()));
    }
}
