package org.vmc.storage.gluster;

import java.util.OptionalLong;

/**
 * What a brick knows of files that its set must still repair.
 *
 * @param entries files and directories to repair; empty when the brick does not answer
 */
public record BrickHeal(Brick brick, OptionalLong entries) {

    public boolean isConnected() {
        return entries.isPresent();
    }
}
