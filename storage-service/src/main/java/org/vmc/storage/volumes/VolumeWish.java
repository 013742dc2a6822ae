package org.vmc.storage.volumes;

import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.SetShape;

/**
 * What a volume shall be, before anybody knows where.
 *
 * @param shape of each set
 * @param sets how many; null to take as many as the hosts are good for
 */
record VolumeWish(
        VolumeLayout layout, SetShape shape, @Nullable Integer sets) {}
