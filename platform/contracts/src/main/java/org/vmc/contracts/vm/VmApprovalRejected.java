package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A request for VMs was rejected: none of them is created.
 *
 * @param summary what was asked for, for people
 * @param approver who rejected it
 * @param reason their words
 */
@EventType(
        value = "org.vmc.vm.approval-rejected.v1",
        topic = Topics.VM,
        summary = "A request for VMs was rejected; none of them is created.")
public record VmApprovalRejected(UUID approvalId, String summary, String requester, String approver, String reason)
        implements VmFact {

    @Override
    public UUID subject() {
        return approvalId;
    }
}
