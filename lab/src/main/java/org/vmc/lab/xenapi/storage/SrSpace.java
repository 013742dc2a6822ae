package org.vmc.lab.xenapi.storage;

import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** The space of SRs, and whether they can be reached. Called inside a write of the store. */
final class SrSpace {

    private final Store store;

    SrSpace(Store store) {
        this.store = store;
    }

    /** Fails with {@code SR_OPERATION_NOT_SUPPORTED} when clients make no disks in an SR, or it is not attached. */
    void requireDisks(Ref sr) {
        var row = store.row("SR", sr);
        if (!SrType.of(row).hasDisks()) {
            throw new XapiError("SR_OPERATION_NOT_SUPPORTED", sr.text());
        }
        requireAttached(row);
    }

    /** Fails with {@code SR_HAS_NO_PBDS} or {@code SR_NOT_ATTACHED} unless some host reaches an SR. */
    void requireAttached(Row sr) {
        var pbds = sr.refs("PBDs");
        if (pbds.isEmpty()) {
            throw new XapiError("SR_HAS_NO_PBDS", sr.ref().text());
        }
        if (pbds.stream().noneMatch(pbd -> store.row("PBD", pbd).flag("currently_attached"))) {
            throw new XapiError("SR_NOT_ATTACHED", sr.ref().text());
        }
    }

    /** Fails with {@code SR_FULL} when so much does not fit any more. */
    void requireFree(Ref sr, long bytes) {
        var row = store.row("SR", sr);
        long free = row.whole("physical_size") - row.whole("physical_utilisation");
        if (bytes > free) {
            throw new XapiError("SR_FULL", Long.toString(bytes), Long.toString(free));
        }
    }

    /** Adds to what an SR holds; negative amounts take away. Does nothing when the SR is gone. */
    void add(Ref sr, long virtualBytes, long physicalBytes) {
        store.find("SR", sr).ifPresent(row -> {
            store.set("SR", sr, "virtual_allocation", Value.of(row.whole("virtual_allocation") + virtualBytes));
            store.set("SR", sr, "physical_utilisation", Value.of(row.whole("physical_utilisation") + physicalBytes));
        });
    }

    /** Adds what a disk is and takes. */
    void addDisk(Row vdi) {
        add(vdi.ref("SR"), vdi.whole("virtual_size"), vdi.whole("physical_utilisation"));
    }

    /** Takes away what a disk is and takes. */
    void removeDisk(Row vdi) {
        add(vdi.ref("SR"), -vdi.whole("virtual_size"), -vdi.whole("physical_utilisation"));
    }
}
