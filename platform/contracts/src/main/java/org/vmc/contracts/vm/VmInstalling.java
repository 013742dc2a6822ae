package org.vmc.contracts.vm;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A VM runs the installer that is on an ISO; somebody goes on at its console.
 *
 * @param host name of the host it runs on
 * @param iso name of the ISO
 * @param team team of its owner; null when none
 */
@EventType(
        value = "org.vmc.vm.installing.v1",
        topic = Topics.VM,
        summary = "A VM runs the installer that is on an ISO; somebody goes on at its console.")
public record VmInstalling(
        UUID vmId,
        String name,
        String host,
        String iso,
        int vcpus,
        int memoryMib,
        String owner,
        @Nullable String team) implements VmFact {

    @Override
    public UUID subject() {
        return vmId;
    }
}
