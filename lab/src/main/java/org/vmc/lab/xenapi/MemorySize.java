package org.vmc.lab.xenapi;

import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads amounts of memory such as {@code 512MiB} and {@code 8GiB} into bytes. */
final class MemorySize implements ITypeConverter<Long> {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*([mgt])(i?b)?", Pattern.CASE_INSENSITIVE);

    @Override
    public Long convert(String text) {
        var match = SIZE.matcher(text);
        if (!match.matches()) {
            throw new TypeConversionException("'" + text + "' is no amount of memory such as 512MiB or 8GiB");
        }
        int shift =
                switch (match.group(2).toLowerCase(Locale.ROOT)) {
                    case "m" -> 20;
                    case "g" -> 30;
                    default -> 40;
                };
        return Long.parseLong(match.group(1)) << shift;
    }
}
