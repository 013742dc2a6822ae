package org.vmc.lab.xenapi.console;

import java.nio.charset.StandardCharsets;

/** What a VT100 keyboard sends for the X11 key symbols an RFB client names (X11 {@code keysymdef.h}). */
final class KeySymbols {

    private static final int CONTROL_LEFT = 0xffe3;
    private static final int CONTROL_RIGHT = 0xffe4;
    private static final int CONTROL_MASK = 0x1f;
    private static final int LAST_LATIN_1 = 0xff;
    private static final int FIRST_KEYPAD_CHARACTER = 0xffaa;
    private static final int LAST_KEYPAD_CHARACTER = 0xffb9;

    private KeySymbols() {}

    static boolean isControl(int symbol) {
        return symbol == CONTROL_LEFT || symbol == CONTROL_RIGHT;
    }

    /** The bytes for a key pressed; none for keys without a character. */
    static byte[] bytes(int symbol, boolean control) {
        if (symbol >= ' ' && symbol <= LAST_LATIN_1) {
            var character = control && symbol >= '@' ? symbol & CONTROL_MASK : symbol;
            return String.valueOf((char) character).getBytes(StandardCharsets.UTF_8);
        }
        if (symbol >= FIRST_KEYPAD_CHARACTER && symbol <= LAST_KEYPAD_CHARACTER) {
            return new byte[] {(byte) (symbol & 0x7f)};
        }
        return special(symbol).getBytes(StandardCharsets.US_ASCII);
    }

    private static String special(int symbol) {
        return switch (symbol) {
            case 0xff0d, 0xff8d -> "\r";
            case 0xff08 -> "\u007f";
            case 0xff09 -> "\t";
            case 0xff1b -> "\u001b";
            case 0xff50, 0xff95 -> "\u001b[1~";
            case 0xff51, 0xff96 -> "\u001b[D";
            case 0xff52, 0xff97 -> "\u001b[A";
            case 0xff53, 0xff98 -> "\u001b[C";
            case 0xff54, 0xff99 -> "\u001b[B";
            case 0xff55, 0xff9a -> "\u001b[5~";
            case 0xff56, 0xff9b -> "\u001b[6~";
            case 0xff57, 0xff9c -> "\u001b[4~";
            case 0xffff, 0xff9f -> "\u001b[3~";
            default -> "";
        };
    }
}
