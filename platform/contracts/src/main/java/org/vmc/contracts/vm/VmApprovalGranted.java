package org.vmc.contracts.vm;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A request for VMs was approved: they are created now.
 *
 * @param summary what was asked for, for people
 * @param approver who approved it
 * @param reason their words, if any
 */
@EventType(
        value = "org.vmc.vm.approval-granted.v1",
        topic = Topics.VM,
        summary = "A request for VMs was approved; they are created now.")
public record VmApprovalGranted(
        UUID approvalId,
        String summary,
        String requester,
        String approver,
        @Nullable String reason) implements VmFact {

    @Override
    public UUID subject() {
        return approvalId;
    }
}
