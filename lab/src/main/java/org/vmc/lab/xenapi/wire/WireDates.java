package org.vmc.lab.xenapi.wire;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** The one date format of the XenAPI: {@code 20261123T05:34:12Z}; dashes are accepted on input. */
public final class WireDates {

    private static final DateTimeFormatter OUTPUT = DateTimeFormatter.ofPattern("yyyyMMdd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter INPUT = new DateTimeFormatterBuilder()
            .appendPattern("yyyyMMdd'T'HH:mm:ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .toFormatter();

    private WireDates() {}

    /** The text of a date. */
    public static String format(Instant at) {
        return OUTPUT.format(at.atOffset(ZoneOffset.UTC));
    }

    /** The date a text means, or empty when it is none. A missing zone is taken as UTC. */
    public static Optional<Instant> parse(String text) {
        var bare = text.replace("-", "");
        var local = bare.endsWith("Z") ? bare.substring(0, bare.length() - 1) : bare;
        try {
            return Optional.of(LocalDateTime.parse(local, INPUT).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }
}
