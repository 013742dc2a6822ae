package org.vmc.contracts.vm;

import java.time.Instant;
import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * The lease of a VM is over: it is shut down, and deleted unless its lease is extended in time.
 *
 * @param owner user it belongs to
 * @param deletedFrom when it is deleted at the earliest
 */
@EventType(
        value = "org.vmc.vm.lease-expired.v1",
        topic = Topics.VM,
        summary = "The lease of a VM is over: it is shut down, and deleted unless its lease is extended in time.")
public record VmLeaseExpired(UUID vmId, String name, String owner, Instant leaseUntil, Instant deletedFrom)
        implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
