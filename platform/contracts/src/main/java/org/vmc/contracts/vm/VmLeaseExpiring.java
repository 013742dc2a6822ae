package org.vmc.contracts.vm;

import java.time.Instant;
import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * The lease of a VM ends soon; it can be extended.
 *
 * @param owner user it belongs to
 * @param secondsLeft until the lease ends, when this was said
 */
@EventType(
        value = "org.vmc.vm.lease-expiring.v1",
        topic = Topics.VM,
        summary = "The lease of a VM ends soon; it can be extended.")
public record VmLeaseExpiring(UUID vmId, String name, String owner, Instant leaseUntil, long secondsLeft)
        implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
