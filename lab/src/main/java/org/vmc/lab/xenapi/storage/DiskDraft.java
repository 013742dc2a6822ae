package org.vmc.lab.xenapi.storage;

import java.io.IOException;
import java.util.Arrays;
import java.util.TreeMap;
import org.vmc.lab.xenapi.model.Ref;

/** New contents of a disk, which show when they are committed and are gone when they are closed before. */
public final class DiskDraft implements AutoCloseable {

    private static final byte[] ZERO = new byte[DiskContents.BLOCK_BYTES];

    private final DiskContents contents;
    private final BlockFile file;
    private final Ref vdi;
    private TreeMap<Long, Integer> slots;

    DiskDraft(DiskContents contents, BlockFile file, Ref vdi, TreeMap<Long, Integer> slots) {
        this.contents = contents;
        this.file = file;
        this.vdi = vdi;
        this.slots = slots;
    }

    /** Writes one whole block. Zeros take no space. */
    public void write(long block, byte[] data) throws IOException {
        var before = Arrays.equals(data, 0, ZERO.length, ZERO, 0, ZERO.length)
                ? slots.remove(block)
                : slots.put(block, file.add(data));
        if (before != null) {
            file.release(before);
        }
    }

    /** Bytes of the blocks written. */
    public long writtenBytes() {
        return (long) slots.size() * DiskContents.BLOCK_BYTES;
    }

    /** Makes these the contents of the disk. */
    public void commit() {
        var committed = slots;
        slots = new TreeMap<>();
        contents.replace(vdi, committed);
    }

    @Override
    public void close() {
        slots.values().forEach(file::release);
        slots.clear();
    }
}
