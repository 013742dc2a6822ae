package org.vmc.vm.vms;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Names of VMs: what is allowed, and how several are numbered. */
final class VmNames {

    static final String EXPECTED =
            "must be 1 to 63 lower-case letters, digits and dashes, and begin and end with a letter or digit";

    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,9})");

    private VmNames() {}

    static boolean allowed(String name) {
        return ALLOWED.matcher(name).matches();
    }

    /**
     * Names for {@code count} VMs: one keeps the name; {@code ci-1} goes on with {@code ci-2}, {@code web} becomes
     * {@code web-1}, {@code web-2}. Leading zeros are kept.
     */
    static List<String> numbered(String name, int count) {
        if (count == 1) {
            return List.of(name);
        }
        Matcher matcher = NUMBERED.matcher(name);
        String stem = matcher.matches() ? matcher.group(1) : name + "-";
        String digits = matcher.matches() ? matcher.group(2) : "1";
        long first = Long.parseLong(digits);
        return LongStream.range(first, first + count)
                .mapToObj(number -> stem + padded(number, digits.length()))
                .toList();
    }

    private static String padded(long number, int width) {
        String text = Long.toString(number);
        return "0".repeat(Math.max(0, width - text.length())) + text;
    }
}
