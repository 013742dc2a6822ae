package org.vmc.build.statistics;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a speed-up means by equation 6.1 of the thesis: distributing is worth it when n = T(native) / T(distributed) is
 * at least {@value #WORTH}, that is, when it saves a fifth of the time or more.
 *
 * @param judgement the answer
 * @param sentence the answer for people, with its reason
 * @param runsNeeded runs of each variant that will probably prove it one way or the other; only when it is not proved
 */
public record Verdict(
        Judgement judgement, String sentence, @Nullable Integer runsNeeded) {
    /** The least speed-up that is worth it. */
    public static final double WORTH = 1.25;

    /** An interval of fewer rounds is narrower than it should be. */
    static final int LEAST_ROUNDS = 5;

    private static final int MOST_RUNS = 500;

    /** What can be said. */
    public enum Judgement {
        WORTH_IT,
        NOT_WORTH_IT,
        NOT_PROVED
    }

    /**
     * Judges a speed-up.
     *
     * @param what is or is not worth it, such as {@code distributing}
     */
    public static Verdict of(SpeedUp speedUp, String what) {
        var figures = String.format(
                Locale.ROOT,
                "n = %.3f (95 %% confidence %.3f to %.3f, %d rounds), worth it from %.2f on",
                speedUp.factor(),
                speedUp.low(),
                speedUp.high(),
                speedUp.rounds(),
                WORTH);
        if (speedUp.rounds() < LEAST_ROUNDS) {
            return new Verdict(
                    Judgement.NOT_PROVED,
                    "not proved: run more (%d each): %s".formatted(LEAST_ROUNDS, figures),
                    LEAST_ROUNDS);
        }
        if (speedUp.low() >= WORTH) {
            return new Verdict(Judgement.WORTH_IT, "worth %s: %s".formatted(what, figures), null);
        }
        if (speedUp.high() < WORTH) {
            return new Verdict(Judgement.NOT_WORTH_IT, "not worth %s: %s".formatted(what, figures), null);
        }
        return unproved(speedUp, figures);
    }

    /** An interval narrows with the root of the number of runs; it must no longer reach the threshold. */
    private static Verdict unproved(SpeedUp speedUp, String figures) {
        var distance = Math.abs(speedUp.factor() - WORTH);
        var reach = speedUp.factor() < WORTH ? speedUp.high() - speedUp.factor() : speedUp.factor() - speedUp.low();
        var needed = Math.ceil(speedUp.rounds() * Math.pow(reach / distance, 2));
        if (needed > MOST_RUNS) {
            return new Verdict(
                    Judgement.NOT_PROVED,
                    "not proved: too near the threshold for %d runs to tell: %s".formatted(MOST_RUNS, figures),
                    null);
        }
        var runs = Math.max(speedUp.rounds() + 1, (int) needed);
        return new Verdict(Judgement.NOT_PROVED, "not proved: run more (%d each): %s".formatted(runs, figures), runs);
    }
}
