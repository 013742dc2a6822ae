package org.vmc.lab.guests;

import java.util.BitSet;

/** Host parts of 10.77.0.0/16 that are free. Thread-safe. */
final class AddressPool {

    private final int first;
    private final int last;
    private final BitSet taken = new BitSet();

    AddressPool(int first, int last) {
        this.first = first;
        this.last = last;
    }

    /** The lowest free address whose last octet is neither 0 nor 255. */
    synchronized int take() {
        for (int candidate = taken.nextClearBit(first);
                candidate <= last;
                candidate = taken.nextClearBit(candidate + 1)) {
            int octet = candidate & 0xff;
            if (octet != 0 && octet != 0xff) {
                taken.set(candidate);
                return candidate;
            }
        }
        throw new GuestFailure("No address is left in 10.77.0.0/16");
    }

    synchronized void release(int address) {
        taken.clear(address);
    }

    /** Dotted form of an address of this pool. */
    static String text(int address) {
        return text("10.77", address);
    }

    /** Dotted form of an address whose first half is another. */
    static String text(String network, int address) {
        return network + "." + (address >> 8 & 0xff) + "." + (address & 0xff);
    }
}
