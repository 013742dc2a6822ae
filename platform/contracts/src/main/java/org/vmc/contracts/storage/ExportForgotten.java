package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/** A directory that an NFS server exports is no longer used for SRs; nothing was changed there. */
@EventType(
        value = "org.vmc.storage.export.forgotten.v1",
        topic = Topics.STORAGE,
        summary = "A directory that an NFS server exports is no longer used for SRs; nothing was changed there.")
public record ExportForgotten(UUID exportId, String name) implements StorageFact {

    @Override
    public UUID subject() {
        return exportId;
    }
}
