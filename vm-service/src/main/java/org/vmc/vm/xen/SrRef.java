package org.vmc.vm.xen;

/**
 * Reference of a SR in one pool, {@code OpaqueRef:…}. It may change when the pool's database is restored; a uuid does
 * not.
 */
public record SrRef(String value) {

    @Override
    public String toString() {
        return value;
    }
}
