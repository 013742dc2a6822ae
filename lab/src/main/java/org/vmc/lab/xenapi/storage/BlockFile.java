package org.vmc.lab.xenapi.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of 1 MiB in one temporary file, each counted by how many disks share it. The file is made with the first block
 * and has no name, so that nothing is left of it however this process ends. Thread-safe.
 */
final class BlockFile implements AutoCloseable {

    static final int BLOCK_BYTES = 1 << 20;

    private final List<Integer> references = new ArrayList<>();
    private final BitSet free = new BitSet();
    private @Nullable FileChannel channel;
    private boolean closed;

    /**
     * Stores a block and answers its slot, which has one reference.
     *
     * @param block exactly one block
     */
    int add(byte[] block) throws IOException {
        FileChannel file;
        int slot;
        synchronized (this) {
            file = open();
            slot = take();
        }
        try {
            var buffer = ByteBuffer.wrap(block, 0, BLOCK_BYTES);
            for (long at = (long) slot * BLOCK_BYTES; buffer.hasRemaining(); ) {
                at += file.write(buffer, at);
            }
            return slot;
        } catch (IOException | RuntimeException failed) {
            release(slot);
            throw failed;
        }
    }

    /** Reads the block of a slot the caller holds a reference to. */
    void read(int slot, byte[] into) throws IOException {
        FileChannel file;
        synchronized (this) {
            file = open();
        }
        var buffer = ByteBuffer.wrap(into, 0, BLOCK_BYTES);
        for (long at = (long) slot * BLOCK_BYTES; buffer.hasRemaining(); ) {
            int count = file.read(buffer, at);
            if (count < 0) {
                throw new IOException("Block " + slot + " is not in the file");
            }
            at += count;
        }
    }

    synchronized void retain(int slot) {
        references.set(slot, references.get(slot) + 1);
    }

    synchronized void release(int slot) {
        int left = references.get(slot) - 1;
        references.set(slot, left);
        if (left == 0) {
            free.set(slot);
        }
    }

    /** Blocks somebody holds. */
    synchronized int used() {
        return references.size() - free.cardinality();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not close the file of the disk contents", e);
        }
    }

    private int take() {
        int slot = free.nextSetBit(0);
        if (slot >= 0) {
            free.clear(slot);
            references.set(slot, 1);
            return slot;
        }
        references.add(1);
        return references.size() - 1;
    }

    private FileChannel open() throws IOException {
        if (closed) {
            throw new IOException("The server has stopped");
        }
        if (channel == null) {
            var path = Files.createTempFile("vmc-lab-disks", "");
            channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.delete(path);
        }
        return channel;
    }
}
