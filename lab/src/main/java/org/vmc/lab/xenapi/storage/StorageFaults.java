package org.vmc.lab.xenapi.storage;

import org.vmc.lab.xenapi.fault.Effect;
import org.vmc.lab.xenapi.fault.LabFaults;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** The fault {@code sr-full}: something other than disks takes all the space that is left. */
public final class StorageFaults {

    private final Store store;

    public StorageFaults(Store store) {
        this.store = store;
    }

    /** Makes the kind known. */
    public void register(LabFaults faults) {
        faults.on("sr-full", given -> fill(named(given.text("sr"))));
    }

    private Effect fill(Ref sr) {
        long taken = store.write(() -> {
            var row = store.row("SR", sr);
            long free = row.whole("physical_size") - row.whole("physical_utilisation");
            use(sr, free);
            return free;
        });
        return new Effect.Lasting(() -> use(sr, -taken));
    }

    private void use(Ref sr, long bytes) {
        store.write(() -> store.find("SR", sr)
                .ifPresent(row -> store.set(
                        "SR", sr, "physical_utilisation", Value.of(row.whole("physical_utilisation") + bytes))));
    }

    private Ref named(String name) {
        return store.all("SR").stream()
                .filter(sr -> sr.text("name_label").equals(name) || sr.uuid().equals(name))
                .map(Row::ref)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No storage repository is called '" + name + "'"));
    }
}
