package org.vmc.lab.xenapi.storage;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.vmc.lab.guests.GuestFailure;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/**
 * VDIs, the space they take in their SR, and the contents behind them. On a thin SR a new disk, a clone and a snapshot
 * take next to nothing and a copy what its source does; on a thick one a disk takes its whole size, and only a snapshot
 * little.
 */
public final class Disks {

    /**
     * Key of {@code VDI.sm_config}: name of the template whose contents the disk began with. Clones and copies keep it,
     * so that a guest finds its root file system.
     */
    public static final String IMAGE = "vmc:image";

    private static final long EMPTY_DISK_BYTES = 2L * 1024 * 1024;

    private final Store store;
    private final InstantSource clock;
    private final GuestRuntime guests;
    private final DiskContents contents;
    private final SrSpace space;
    private final VdiRules rules;

    /** Makes the derived fields of VDIs follow from now on. */
    public Disks(Store store, InstantSource clock, GuestRuntime guests, DiskContents contents) {
        this.store = store;
        this.clock = clock;
        this.guests = guests;
        this.contents = contents;
        this.space = new SrSpace(store);
        this.rules = new VdiRules(store);
        rules.keepDerivedFields();
    }

    /** What was written on the disks from outside. */
    public DiskContents contents() {
        return contents;
    }

    /** Fails as the XenAPI does when an operation is not allowed on a disk now. */
    public void requireAllowed(Row vdi, String operation) {
        rules.requireAllowed(vdi, operation);
    }

    SrSpace space() {
        return space;
    }

    VdiRules rules() {
        return rules;
    }

    /** Makes a disk from the fields of a record. Fails with {@code SR_FULL}. */
    public Ref create(Map<String, Value> fields) {
        return insert(fields, EMPTY_DISK_BYTES, true);
    }

    /** Makes a disk that holds data already. */
    public Ref createFilled(Map<String, Value> fields, long dataBytes) {
        return insert(fields, dataBytes, true);
    }

    /** A thin copy in the same SR. Blocks while the contents are copied. */
    public Ref cloneOf(Ref source) {
        var row = store.row("VDI", source);
        return withContentsOf(row, insert(copyOf(row, row.ref("SR")), EMPTY_DISK_BYTES, true));
    }

    /** A full copy in an SR; the null reference means the same SR. Blocks while the contents are copied. */
    public Ref copyOf(Ref source, Ref sr) {
        var row = store.row("VDI", source);
        var target = sr.isSet() ? sr : row.ref("SR");
        return withContentsOf(row, insert(copyOf(row, target), row.whole("physical_utilisation"), true));
    }

    /** A thin copy that remembers what it is a snapshot of. Blocks while the contents are copied. */
    public Ref snapshotOf(Ref source) {
        var row = store.row("VDI", source);
        var fields = copyOf(row, row.ref("SR"));
        fields.put("is_a_snapshot", Value.of(true));
        fields.put("snapshot_of", source.value());
        fields.put("snapshot_time", Value.of(clock.instant()));
        return withContentsOf(row, insert(fields, EMPTY_DISK_BYTES, false));
    }

    /**
     * Sets the space a disk takes in its SR. Fails with {@code SR_FULL}.
     *
     * @param writtenBytes bytes written on it; a disk takes a little more
     */
    public void resizeUsed(Ref vdi, long writtenBytes) {
        store.write(() -> {
            var row = store.row("VDI", vdi);
            var sr = SrType.of(store.row("SR", row.ref("SR")));
            long taken = sr.takenBytes(row.whole("virtual_size"), writtenBytes + EMPTY_DISK_BYTES);
            space.requireFree(row.ref("SR"), taken - row.whole("physical_utilisation"));
            space.removeDisk(row);
            store.set("VDI", vdi, "physical_utilisation", Value.of(taken));
            space.addDisk(store.row("VDI", vdi));
        });
    }

    /** Deletes a disk and its contents. Fails with {@code VDI_IN_USE} while a VBD has it attached. */
    public void destroy(Ref vdi) {
        var row = store.row("VDI", vdi);
        store.write(() -> {
            rules.requireAllowed(store.row("VDI", vdi), "destroy");
            remove(vdi);
        });
        contents.forget(vdi);
        try {
            guests.deleteDisk(uuid(row));
        } catch (GuestFailure failed) {
            throw backendFailure(failed);
        }
    }

    /** Deletes a disk for its owner, attached or not. Does nothing when it is gone. */
    public void discard(Ref vdi) {
        store.find("VDI", vdi).ifPresent(row -> {
            store.write(() -> remove(vdi));
            contents.forget(vdi);
            guests.deleteDisk(uuid(row));
        });
    }

    /** Forgets a disk: its contents stay in the SR, unseen. */
    void forget(Ref vdi) {
        store.write(() -> {
            rules.requireAllowed(store.row("VDI", vdi), "forget");
            remove(vdi);
        });
    }

    /** Makes a disk larger. */
    void resize(Ref vdi, long bytes, String operation) {
        store.write(() -> {
            var row = store.row("VDI", vdi);
            rules.requireAllowed(row, operation);
            long size = row.whole("virtual_size");
            if (bytes < size) {
                throw new XapiError("VDI_TOO_SMALL", vdi.text(), Long.toString(size));
            }
            var data = row.whole("physical_utilisation");
            var taken = Math.max(data, SrType.of(store.row("SR", row.ref("SR"))).takenBytes(bytes, data));
            space.requireFree(row.ref("SR"), taken - data);
            space.removeDisk(row);
            store.set("VDI", vdi, Map.of("virtual_size", Value.of(bytes), "physical_utilisation", Value.of(taken)));
            space.addDisk(store.row("VDI", vdi));
        });
    }

    /** Moves a disk to another SR; it stays the same disk, so a guest that runs from it goes on. */
    public void move(Ref vdi, Ref sr) {
        store.write(() -> {
            var row = store.row("VDI", vdi);
            if (row.ref("SR").equals(sr)) {
                return;
            }
            space.requireDisks(sr);
            var data = row.whole("physical_utilisation");
            var taken = SrType.of(store.row("SR", sr)).takenBytes(row.whole("virtual_size"), data);
            space.requireFree(sr, taken);
            space.removeDisk(row);
            store.set("VDI", vdi, Map.of("SR", sr.value(), "physical_utilisation", Value.of(taken)));
            space.addDisk(store.row("VDI", vdi));
        });
    }

    private Ref withContentsOf(Row source, Ref copy) {
        var done = false;
        try {
            guests.copyDisk(uuid(source), uuid(store.row("VDI", copy)));
            contents.copy(source.ref(), copy);
            done = true;
            return copy;
        } catch (GuestFailure failed) {
            throw backendFailure(failed);
        } finally {
            if (!done) {
                store.write(() -> remove(copy));
            }
        }
    }

    private void remove(Ref vdi) {
        var row = store.row("VDI", vdi);
        row.refs("VBDs").forEach(vbd -> store.delete("VBD", vbd));
        space.removeDisk(row);
        store.delete("VDI", vdi);
    }

    private static Map<String, Value> copyOf(Row source, Ref sr) {
        var fields = source.copyOfFields();
        List.of(
                        "uuid",
                        "location",
                        "VBDs",
                        "snapshots",
                        "crash_dumps",
                        "current_operations",
                        "snapshot_of",
                        "snapshot_time",
                        "parent")
                .forEach(fields::remove);
        fields.put("SR", sr.value());
        fields.put("is_a_snapshot", Value.of(false));
        return fields;
    }

    private Ref insert(Map<String, Value> given, long dataBytes, boolean written) {
        return store.write(() -> {
            var fields = new LinkedHashMap<>(given);
            var uuid = Value.of(store.newUuid().toString());
            var sr = new Ref(((Value.Text) fields.getOrDefault("SR", Ref.NULL.value())).text());
            var size = ((Value.Whole) fields.getOrDefault("virtual_size", Value.of(0))).number();
            var taken = written ? SrType.of(store.row("SR", sr)).takenBytes(size, dataBytes) : dataBytes;
            fields.put("uuid", uuid);
            fields.put("location", uuid);
            fields.put("managed", Value.of(true));
            fields.put("physical_utilisation", Value.of(taken));
            space.requireFree(sr, taken);
            var vdi = store.insert("VDI", fields);
            space.add(sr, size, taken);
            return vdi;
        });
    }

    private static XapiError backendFailure(GuestFailure failed) {
        return new XapiError("SR_BACKEND_FAILURE", "", "", String.valueOf(failed.getMessage()));
    }

    private static UUID uuid(Row vdi) {
        return UUID.fromString(vdi.uuid());
    }
}
