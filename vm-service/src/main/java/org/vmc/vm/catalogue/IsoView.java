package org.vmc.vm.catalogue;

import org.vmc.vm.inventory.ObservedIso;

/**
 * A medium as shown to users.
 *
 * @param storage name of the SR it lies in
 * @param tools whether it holds the tools for guests, and nothing to install one from
 */
record IsoView(String name, String uuid, String pool, String storage, long sizeBytes, boolean tools) {

    static IsoView of(ObservedIso iso) {
        return new IsoView(iso.name(), iso.uuid(), iso.pool(), iso.storage(), iso.sizeBytes(), iso.tools());
    }
}
