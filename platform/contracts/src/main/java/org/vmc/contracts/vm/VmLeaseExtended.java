package org.vmc.contracts.vm;

import java.time.Instant;
import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/** A VM may be kept longer. */
@EventType(value = "org.vmc.vm.lease-extended.v1", topic = Topics.VM, summary = "A VM may be kept longer.")
public record VmLeaseExtended(UUID vmId, String name, Instant leaseUntil) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
