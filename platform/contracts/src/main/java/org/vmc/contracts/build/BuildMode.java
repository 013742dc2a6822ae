package org.vmc.contracts.build;

/** Where the compiler runs. */
public enum BuildMode {
    LOCAL,
    DISTRIBUTED
}
