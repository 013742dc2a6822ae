package org.vmc.contracts.storage;

import java.util.UUID;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * It was measured how fast a disk of a storage host is read, from its beginning and past the cache.
 *
 * @param diskId the same as long as the host and the disk are called the same
 * @param diskName as the host's kernel calls it, such as {@code sda}
 * @param readBytes how much was read
 * @param tookMillis how long that took
 */
@EventType(
        value = "org.vmc.storage.disk.read-measured.v1",
        topic = Topics.STORAGE,
        summary = "It was measured how fast a disk of a storage host is read.")
public record DiskReadMeasured(UUID diskId, String hostName, String diskName, long readBytes, long tookMillis)
        implements StorageFact {

    @Override
    public UUID subject() {
        return diskId;
    }
}
