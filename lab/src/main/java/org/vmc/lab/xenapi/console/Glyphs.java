package org.vmc.lab.xenapi.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The font of the text screen: Latin-1 in cells of 8 by 13 pixels, so that no font of the machine is needed. */
final class Glyphs {

    static final int WIDTH = 8;
    static final int HEIGHT = 13;

    private static final String RESOURCE = "/xenapi/console-glyphs.txt";
    private static final int HIGHEST_BIT = 0x80;

    private final byte[][] rows = new byte[256][HEIGHT];

    private Glyphs() {}

    static Glyphs load() {
        var glyphs = new Glyphs();
        try (var in = Glyphs.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("Not in this jar: " + RESOURCE);
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(glyphs::add);
            return glyphs;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + RESOURCE, e);
        }
    }

    private void add(String line) {
        var numbers = line.split(" ", -1);
        var glyph = rows[Integer.parseInt(numbers[0], 16)];
        for (int y = 0; y < HEIGHT; y++) {
            glyph[y] = (byte) Integer.parseInt(numbers[y + 1], 16);
        }
    }

    /** Whether a pixel of a character is part of its glyph. */
    boolean isSet(char character, int x, int y) {
        return (rows[character & 0xff][y] & HIGHEST_BIT >> x) != 0;
    }
}
