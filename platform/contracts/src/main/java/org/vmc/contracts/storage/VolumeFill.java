package org.vmc.contracts.storage;

/** How much of a volume's size is used. */
public enum VolumeFill {
    OK,
    NEARLY_FULL,
    FULL
}
