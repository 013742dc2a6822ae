package org.vmc.bot.output;

import java.time.Duration;
import java.util.Locale;

/** Amounts with units, for people. */
public final class Amounts {

    private Amounts() {}

    /** Binary units, at most one decimal: {@code 512 MiB}, {@code 1.5 GiB}. */
    public static String bytes(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double amount = bytes;
        int unit = 0;
        while (amount >= 1024 && unit < units.length - 1) {
            amount /= 1024;
            unit++;
        }
        return decimal(amount) + " " + units[unit];
    }

    /** {@code 0.4 s}, {@code 75.2 s}, {@code 12 min 5 s}, {@code 3 h 20 min}. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 120) {
            return decimal(duration.toMillis() / 1000.0) + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }

    private static String decimal(double amount) {
        String text = String.format(Locale.ROOT, "%.1f", amount);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
