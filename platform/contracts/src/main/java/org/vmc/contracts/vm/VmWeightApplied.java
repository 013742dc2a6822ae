package org.vmc.contracts.vm;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A schedule gave the VCPUs of a VM another weight.
 *
 * @param weight the one it has now, 1..65535
 * @param schedule name of the schedule
 * @param role what the VM is for
 */
@EventType(
        value = "org.vmc.vm.weight-applied.v1",
        topic = Topics.VM,
        summary = "A schedule gave the VCPUs of a VM another weight.")
public record VmWeightApplied(UUID vmId, String name, int weight, String schedule, String role) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
