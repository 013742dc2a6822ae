package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A directory that an NFS server exports may be used for SRs.
 *
 * @param server name or address, as the hosts of pools know it
 */
@EventType(
        value = "org.vmc.storage.export.registered.v1",
        topic = Topics.STORAGE,
        summary = "A directory that an NFS server exports may be used for SRs.")
public record ExportRegistered(UUID exportId, String name, String server, String path) implements StorageFact {

    @Override
    public UUID subject() {
        return exportId;
    }
}
