package org.vmc.build.campaigns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Numbers of jobs as people write them: {@code 4,8,16} or {@code 5-40/5}, or both. */
final class JobList {
    static final int MOST_JOBS = 256;
    static final int MOST_NUMBERS = 64;
    static final String MUST_BE = "must be 2 to %d numbers from 1 to %d, such as 4,8,16 or 5-40/5 (from 5 to 40 by 5)"
            .formatted(MOST_NUMBERS, MOST_JOBS);

    private static final Pattern PART = Pattern.compile("([0-9]{1,3})(?:-([0-9]{1,3})(?:/([0-9]{1,3}))?)?");
    private static final int LONGEST = 500;

    private JobList() {}

    /** The numbers, ascending, each once; empty when the text is not {@link #MUST_BE}. */
    static Optional<List<Integer>> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        var numbers = new TreeSet<Integer>();
        for (var part : text.split(",", -1)) {
            var found = PART.matcher(part.strip());
            if (!found.matches()) {
                return Optional.empty();
            }
            var from = Integer.parseInt(found.group(1));
            var to = found.group(2) == null ? from : Integer.parseInt(found.group(2));
            var step = found.group(3) == null ? 1 : Integer.parseInt(found.group(3));
            if (from < 1 || to < from || to > MOST_JOBS || step < 1) {
                return Optional.empty();
            }
            for (var jobs = from; jobs <= to; jobs += step) {
                numbers.add(jobs);
            }
        }
        return numbers.size() < 2 || numbers.size() > MOST_NUMBERS
                ? Optional.empty()
                : Optional.of(new ArrayList<>(numbers));
    }
}
