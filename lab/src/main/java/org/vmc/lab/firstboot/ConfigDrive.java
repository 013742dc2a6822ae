package org.vmc.lab.firstboot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * NoCloud's config drive: an ISO 9660 image with the volume label {@code cidata} and the files {@code user-data} and
 * {@code meta-data} in its top directory, under those names (Joliet) or as plain ISO 9660 spells them
 * ({@code USER_DATA.;1}).
 *
 * <p>Source: ECMA-119 and the Joliet specification. The other form of the drive, a VFAT file system, is not read.
 *
 * @param userData the file {@code user-data}
 * @param metaData the file {@code meta-data}, empty when it is missing
 */
public record ConfigDrive(String userData, String metaData) {

    private static final String LABEL = "cidata";
    private static final int SECTOR_BYTES = 2048;
    private static final int FIRST_DESCRIPTOR = 16;
    private static final int MOST_DESCRIPTORS = 16;
    private static final int PRIMARY = 1;
    private static final int SUPPLEMENTARY = 2;

    /** More is no configuration. */
    private static final int LARGEST_FILE_BYTES = 4 << 20;

    private static final int LARGEST_DIRECTORY_BYTES = 64 << 10;

    /** Bytes of a disk. */
    public interface Disk {

        /** Fills an array from an offset; zeros beyond the end of the disk. */
        void read(long offset, byte[] into) throws IOException;
    }

    /** Reads a disk; empty when it is no config drive, whatever else it holds. */
    public static Optional<ConfigDrive> read(Disk disk) throws IOException {
        Optional<Map<String, String>> found = Optional.empty();
        for (int number = 0; number < MOST_DESCRIPTORS; number++) {
            var descriptor = bytes(disk, (long) (FIRST_DESCRIPTOR + number) * SECTOR_BYTES, SECTOR_BYTES);
            int type = descriptor.get(0);
            if (!text(descriptor, 1, 5).equals("CD001") || type != PRIMARY && type != SUPPLEMENTARY) {
                break;
            }
            var wide = type == SUPPLEMENTARY;
            if (name(descriptor, 40, 32, wide).strip().equalsIgnoreCase(LABEL)) {
                found = Optional.of(files(disk, descriptor, wide));
            }
        }
        return found.filter(files -> files.containsKey("user-data"))
                .map(files ->
                        new ConfigDrive(files.getOrDefault("user-data", ""), files.getOrDefault("meta-data", "")));
    }

    /** The small files of the top directory by name. */
    private static Map<String, String> files(Disk disk, ByteBuffer descriptor, boolean wide) throws IOException {
        var files = new HashMap<String, String>();
        var directory = extent(disk, descriptor, 156, LARGEST_DIRECTORY_BYTES);
        int at = 0;
        while (at + 34 <= directory.capacity()) {
            int length = directory.get(at) & 0xff;
            if (length == 0) {
                // A record does not cross the end of a sector.
                at = (at / SECTOR_BYTES + 1) * SECTOR_BYTES;
                continue;
            }
            int nameLength = directory.get(at + 32) & 0xff;
            var isDirectory = (directory.get(at + 25) & 2) != 0;
            if (!isDirectory && at + 33 + nameLength <= directory.capacity()) {
                var content = extent(disk, directory, at, LARGEST_FILE_BYTES);
                files.put(usual(name(directory, at + 33, nameLength, wide)), text(content, 0, content.capacity()));
            }
            at += length;
        }
        return files;
    }

    /** What a directory record points to; nothing when that is too large. */
    private static ByteBuffer extent(Disk disk, ByteBuffer holder, int record, int limit) throws IOException {
        long sector = holder.getInt(record + 2) & 0xffff_ffffL;
        long size = holder.getInt(record + 10) & 0xffff_ffffL;
        return bytes(disk, sector * SECTOR_BYTES, size > limit ? 0 : (int) size);
    }

    private static ByteBuffer bytes(Disk disk, long offset, int count) throws IOException {
        var bytes = new byte[count];
        disk.read(offset, bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String usual(String name) {
        return name.replaceFirst(";\\d+$", "")
                .replaceFirst("\\.$", "")
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    private static String name(ByteBuffer from, int at, int length, boolean wide) {
        var bytes = new byte[length];
        from.get(at, bytes);
        return new String(bytes, wide ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII).replace("\0", "");
    }

    private static String text(ByteBuffer from, int at, int length) {
        var bytes = new byte[length];
        from.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
