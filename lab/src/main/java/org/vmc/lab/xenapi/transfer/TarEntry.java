package org.vmc.lab.xenapi.transfer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A regular file in a tar archive (POSIX ustar).
 *
 * @param name its name
 * @param size its size in bytes
 */
record TarEntry(String name, long size) {

    static final int RECORD_BYTES = 512;

    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int CHECKSUM_AT = 148;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;

    /** The header record of a file that everybody may read. */
    byte[] header() {
        var header = new byte[RECORD_BYTES];
        put(header, 0, name);
        put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
        put(header, SIZE_AT, "%011o\0".formatted(size));
        put(header, 136, "00000000000\0");
        header[TYPE_AT] = '0';
        put(header, MAGIC_AT, "ustar\00000");
        put(header, CHECKSUM_AT, "%06o\0 ".formatted(sum(header)));
        return header;
    }

    /** Reads a header record. Fails with {@code IMPORT_ERROR} unless it is that of a plain file. */
    static TarEntry read(byte[] header) {
        if (octal(header, CHECKSUM_AT, 8) != sum(header)) {
            throw ImportErrors.broken("a tar header has the wrong checksum");
        }
        if (header[TYPE_AT] != '0' && header[TYPE_AT] != 0 || header[PREFIX_AT] != 0) {
            throw ImportErrors.broken("the archive has something that is no plain file");
        }
        return new TarEntry(text(header, 0, NAME_BYTES), octal(header, SIZE_AT, 12));
    }

    /** Bytes from the end of the file to the next header. */
    int padding() {
        return (int) (-size & RECORD_BYTES - 1);
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static String text(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.ISO_8859_1);
    }

    private static long octal(byte[] header, int at, int length) {
        try {
            return Long.parseLong(text(header, at, length).strip(), 8);
        } catch (NumberFormatException notOctal) {
            throw ImportErrors.broken("a tar header has no number where one belongs");
        }
    }

    /** Sum of all bytes, with the checksum itself taken as spaces. */
    private static int sum(byte[] header) {
        var copy = header.clone();
        Arrays.fill(copy, CHECKSUM_AT, CHECKSUM_AT + 8, (byte) ' ');
        int sum = 0;
        for (byte one : copy) {
            sum += one & 0xff;
        }
        return sum;
    }
}
