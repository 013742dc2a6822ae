package org.vmc.contracts.storage;

/** Which files of a volume can be read and written, as far as its bricks decide that. */
public enum FilesUsable {
    ALL,
    /** Those on sets of bricks that are there; the others come back with their bricks. */
    SOME,
    NONE
}
