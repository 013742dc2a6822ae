package org.vmc.gateway.events;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;

/**
 * What one client wants to see.
 *
 * @param patterns what the short type (without {@code org.vmc.}) must match, any of them; empty for all
 * @param subject the only subject of interest; null for all
 */
record EventFilter(
        Caller caller, List<Pattern> patterns, @Nullable String subject) implements Predicate<FeedEvent> {
    private static final String TYPE_PREFIX = "org.vmc.";
    private static final Pattern ACCEPTED = Pattern.compile("[a-z0-9.*-]{1,100}");
    private static final int MAX_PATTERNS = 20;

    /**
     * @param types comma separated, {@code *} stands for any characters: {@code vm.*,build.finished.v1}; the version
     *     may be left out
     * @throws ProblemException 422 naming {@code types}
     */
    static EventFilter of(Caller caller, @Nullable String types, @Nullable String subject) {
        var wanted = types == null || types.isBlank() ? new String[0] : types.split(",", -1);
        if (wanted.length > MAX_PATTERNS) {
            throw ProblemException.invalid("types", "must be at most %d patterns".formatted(MAX_PATTERNS));
        }
        var patterns = Arrays.stream(wanted)
                .map(String::strip)
                .map(EventFilter::pattern)
                .toList();
        return new EventFilter(caller, patterns, subject == null || subject.isBlank() ? null : subject);
    }

    @Override
    public boolean test(FeedEvent event) {
        return FeedTopics.mayRead(caller, event.partition().topic())
                && (subject == null || subject.equals(event.subject()))
                && (patterns.isEmpty() || matches(event.type()));
    }

    private boolean matches(String type) {
        var shortType = type.startsWith(TYPE_PREFIX) ? type.substring(TYPE_PREFIX.length()) : type;
        return patterns.stream().anyMatch(pattern -> pattern.matcher(shortType).matches());
    }

    private static Pattern pattern(String glob) {
        return Optional.of(glob)
                .filter(text -> ACCEPTED.matcher(text).matches())
                .map(text -> text.startsWith(TYPE_PREFIX) ? text.substring(TYPE_PREFIX.length()) : text)
                .map(text -> Pattern.compile(expression(text)))
                .orElseThrow(() -> ProblemException.invalid("types", "must be patterns such as vm.*,build.finished"));
    }

    private static String expression(String glob) {
        var parts = Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).toList();
        return String.join("[^,]*", parts) + "(\\.v[0-9]+)?";
    }
}
