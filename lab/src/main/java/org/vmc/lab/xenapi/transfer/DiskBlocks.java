package org.vmc.lab.xenapi.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.vmc.lab.xenapi.storage.DiskContents;
import org.vmc.lab.xenapi.storage.DiskDraft;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.task.RunningCall;

/** Reads the blocks of disks from an archive into drafts. */
final class DiskBlocks {

    private static final int BLOCK = DiskContents.BLOCK_BYTES;
    private static final int BLOCKS_BETWEEN_REPORTS = 64;
    private static final int LONGEST_CHECKSUM = 64;
    private static final Pattern NUMBER = Pattern.compile("\\d{8}");

    private final TarReader tar;
    private final Disks disks;
    private final boolean force;
    private final RunningCall call;
    private final byte[] buffer = new byte[BLOCK];

    DiskBlocks(TarReader tar, Disks disks, boolean force, RunningCall call) {
        this.tar = tar;
        this.disks = disks;
        this.force = force;
        this.call = call;
    }

    /**
     * Reads one disk up to its last block. As on a real host a gap in the numbers is so many blocks of zeros, and an
     * empty block is one that only kept the connection alive.
     */
    void receive(ImportedObjects.Target target, DiskDraft draft) throws IOException {
        long offset = 0;
        long previous = -1;
        for (int count = 1; offset < target.size(); count++) {
            call.checkCancelled();
            var expected = "%s/%08d".formatted(target.id(), previous + 1);
            var entry = tar.next().orElseThrow(() -> ImportErrors.unexpectedFile(expected, ""));
            long number = number(entry, target.id(), expected);
            if (number <= previous) {
                throw ImportErrors.unexpectedFile(expected, entry.name());
            }
            offset += (number - previous - 1) * BLOCK;
            requireFits(entry, offset, target.size());
            readBlock(entry, draft, offset / BLOCK);
            offset += entry.size();
            previous = number;
            if (count % BLOCKS_BETWEEN_REPORTS == 0) {
                disks.resizeUsed(target.vdi(), draft.writtenBytes());
                call.progress((double) offset / target.size());
            }
        }
        disks.resizeUsed(target.vdi(), draft.writtenBytes());
    }

    private static long number(TarEntry entry, String id, String expected) {
        var prefix = id + "/";
        var name = entry.name();
        if (!name.startsWith(prefix)
                || !NUMBER.matcher(name.substring(prefix.length())).matches()) {
            throw ImportErrors.unexpectedFile(expected, name);
        }
        return Long.parseLong(name.substring(prefix.length()));
    }

    private static void requireFits(TarEntry entry, long offset, long size) {
        long length = entry.size();
        var whole = length == BLOCK || length == 0;
        if (length > BLOCK || offset + length > size || !whole && offset + length != size) {
            throw ImportErrors.broken(
                    "block %s of %d bytes does not fit a disk of %d bytes".formatted(entry.name(), length, size));
        }
    }

    private void readBlock(TarEntry entry, DiskDraft draft, long block) throws IOException {
        int length = (int) entry.size();
        tar.contents(entry, buffer);
        verify(entry, length);
        if (length > 0) {
            Arrays.fill(buffer, length, BLOCK, (byte) 0);
            draft.write(block, buffer);
        }
    }

    private void verify(TarEntry block, int length) throws IOException {
        var expected = BlockChecksum.XXHASH.fileOf(block.name());
        var entry = tar.next().orElseThrow(() -> ImportErrors.unexpectedFile(expected, ""));
        var kind = BlockChecksum.ofFile(entry.name(), block.name())
                .orElseThrow(() -> ImportErrors.unexpectedFile(expected, entry.name()));
        if (entry.size() > LONGEST_CHECKSUM) {
            throw ImportErrors.broken("the checksum of " + block.name() + " has " + entry.size() + " bytes");
        }
        var text = new byte[LONGEST_CHECKSUM];
        tar.contents(entry, text);
        var given = new String(text, 0, (int) entry.size(), StandardCharsets.US_ASCII);
        if (!force && !kind.of(buffer, length).equals(given)) {
            throw ImportErrors.wrongChecksum();
        }
    }
}
