package org.vmc.lab.xenapi.storage;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** VDIs and the space they take in their SR. A new disk and a clone are thin, a copy takes what its source does. */
public final class Disks {

    /**
     * Key of {@code VDI.sm_config}: name of the template whose contents the disk began with. Clones and copies keep it,
     * so that a guest finds its root file system.
     */
    public static final String IMAGE = "vmc:image";

    private static final long EMPTY_DISK_BYTES = 2L * 1024 * 1024;

    private final Store store;
    private final InstantSource clock;
    private final DiskContents contents;

    public Disks(Store store, InstantSource clock, DiskContents contents) {
        this.store = store;
        this.clock = clock;
        this.contents = contents;
    }

    /** What is written on the disks. */
    public DiskContents contents() {
        return contents;
    }

    /** Makes a disk from the fields of a record. Fails with {@code SR_FULL}. */
    public Ref create(Map<String, Value> fields) {
        return insert(fields, EMPTY_DISK_BYTES);
    }

    /** Makes a disk that holds data already. */
    public Ref createFilled(Map<String, Value> fields, long usedBytes) {
        return insert(fields, usedBytes);
    }

    /** A thin copy in the same SR. */
    public Ref cloneOf(Ref source) {
        var row = store.row("VDI", source);
        return withContentsOf(source, insert(copyOf(row, row.ref("SR")), EMPTY_DISK_BYTES));
    }

    /** A full copy in an SR; the null reference means the same SR. */
    public Ref copyOf(Ref source, Ref sr) {
        var row = store.row("VDI", source);
        var target = sr.isSet() ? sr : row.ref("SR");
        return withContentsOf(source, insert(copyOf(row, target), row.whole("physical_utilisation")));
    }

    /** A thin copy that remembers what it is a snapshot of. */
    public Ref snapshotOf(Ref source) {
        var row = store.row("VDI", source);
        var fields = copyOf(row, row.ref("SR"));
        fields.put("is_a_snapshot", Value.of(true));
        fields.put("snapshot_of", source.value());
        fields.put("snapshot_time", Value.of(clock.instant()));
        return withContentsOf(source, insert(fields, EMPTY_DISK_BYTES));
    }

    /**
     * Sets the space a disk takes in its SR. Fails with {@code SR_FULL}.
     *
     * @param writtenBytes bytes written on it; a disk takes a little more
     */
    public void resizeUsed(Ref vdi, long writtenBytes) {
        store.write(() -> {
            var row = store.row("VDI", vdi);
            long growth = writtenBytes + EMPTY_DISK_BYTES - row.whole("physical_utilisation");
            if (growth > 0) {
                requireSpace(row.ref("SR"), growth);
            }
            account(row.ref("SR"), 0, growth);
            store.set("VDI", vdi, "physical_utilisation", Value.of(writtenBytes + EMPTY_DISK_BYTES));
        });
    }

    /** Deletes a disk. Fails with {@code VDI_IN_USE} while a VBD has it attached. */
    public void destroy(Ref vdi) {
        store.write(() -> {
            var row = store.row("VDI", vdi);
            requireUnattached(row, "destroy");
            row.refs("VBDs").forEach(vbd -> store.delete("VBD", vbd));
            account(row.ref("SR"), -row.whole("virtual_size"), -row.whole("physical_utilisation"));
            store.delete("VDI", vdi);
            contents.forget(vdi);
        });
    }

    /** Makes a disk larger. */
    public void resize(Ref vdi, long bytes) {
        store.write(() -> {
            var row = store.row("VDI", vdi);
            requireUnattached(row, "resize");
            if (bytes < row.whole("virtual_size")) {
                throw new XapiError("VDI_TOO_SMALL", vdi.text(), Long.toString(row.whole("virtual_size")));
            }
            account(row.ref("SR"), bytes - row.whole("virtual_size"), 0);
            store.set("VDI", vdi, "virtual_size", Value.of(bytes));
        });
    }

    private Ref withContentsOf(Ref source, Ref copy) {
        contents.copy(source, copy);
        return copy;
    }

    /** Fails with {@code VDI_IN_USE} while a VBD has the disk attached. */
    public void requireUnattached(Row vdi, String operation) {
        for (var vbd : vdi.refs("VBDs")) {
            if (store.find("VBD", vbd)
                    .filter(row -> row.flag("currently_attached"))
                    .isPresent()) {
                throw new XapiError("VDI_IN_USE", vdi.ref().text(), operation);
            }
        }
    }

    private Map<String, Value> copyOf(Row source, Ref sr) {
        var fields = source.copyOfFields();
        List.of("uuid", "location", "VBDs", "snapshots", "crash_dumps", "current_operations", "snapshot_of", "parent")
                .forEach(fields::remove);
        fields.put("SR", sr.value());
        fields.put("is_a_snapshot", Value.of(false));
        return fields;
    }

    private Ref insert(Map<String, Value> given, long usedBytes) {
        return store.write(() -> {
            var fields = new LinkedHashMap<>(given);
            var uuid = Value.of(store.newUuid().toString());
            var sr = new Ref(((Value.Text) fields.getOrDefault("SR", Ref.NULL.value())).text());
            var size = ((Value.Whole) fields.getOrDefault("virtual_size", Value.of(0))).number();
            fields.put("uuid", uuid);
            fields.put("location", uuid);
            fields.put("managed", Value.of(true));
            fields.put("physical_utilisation", Value.of(usedBytes));
            fields.put(
                    "allowed_operations",
                    Value.ofTexts(List.of("clone", "copy", "resize", "snapshot", "destroy", "update", "forget")));
            requireSpace(sr, usedBytes);
            var vdi = store.insert("VDI", fields);
            account(sr, size, usedBytes);
            return vdi;
        });
    }

    private void requireSpace(Ref sr, long bytes) {
        var row = store.row("SR", sr);
        long free = row.whole("physical_size") - row.whole("physical_utilisation");
        if (bytes > free) {
            throw new XapiError("SR_FULL", Long.toString(bytes), Long.toString(free));
        }
    }

    private void account(Ref sr, long virtualBytes, long physicalBytes) {
        store.find("SR", sr).ifPresent(row -> {
            store.set("SR", sr, "virtual_allocation", Value.of(row.whole("virtual_allocation") + virtualBytes));
            store.set("SR", sr, "physical_utilisation", Value.of(row.whole("physical_utilisation") + physicalBytes));
        });
    }
}
