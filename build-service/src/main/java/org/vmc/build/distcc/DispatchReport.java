package org.vmc.build.distcc;

import java.util.List;
import java.util.Map;

/**
 * Where the files of one build were compiled.
 *
 * @param compiledBy files compiled, by host as named in the host list without slots: {@code localhost} or
 *     {@code address:port}
 * @param losses attempts that failed on a worker, in the order of the log; each was made again elsewhere
 */
public record DispatchReport(Map<String, Integer> compiledBy, List<Loss> losses) {
    /** The builder's name in the report. */
    public static final String LOCALHOST = "localhost";

    /** Stands for the host of an attempt that was not made because distcc could choose none. */
    public static final String NO_HOST = "no worker";

    public DispatchReport {
        compiledBy = Map.copyOf(compiledBy);
        losses = List.copyOf(losses);
    }

    /**
     * One attempt that failed.
     *
     * @param file as given to the compiler
     * @param host that failed, {@code address:port} or {@link #NO_HOST}
     * @param fellBackTo who compiled the file in the end; {@code localhost} makes it a fallback
     * @param reason distcc's own words
     */
    public record Loss(String file, String host, String fellBackTo, String reason) {}

    /** Files compiled on {@code host}. */
    public int compiledBy(String host) {
        return compiledBy.getOrDefault(host, 0);
    }

    /** Files that were meant for a worker and compiled by the builder in the end. */
    public int fallbacks() {
        return (int) losses.stream()
                .filter(loss -> loss.fellBackTo().equals(LOCALHOST))
                .map(Loss::file)
                .distinct()
                .count();
    }

    /** Failed attempts on workers, whoever compiled the file in the end. */
    public int retries() {
        return losses.size();
    }
}
