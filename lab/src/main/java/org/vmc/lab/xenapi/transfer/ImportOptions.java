package org.vmc.lab.xenapi.transfer;

import org.vmc.lab.xenapi.model.Ref;

/**
 * What an import was asked for.
 *
 * @param sr where its disks go
 * @param restore keeps uuids and MAC addresses, as when a lost VM is brought back
 * @param force takes blocks whose checksum is wrong
 */
record ImportOptions(Ref sr, boolean restore, boolean force) {}
