package org.vmc.lab.firstboot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** A small ISO 9660 image, as tools that make config drives write it. */
public final class IsoImage {

    static final int SECTOR = 2048;

    private IsoImage() {}

    /** Sector 16 has the descriptor, 18 the top directory, the following ones a file each. */
    public static ByteBuffer of(String label, Map<String, String> files, boolean joliet) {
        var charset = joliet ? UTF_16BE : US_ASCII;
        var image = ByteBuffer.allocate(32 * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        int descriptor = 16 * SECTOR;
        image.put(descriptor, (byte) (joliet ? 2 : 1)).put(descriptor + 1, "CD001".getBytes(US_ASCII));
        image.put(descriptor + 40, " ".repeat(joliet ? 16 : 32).getBytes(charset));
        image.put(descriptor + 40, label.getBytes(charset));
        record(image, descriptor + 156, "\0".getBytes(US_ASCII), 18, SECTOR, true);
        image.put(17 * SECTOR, (byte) 255).put(17 * SECTOR + 1, "CD001".getBytes(US_ASCII));
        int at = 18 * SECTOR;
        int sector = 19;
        for (var file : new TreeMap<>(files).entrySet()) {
            var content = file.getValue().getBytes(UTF_8);
            at += record(image, at, file.getKey().getBytes(charset), sector, content.length, false);
            image.put(sector++ * SECTOR, content);
        }
        return image;
    }

    private static int record(ByteBuffer image, int at, byte[] name, int sector, int size, boolean directory) {
        int length = 33 + name.length + (name.length % 2 == 0 ? 1 : 0);
        image.put(at, (byte) length).putInt(at + 2, sector).putInt(at + 10, size);
        image.put(at + 25, (byte) (directory ? 2 : 0))
                .put(at + 32, (byte) name.length)
                .put(at + 33, name);
        return length;
    }
}
