package org.vmc.contracts.vm;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * Somebody asked for VMs that the policy gives to nobody without the approval of another.
 *
 * @param summary what is asked for, for people
 * @param reasons why it needs an approval, for people
 * @param requester who asks; never who approves
 * @param byRole least role that may approve
 * @param byTeam team whose members may approve; anybody's when null
 * @param expiresAt when the request is refused unless somebody has approved it
 */
@EventType(
        value = "org.vmc.vm.approval-requested.v1",
        topic = Topics.VM,
        summary = "A request for VMs waits for the approval of another person.")
public record VmApprovalRequested(
        UUID approvalId,
        String summary,
        String reasons,
        String requester,
        @Nullable String team,
        String byRole,
        @Nullable String byTeam,
        Instant expiresAt)
        implements VmFact {

    @Override
    public UUID subject() {
        return approvalId;
    }
}
