package org.vmc.operations.engine;

/**
 * Text that came from programs, hosts and servers, made fit to be stored, published and shown: the database refuses
 * NUL, the broker a message of a megabyte, and people need no more than the gist.
 */
final class PlainText {
    /** Well below the broker's limit for a message, and long enough for a reason per host of a large pool. */
    static final int LONGEST = 2_000;

    private static final String CUT = " …";

    private PlainText() {}

    /** The same text without control characters other than line breaks and tabs, cut when it is too long. */
    static String of(String text) {
        var clean = new StringBuilder(Math.min(text.length(), LONGEST));
        text.codePoints().limit(LONGEST + 1L).map(PlainText::shown).forEach(clean::appendCodePoint);
        if (clean.codePointCount(0, clean.length()) <= LONGEST) {
            return clean.toString();
        }
        return clean.substring(0, clean.offsetByCodePoints(0, LONGEST - CUT.length())) + CUT;
    }

    private static int shown(int character) {
        boolean harmless = character == '\n' || character == '\t' || !Character.isISOControl(character);
        return harmless && !isHalf(character) ? character : ' ';
    }

    /** Half a surrogate pair is no character, and UTF-8 has no bytes for it. */
    private static boolean isHalf(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }
}
