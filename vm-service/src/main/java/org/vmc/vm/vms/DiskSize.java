package org.vmc.vm.vms;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how big a disk is to be. */
final class DiskSize {

    static final String EXPECTED = "must look like 512M, 10G or 2T, and be at most 2T";

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,6})([MGT])(?:i?B)?");
    private static final long KIB = 1024;
    /** The most a VHD can hold, which is what most SRs keep disks in. */
    private static final long MOST_BYTES = 2 * KIB * KIB * KIB * KIB;

    private DiskSize() {}

    /** Bytes; empty for what is no size or too big. */
    static Optional<Long> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit =
                switch (matcher.group(2)) {
                    case "M" -> KIB * KIB;
                    case "G" -> KIB * KIB * KIB;
                    default -> KIB * KIB * KIB * KIB;
                };
        return Optional.of(Long.parseLong(matcher.group(1)) * unit).filter(bytes -> bytes <= MOST_BYTES);
    }
}
