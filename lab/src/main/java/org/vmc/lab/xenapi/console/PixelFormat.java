package org.vmc.lab.xenapi.console;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How a client wants its pixels (RFC 6143, 7.4). Only true colour: no client of today asks for a colour map.
 *
 * @param bytes bytes of a pixel: 1, 2 or 4
 * @param bigEndian the highest byte comes first
 * @param redMax largest value of red, with its place in {@code redShift}; so for the others
 */
record PixelFormat(
        int bytes,
        boolean bigEndian,
        int redMax,
        int greenMax,
        int blueMax,
        int redShift,
        int greenShift,
        int blueShift) {

    /** What the server offers: 32 bits, 8 for each colour. */
    static final PixelFormat OFFERED = new PixelFormat(4, false, 255, 255, 255, 16, 8, 0);

    private static final int DEPTH = 24;
    private static final int PADDING = 3;

    static PixelFormat read(DataInputStream in) throws IOException {
        int bits = in.readUnsignedByte();
        in.readUnsignedByte();
        var bigEndian = in.readBoolean();
        var trueColour = in.readBoolean();
        var format = new PixelFormat(
                bits / 8,
                bigEndian,
                in.readUnsignedShort(),
                in.readUnsignedShort(),
                in.readUnsignedShort(),
                in.readUnsignedByte() & 31,
                in.readUnsignedByte() & 31,
                in.readUnsignedByte() & 31);
        in.skipNBytes(PADDING);
        if (!trueColour || bits != 8 && bits != 16 && bits != 32) {
            throw new IOException("The client asks for pixels of " + bits + " bits, true colour " + trueColour);
        }
        return format;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(bytes * 8);
        out.writeByte(DEPTH);
        out.writeBoolean(bigEndian);
        out.writeBoolean(true);
        out.writeShort(redMax);
        out.writeShort(greenMax);
        out.writeShort(blueMax);
        out.writeByte(redShift);
        out.writeByte(greenShift);
        out.writeByte(blueShift);
        out.write(new byte[PADDING]);
    }

    /** A grey pixel. */
    byte[] grey(int level) {
        long value = (long) scaled(level, redMax) << redShift
                | (long) scaled(level, greenMax) << greenShift
                | (long) scaled(level, blueMax) << blueShift;
        var pixel = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            int place = bigEndian ? bytes - 1 - i : i;
            pixel[i] = (byte) (value >> 8 * place);
        }
        return pixel;
    }

    private static int scaled(int level, int max) {
        return level * max / 255;
    }
}
