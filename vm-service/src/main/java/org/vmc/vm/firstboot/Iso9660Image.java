package org.vmc.vm.firstboot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * An ISO 9660 image of a few small files in its top directory, with a Joliet tree beside the plain one: plain names are
 * upper case and know no dash.
 *
 * <p>Source: ECMA-119 and the Joliet specification.
 */
final class Iso9660Image {

    private static final int SECTOR = 2048;
    private static final int PRIMARY = 16;
    private static final int JOLIET = 17;
    private static final int TERMINATOR = 18;
    /** Two path tables, little and big endian, for each of the two trees. */
    private static final int PATH_TABLES = 19;

    private static final int PLAIN_DIRECTORY = 23;
    private static final int JOLIET_DIRECTORY = 24;
    private static final int FIRST_FILE = 25;
    private static final int PATH_TABLE_BYTES = 10;

    private final String label;
    private final SortedMap<String, byte[]> files;
    private final ByteBuffer image;

    /** @param label 16 characters at most */
    Iso9660Image(String label, SortedMap<String, byte[]> files) {
        this.label = label;
        this.files = files;
        int sectors = FIRST_FILE
                + files.values().stream().mapToInt(Iso9660Image::sectors).sum();
        this.image = ByteBuffer.allocate(sectors * SECTOR);
    }

    byte[] bytes() {
        descriptor(PRIMARY, 1, StandardCharsets.US_ASCII, PATH_TABLES, PLAIN_DIRECTORY);
        descriptor(JOLIET, 2, StandardCharsets.UTF_16BE, PATH_TABLES + 2, JOLIET_DIRECTORY);
        standard(TERMINATOR, 255);
        pathTable(PATH_TABLES, ByteOrder.LITTLE_ENDIAN, PLAIN_DIRECTORY);
        pathTable(PATH_TABLES + 1, ByteOrder.BIG_ENDIAN, PLAIN_DIRECTORY);
        pathTable(PATH_TABLES + 2, ByteOrder.LITTLE_ENDIAN, JOLIET_DIRECTORY);
        pathTable(PATH_TABLES + 3, ByteOrder.BIG_ENDIAN, JOLIET_DIRECTORY);
        directory(PLAIN_DIRECTORY, StandardCharsets.US_ASCII);
        directory(JOLIET_DIRECTORY, StandardCharsets.UTF_16BE);
        int sector = FIRST_FILE;
        for (byte[] content : files.values()) {
            image.put(sector * SECTOR, content);
            sector += sectors(content);
        }
        return image.array();
    }

    private void descriptor(int sector, int type, Charset charset, int pathTables, int directory) {
        int at = sector * SECTOR;
        boolean joliet = charset.equals(StandardCharsets.UTF_16BE);
        standard(sector, type);
        text(at + 8, 32, "", charset);
        text(at + 40, 32, joliet ? label : label.toUpperCase(Locale.ROOT), charset);
        bothEndian32(at + 80, image.capacity() / SECTOR);
        if (joliet) {
            // UCS-2 level 3.
            image.put(at + 88, new byte[] {'%', '/', 'E'});
        }
        bothEndian16(at + 120, 1);
        bothEndian16(at + 124, 1);
        bothEndian16(at + 128, SECTOR);
        bothEndian32(at + 132, PATH_TABLE_BYTES);
        image.order(ByteOrder.LITTLE_ENDIAN).putInt(at + 140, pathTables);
        image.order(ByteOrder.BIG_ENDIAN).putInt(at + 148, pathTables + 1);
        entry(at + 156, new byte[1], directory, SECTOR, true);
        // Volume set, publisher, preparer, application, and three names of files.
        text(at + 190, 128, "", charset);
        text(at + 318, 384, "", charset);
        text(at + 702, 111, "", charset);
        for (int date = 813; date < 881; date += 17) {
            text(at + date, 16, "0".repeat(16), StandardCharsets.US_ASCII);
        }
        image.put(at + 881, (byte) 1);
    }

    private void standard(int sector, int type) {
        int at = sector * SECTOR;
        image.put(at, (byte) type);
        image.put(at + 1, "CD001".getBytes(StandardCharsets.US_ASCII));
        image.put(at + 6, (byte) 1);
    }

    private void pathTable(int sector, ByteOrder order, int directory) {
        int at = sector * SECTOR;
        image.put(at, (byte) 1);
        image.order(order).putInt(at + 2, directory);
        image.order(order).putShort(at + 6, (short) 1);
    }

    private void directory(int sector, Charset charset) {
        int at = sector * SECTOR;
        at += entry(at, new byte[] {0}, sector, SECTOR, true);
        at += entry(at, new byte[] {1}, sector, SECTOR, true);
        int content = FIRST_FILE;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            at += entry(at, name(file.getKey(), charset), content, file.getValue().length, false);
            content += sectors(file.getValue());
        }
    }

    private static byte[] name(String name, Charset charset) {
        String spelt = charset.equals(StandardCharsets.US_ASCII)
                ? name.toUpperCase(Locale.ROOT).replace('-', '_') + ".;1"
                : name + ";1";
        return spelt.getBytes(charset);
    }

    /** Writes a record of a directory and returns its length. */
    private int entry(int at, byte[] name, int sector, int bytes, boolean directory) {
        int length = 33 + name.length + (name.length % 2 == 0 ? 1 : 0);
        image.put(at, (byte) length);
        bothEndian32(at + 2, sector);
        bothEndian32(at + 10, bytes);
        // 1 January 2000: the same request makes the same bytes.
        image.put(at + 18, new byte[] {100, 1, 1});
        image.put(at + 25, (byte) (directory ? 2 : 0));
        bothEndian16(at + 28, 1);
        image.put(at + 32, (byte) name.length);
        image.put(at + 33, name);
        return length;
    }

    private void text(int at, int length, String text, Charset charset) {
        int unit = charset.equals(StandardCharsets.UTF_16BE) ? 2 : 1;
        String padded = text + " ".repeat(length / unit - text.length());
        image.put(at, padded.getBytes(charset));
    }

    private void bothEndian16(int at, int value) {
        image.order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) value);
        image.order(ByteOrder.BIG_ENDIAN).putShort(at + 2, (short) value);
    }

    private void bothEndian32(int at, int value) {
        image.order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        image.order(ByteOrder.BIG_ENDIAN).putInt(at + 4, value);
    }

    private static int sectors(byte[] content) {
        return Math.max(1, (content.length + SECTOR - 1) / SECTOR);
    }
}
