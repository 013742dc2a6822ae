package org.vmc.lab.xenapi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tar archives taken apart and put together by hand, right and wrong ones. */
final class Archives {

    static final int BLOCK = 1 << 20;

    private static final int RECORD = 512;

    private Archives() {}

    /** Files of an archive by name, in order. */
    static Map<String, byte[]> files(byte[] tar) {
        var in = new ByteArrayInputStream(tar);
        var files = new LinkedHashMap<String, byte[]>();
        try {
            while (true) {
                var header = in.readNBytes(RECORD);
                if (header.length < RECORD || header[0] == 0) {
                    return files;
                }
                var name = new String(header, 0, 100, StandardCharsets.US_ASCII);
                int size = Integer.parseInt(new String(header, 124, 11, StandardCharsets.US_ASCII), 8);
                files.put(name.substring(0, name.indexOf(0)), in.readNBytes(size));
                in.skipNBytes(-size & RECORD - 1);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Contents of a file that must be there. */
    static byte[] contents(Map<String, byte[]> files, String name) {
        return Optional.ofNullable(files.get(name)).orElseThrow();
    }

    /** An archive of files, with its end mark. */
    static byte[] of(Map<String, byte[]> files) {
        var out = new ByteArrayOutputStream();
        files.forEach((name, contents) -> out.writeBytes(file(name, contents.length, contents, '0')));
        out.writeBytes(new byte[2 * RECORD]);
        return out.toByteArray();
    }

    /** One file, whose header may lie about its size and type. */
    static byte[] file(String name, long size, byte[] contents, char type) {
        var header = new byte[RECORD];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 124, "%011o".formatted(size));
        put(header, 156, String.valueOf(type));
        put(header, 257, "ustar\00000");
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        var out = new ByteArrayOutputStream();
        out.writeBytes(header);
        out.writeBytes(contents);
        out.writeBytes(new byte[-contents.length & RECORD - 1]);
        return out.toByteArray();
    }

    static byte[] sha1(byte[] block) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(block);
            return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
