package org.vmc.lab.xenapi.storage;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.vmc.lab.xenapi.model.Ref;

/**
 * What is written on the disks, in blocks of 1 MiB; a block that was never written is zero and takes no space. Copies
 * share their blocks until one is written. Nothing outlives the server. Thread-safe.
 */
public final class DiskContents implements AutoCloseable {

    /** Size of a block. */
    public static final int BLOCK_BYTES = BlockFile.BLOCK_BYTES;

    private final BlockFile file = new BlockFile();
    private final Map<Ref, TreeMap<Long, Integer>> slotsByDisk = new HashMap<>();

    /** The blocks of a disk as they are now; later writes do not show. */
    public synchronized DiskView view(Ref vdi) {
        return new DiskView(file, shared(vdi));
    }

    /** A draft of new contents that begins with those a disk has. */
    public synchronized DiskDraft draft(Ref vdi) {
        return new DiskDraft(this, file, vdi, shared(vdi));
    }

    /** Bytes of blocks all disks, views and drafts hold together. */
    public long usedBytes() {
        return (long) file.used() * BLOCK_BYTES;
    }

    @Override
    public void close() {
        file.close();
    }

    synchronized void copy(Ref from, Ref to) {
        if (slotsByDisk.containsKey(from)) {
            replace(to, shared(from));
        }
    }

    synchronized void forget(Ref vdi) {
        replace(vdi, new TreeMap<>());
    }

    /** Takes over slots with their references. */
    synchronized void replace(Ref vdi, TreeMap<Long, Integer> slots) {
        var before = slots.isEmpty() ? slotsByDisk.remove(vdi) : slotsByDisk.put(vdi, slots);
        if (before != null) {
            before.values().forEach(file::release);
        }
    }

    private TreeMap<Long, Integer> shared(Ref vdi) {
        var slots = new TreeMap<>(slotsByDisk.getOrDefault(vdi, new TreeMap<>()));
        slots.values().forEach(file::retain);
        return slots;
    }
}
