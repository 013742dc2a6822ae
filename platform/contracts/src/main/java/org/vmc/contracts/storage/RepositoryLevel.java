package org.vmc.contracts.storage;

/** How full a storage repository of a Xen pool is; at {@code STOP} no new VM is accepted for it. */
public enum RepositoryLevel {
    OK,
    WARNING,
    STOP
}
