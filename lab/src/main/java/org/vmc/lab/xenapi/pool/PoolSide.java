package org.vmc.lab.xenapi.pool;

import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.host.Members;
import org.vmc.lab.xenapi.store.Store;

/**
 * What a host needs of the pool it wants to join.
 *
 * @param store objects of the pool
 * @param members its hosts
 * @param memory their memory
 * @param coordination who coordinates it
 * @param availability its high availability
 */
record PoolSide(
        Store store, Members members, HostMemory memory, Coordination coordination, HighAvailability availability) {}
