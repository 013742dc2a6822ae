package org.vmc.lab.xenapi.storage;

import java.io.IOException;
import java.util.Arrays;
import java.util.TreeMap;

/** The contents of a disk at one moment, to be read and closed. For one thread. */
public final class DiskView implements AutoCloseable {

    private final BlockFile file;
    private final TreeMap<Long, Integer> slots;

    DiskView(BlockFile file, TreeMap<Long, Integer> slots) {
        this.file = file;
        this.slots = slots;
    }

    /** Whether a block was written. */
    public boolean has(long block) {
        return slots.containsKey(block);
    }

    /** Reads a block; one that was never written is zero. */
    public void read(long block, byte[] into) throws IOException {
        var slot = slots.get(block);
        if (slot == null) {
            Arrays.fill(into, 0, DiskContents.BLOCK_BYTES, (byte) 0);
        } else {
            file.read(slot, into);
        }
    }

    @Override
    public void close() {
        slots.values().forEach(file::release);
        slots.clear();
    }
}
