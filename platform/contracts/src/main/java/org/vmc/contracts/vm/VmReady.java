package org.vmc.contracts.vm;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A new VM is running, its tools report and its address is known.
 *
 * @param hostName host it runs on
 * @param address IP address of its first interface
 * @param template template it was cloned from
 * @param owner user it belongs to
 * @param team team of the owner, if any
 */
@EventType(
        value = "org.vmc.vm.ready.v1",
        topic = Topics.VM,
        summary = "A new VM is running, its tools report and its address is known.")
public record VmReady(
        UUID vmId,
        String name,
        String hostName,
        String address,
        int vcpus,
        int memoryMib,
        String template,
        String owner,
        @Nullable String team)
        implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
