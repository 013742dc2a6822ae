package org.vmc.storage.gluster;

import org.jspecify.annotations.Nullable;

/**
 * An option of a volume.
 *
 * @param value in force; null when there is none
 * @param isDefault whether nobody set it
 */
public record VolumeOption(String name, @Nullable String value, boolean isDefault) {}
