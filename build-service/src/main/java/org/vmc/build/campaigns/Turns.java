package org.vmc.build.campaigns;

import java.util.List;
import org.vmc.contracts.build.BuildOutcome;

/**
 * Whose turn it is. Every round has each variant once, and each round begins with another one, so that what drifts or
 * follows upon something hits all alike.
 */
final class Turns {
    /** A tuning needs at most six that succeed. */
    static final int MOST_TUNING_RUNS = 12;

    private static final int FAILURES_TOLERATED = 2;
    private static final int MOST_FAILED_IN = 5;

    private Turns() {}

    /**
     * A build that comes.
     *
     * @param position among all, from 0
     * @param round from 1
     * @param variant its position in the order
     */
    record Turn(int position, int round, int variant) {}

    /** The turn at that position. */
    static Turn at(int position, int variants) {
        var round = position / variants;
        return new Turn(position, round + 1, (position + round) % variants);
    }

    /** Whether so many builds fail that going on measures nothing: three or more, and more than one of five. */
    static boolean failTooOften(List<CampaignRun> runs) {
        var failed = runs.stream()
                .filter(run -> run.outcome()
                        .filter(outcome -> outcome != BuildOutcome.SUCCEEDED)
                        .isPresent())
                .count();
        return failed > FAILURES_TOLERATED && failed * MOST_FAILED_IN > runs.size();
    }
}
