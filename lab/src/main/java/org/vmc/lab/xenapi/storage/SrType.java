package org.vmc.lab.xenapi.storage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.vmc.lab.xenapi.store.Row;

/** A storage driver: how a disk takes space, and whether clients make disks at all. */
enum SrType {
    EXT("ext", Allocation.THIN),
    NFS("nfs", Allocation.THIN),
    SMB("smb", Allocation.THIN),
    FILE("file", Allocation.THIN),
    GLUSTERFS("glusterfs", Allocation.THIN),
    LVM("lvm", Allocation.THICK),
    LVMOISCSI("lvmoiscsi", Allocation.THICK),
    LVMOHBA("lvmohba", Allocation.THICK),
    ISO("iso", Allocation.NONE),
    UDEV("udev", Allocation.NONE);

    /** What a disk takes. */
    enum Allocation {
        /** What was written. */
        THIN,
        /** Its whole size from the start. */
        THICK,
        /** Clients make no disks here. */
        NONE
    }

    private static final List<String> ALWAYS = List.of("scan", "update", "destroy", "forget", "plug", "unplug");
    private static final List<String> WITH_DISKS = List.of(
            "vdi_create",
            "vdi_introduce",
            "vdi_destroy",
            "vdi_resize",
            "vdi_resize_online",
            "vdi_clone",
            "vdi_snapshot",
            "vdi_mirror",
            "vdi_copy",
            "vdi_update");

    private final String wireName;
    private final Allocation allocation;

    SrType(String wireName, Allocation allocation) {
        this.wireName = wireName;
        this.allocation = allocation;
    }

    static Optional<SrType> named(String wireName) {
        return Stream.of(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst();
    }

    /** The type of an SR; one that a client introduced may have a driver nobody knows, which can do nothing. */
    static SrType of(Row sr) {
        return named(sr.text("type")).orElse(UDEV);
    }

    String wireName() {
        return wireName;
    }

    boolean hasDisks() {
        return allocation != Allocation.NONE;
    }

    /** Bytes a disk takes that holds so much data. */
    long takenBytes(long virtualBytes, long dataBytes) {
        return switch (allocation) {
            case THIN, NONE -> dataBytes;
            case THICK -> virtualBytes;
        };
    }

    List<String> operations() {
        return hasDisks() ? Stream.concat(ALWAYS.stream(), WITH_DISKS.stream()).toList() : ALWAYS;
    }
}
