package org.vmc.contracts.storage;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.EventType;
import org.vmc.contracts.Topics;

/**
 * A file was written through a mount, read back and looked for on the bricks.
 *
 * @param passed content read back equals content written and the bricks hold the copies expected
 * @param clientHostName host that mounted the volume
 * @param path file inside the volume
 * @param sha256 checksum of the content, lower-case hexadecimal
 * @param bricksHoldingFile {@code host:/path} of each brick where the file was found
 * @param reason why it did not pass
 */
@EventType(
        value = "org.vmc.storage.volume.checked.v1",
        topic = Topics.STORAGE,
        summary = "A file was written through a mount, read back and looked for on the bricks.")
public record VolumeChecked(
        UUID volumeId,
        String name,
        boolean passed,
        String clientHostName,
        String path,
        String sha256,
        List<String> bricksHoldingFile,
        @Nullable String reason)
        implements StorageFact {

    public VolumeChecked {
        bricksHoldingFile = List.copyOf(bricksHoldingFile);
    }

    @Override
    public UUID subject() {
        return volumeId;
    }
}
