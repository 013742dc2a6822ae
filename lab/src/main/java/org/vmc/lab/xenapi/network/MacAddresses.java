package org.vmc.lab.xenapi.network;

import org.vmc.lab.xenapi.store.Store;

/** Unicast MAC addresses of the locally administered range. */
public final class MacAddresses {

    private final Store store;

    public MacAddresses(Store store) {
        this.store = store;
    }

    /** A new address. */
    public String next() {
        long bits = store.newUuid().getLeastSignificantBits();
        return "02:16:3e:%02x:%02x:%02x".formatted(bits >> 16 & 0xff, bits >> 8 & 0xff, bits & 0xff);
    }
}
