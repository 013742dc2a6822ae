package org.vmc.lab.xenapi.vm;

import java.time.InstantSource;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.store.Store;

/** What every operation on a VM works with. */
record VmContext(
        Store store,
        VmRules rules,
        VmClaims claims,
        VmRecords records,
        HostMemory memory,
        GuestRuntime guests,
        InstantSource clock) {}
