package org.vmc.vm.pools;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a host may join a pool.
 *
 * @param candidate the host's own name, or where it was looked for
 * @param verdict the worst of the checks
 */
record PreflightReport(String pool, String candidate, Verdict verdict, String summary, List<Check> checks) {

    /** From good to bad. */
    enum Verdict {
        OK,
        WARNING,
        BLOCKING
    }

    /**
     * One thing that was looked at.
     *
     * @param name for programs
     * @param found what is so
     * @param remedy what to do; null when there is nothing to do
     */
    record Check(
            String name,
            Verdict result,
            String found,
            @Nullable String remedy) {

        static Check ok(String name, String found) {
            return new Check(name, Verdict.OK, found, null);
        }

        static Check warning(String name, String found, String remedy) {
            return new Check(name, Verdict.WARNING, found, remedy);
        }

        static Check blocking(String name, String found, String remedy) {
            return new Check(name, Verdict.BLOCKING, found, remedy);
        }
    }

    static PreflightReport of(String pool, String candidate, List<Check> checks) {
        Verdict worst = checks.stream()
                .map(Check::result)
                .max(Comparator.naturalOrder())
                .orElse(Verdict.OK);
        return new PreflightReport(pool, candidate, worst, summary(pool, candidate, worst, checks), checks);
    }

    private static String summary(String pool, String candidate, Verdict worst, List<Check> checks) {
        List<String> concerns = checks.stream()
                .filter(check -> check.result() == worst)
                .map(Check::name)
                .toList();
        return switch (worst) {
            case OK -> "%s can join pool %s.".formatted(candidate, pool);
            case WARNING ->
                "%s can join pool %s; look first at: %s.".formatted(candidate, pool, String.join(", ", concerns));
            case BLOCKING -> "%s cannot join pool %s: %s.".formatted(candidate, pool, String.join(", ", concerns));
        };
    }
}
