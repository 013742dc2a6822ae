package org.vmc.storage.volumes;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An amount of storage; read from and written as people write it, in powers of 1024. */
record ByteSize(long bytes) {

    static final ByteSize SMALLEST_VOLUME = new ByteSize(64L << 20);
    static final ByteSize LARGEST_VOLUME = new ByteSize(256L << 40);

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,6})([MGT])(?:i?B)?");
    private static final String UNITS = "KMGT";

    /** Reads {@code 500M}, {@code 1G}, {@code 2T}, also with {@code B} or {@code iB} behind; empty when it is none. */
    static Optional<ByteSize> parse(String text) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var shift = 10 * (UNITS.indexOf(matcher.group(2)) + 1);
        return Optional.of(new ByteSize(Long.parseLong(matcher.group(1)) << shift));
    }

    @Override
    public String toString() {
        var unit = 0;
        var amount = bytes / 1024.0;
        while (Math.abs(amount) >= 1024 && unit < UNITS.length() - 1) {
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %ciB", amount, UNITS.charAt(unit));
    }
}
