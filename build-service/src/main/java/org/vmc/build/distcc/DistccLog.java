package org.vmc.build.distcc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of the distcc client, version 3.4, as written with {@code DISTCC_VERBOSE=1}.
 *
 * <p>Each process of distcc handles one compilation and marks its lines with its id. A line {@code exec on HOST: …}
 * begins an attempt, {@code compile FILE on HOST completed ok} ends the compilation. An attempt on a worker that is
 * followed by another attempt failed; the last {@code ERROR} or {@code Warning} between them is the reason. The warning
 * {@code failed to distribute} without an attempt is a failure of every worker at once.
 */
public final class DistccLog {
    /** Extended regular expression of the lines this class needs; the others may be left out of what it is given. */
    public static final String NEEDED_LINES =
            "\\(dcc_trace_version\\)|exec on |compile .* on .* completed ok|compile from |ERROR|[Ww]arning|\\(dcc_exit\\)";

    private static final Pattern LINE = Pattern.compile("distcc\\[(\\d+)] (.*)");
    private static final Pattern BEGINS = Pattern.compile("\\(dcc_trace_version\\).*");
    private static final Pattern ENDS = Pattern.compile("\\(dcc_exit\\).*");
    private static final Pattern FILE = Pattern.compile("compile from (.*) to .*");
    private static final Pattern ATTEMPT = Pattern.compile("exec on ([^ ]+): .*");
    private static final Pattern COMPLETED = Pattern.compile("compile (.*) on ([^ ]+) completed ok");
    private static final Pattern TROUBLE = Pattern.compile("(?:\\([a-z_0-9]+\\) )?(?:ERROR|[Ww]arning): (.*)");
    private static final String NO_FILE = "(null)";
    private static final String NOT_DISTRIBUTED = "failed to distribute";

    private final Map<String, Compilation> running = new HashMap<>();
    private final Map<String, Integer> compiledBy = new TreeMap<>();
    private final List<DispatchReport.Loss> losses = new ArrayList<>();

    private DistccLog() {}

    /** Reads a whole log. Lines of other programs are passed over. */
    public static DispatchReport read(Stream<String> lines) {
        var log = new DistccLog();
        lines.forEach(log::line);
        List.copyOf(log.running.keySet()).forEach(log::end);
        return new DispatchReport(log.compiledBy, log.losses);
    }

    private void line(String text) {
        var line = LINE.matcher(text);
        if (!line.matches()) {
            return;
        }
        var process = line.group(1);
        var words = line.group(2);
        if (BEGINS.matcher(words).matches() || ENDS.matcher(words).matches()) {
            // Process ids come round again in a long build.
            end(process);
            return;
        }
        var compilation = running.computeIfAbsent(process, id -> new Compilation());
        var file = FILE.matcher(words);
        var attempt = ATTEMPT.matcher(words);
        var completed = COMPLETED.matcher(words);
        var trouble = TROUBLE.matcher(words);
        if (file.matches()) {
            compilation.file = file.group(1);
        } else if (attempt.matches()) {
            compilation.attempt(withoutSlots(attempt.group(1)));
        } else if (completed.matches()) {
            compilation.completed(completed.group(1), withoutSlots(completed.group(2)));
        } else if (trouble.matches()) {
            compilation.trouble(trouble.group(1));
        }
    }

    private void end(String process) {
        var compilation = running.remove(process);
        if (compilation == null) {
            return;
        }
        compilation.closeAttempt();
        var host = compilation.compiledOn;
        if (host != null) {
            compiledBy.merge(host, 1, Integer::sum);
        }
        var last = host == null ? "nobody" : host;
        for (var failed : compilation.failed) {
            losses.add(new DispatchReport.Loss(compilation.file, failed.host(), last, failed.reason()));
        }
    }

    private static String withoutSlots(String host) {
        var slash = host.indexOf('/');
        return slash < 0 ? host : host.substring(0, slash);
    }

    private record FailedAttempt(String host, String reason) {}

    private static final class Compilation {
        private String file = NO_FILE;
        private @Nullable String attempted;
        private @Nullable String trouble;
        private @Nullable String compiledOn;
        private final List<FailedAttempt> failed = new ArrayList<>();

        void attempt(String host) {
            closeAttempt();
            attempted = host;
            trouble = null;
        }

        void trouble(String words) {
            if (!words.startsWith(NOT_DISTRIBUTED)) {
                trouble = words;
            } else if (attempted == null) {
                // No attempt at all: distcc could not choose a host, and compiles here with exit status 0.
                failed.add(new FailedAttempt(DispatchReport.NO_HOST, trouble == null ? words : trouble));
            }
        }

        void completed(String name, String host) {
            if (!name.equals(NO_FILE)) {
                file = name;
                compiledOn = host;
            }
            attempted = null;
        }

        void closeAttempt() {
            if (attempted != null && !attempted.equals(DispatchReport.LOCALHOST)) {
                failed.add(new FailedAttempt(attempted, trouble == null ? "no answer" : trouble));
            }
            attempted = null;
        }
    }
}
