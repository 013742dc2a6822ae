package org.vmc.contracts.storage;

/** What lies on a storage repository. */
public enum RepositoryKind {
    /** Disks of VMs. */
    VDI,
    /** Media for CD drives. */
    ISO
}
