package org.vmc.lab.linux;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A size such as {@code 8GiB}; units B, KiB, MiB, GiB, TiB, and their first letters mean the same binary units.
 *
 * @param bytes number of bytes, not negative
 */
public record ByteSize(long bytes) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\s*([KMGT]?)(?:iB|B)?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "KMGT";

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("A size is not negative: " + bytes);
        }
    }

    /** Reads a size; throws {@link IllegalArgumentException} naming what is accepted. */
    public static ByteSize parse(String text) {
        var matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size: write for example 512MiB or 8GiB");
        }
        var unit = matcher.group(2).toUpperCase(Locale.ROOT);
        var power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
        return new ByteSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power)));
    }

    /** A size in MiB. */
    public static ByteSize ofMib(long mib) {
        return new ByteSize(Math.multiplyExact(mib, 1L << 20));
    }

    /** Whole MiB, rounded down. */
    public long mib() {
        return bytes >> 20;
    }

    @Override
    public String toString() {
        for (int power = UNITS.length(); power > 0; power--) {
            long unit = 1L << (10 * power);
            if (bytes >= unit && bytes % unit == 0) {
                return bytes / unit + UNITS.substring(power - 1, power) + "iB";
            }
        }
        return bytes + "B";
    }
}
