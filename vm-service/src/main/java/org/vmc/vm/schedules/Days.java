package org.vmc.vm.schedules;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Days of the week as people write them: {@code MON-FRI}, {@code SAT,SUN}, {@code FRI-MON,WED}. */
final class Days {

    static final String EXPECTED = "must be days such as MON-FRI or MON,WED,SAT-SUN";

    private Days() {}

    /** Empty when the text is something else. */
    static Optional<Set<DayOfWeek>> parse(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            Optional<DayOfWeek> first = day(ends[0]);
            Optional<DayOfWeek> last = day(ends[ends.length - 1]);
            if (ends.length > 2 || first.isEmpty() || last.isEmpty()) {
                return Optional.empty();
            }
            days.add(last.get());
            for (DayOfWeek day = first.get(); day != last.get(); day = day.plus(1)) {
                days.add(day);
            }
        }
        return Optional.of(days);
    }

    private static Optional<DayOfWeek> day(String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day ->
                        day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).equalsIgnoreCase(text.strip()))
                .findFirst();
    }
}
