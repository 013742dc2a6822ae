package org.vmc.vm.solver;

import ai.timefold.solver.core.api.score.buildin.hardmediumsoftlong.HardMediumSoftLongScore;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Searches for the best host of every VM: those that are to leave are put somewhere first, the biggest first, then all
 * are moved and swapped for as long as that gains.
 */
public final class MoveSearch {

    private static final long SEED = 20_261_126;
    private static final String SPACE = "space";

    private final SolverFactory<Arrangement> factory;

    /**
     * @param within how long one search takes at most
     * @param stepsWithoutGain after how many steps that gain nothing it ends
     */
    public MoveSearch(Duration within, int stepsWithoutGain) {
        this.factory = SolverFactory.create(new SolverConfig()
                .withClassLoader(MoveSearch.class.getClassLoader())
                .withSolutionClass(Arrangement.class)
                .withEntityClasses(Seat.class)
                .withScoreDirectorFactory(
                        new ScoreDirectorFactoryConfig().withIncrementalScoreCalculatorClass(ArrangementScore.class))
                .withRandomSeed(SEED)
                .withPhases(
                        new ConstructionHeuristicPhaseConfig(),
                        new LocalSearchPhaseConfig()
                                .withTerminationConfig(
                                        new TerminationConfig().withUnimprovedStepCountLimit(stepsWithoutGain)))
                .withTerminationConfig(new TerminationConfig().withSpentLimit(within)));
    }

    /**
     * The host of each VM, by index, in the order of the VMs. Where an arrangement that breaks no rule cannot be found
     * everybody stays.
     *
     * @param mostMoves how many VMs that need not leave may move: those whose moves gain most
     */
    public List<Integer> search(List<Space> spaces, List<Piece> pieces, int mostMoves) {
        List<Integer> asItIs = pieces.stream().map(Piece::from).toList();
        if (pieces.stream().allMatch(piece -> piece.possible().equals(List.of(piece.from())))) {
            return asItIs;
        }
        List<Seat> seats = pieces.stream()
                .sorted(Comparator.comparingLong(Piece::memoryMib).reversed().thenComparing(Piece::index))
                .map(piece -> new Seat(
                        piece,
                        piece.possible().stream().map(spaces::get).toList(),
                        piece.leaves() ? null : spaces.get(piece.from())))
                .toList();
        Arrangement best = factory.buildSolver().solve(new Arrangement(spaces, seats));
        ArrangementScore score = new ArrangementScore();
        score.resetWorkingSolution(best);
        if (score.calculateScore().hardScore() < 0) {
            return asItIs;
        }
        fewer(best, score, mostMoves);
        return best.seats().stream()
                .sorted(Comparator.comparingInt(seat -> seat.piece().index()))
                .map(seat -> space(seat).index())
                .toList();
    }

    /**
     * Puts back all that need not move, and then moves one after the other again: each time the one that gains most.
     */
    private static void fewer(Arrangement arrangement, ArrangementScore score, int mostMoves) {
        Map<Seat, Space> wanted = new LinkedHashMap<>();
        for (Seat seat : arrangement.seats()) {
            if (!seat.piece().leaves() && space(seat).index() != seat.piece().from()) {
                wanted.put(seat, space(seat));
            }
        }
        if (wanted.size() <= mostMoves) {
            return;
        }
        wanted.keySet()
                .forEach(
                        seat -> move(seat, arrangement.spaces().get(seat.piece().from()), score));
        for (int moves = 0; moves < mostMoves; moves++) {
            Seat gaining = null;
            HardMediumSoftLongScore most = score.calculateScore();
            for (Map.Entry<Seat, Space> move : wanted.entrySet()) {
                Space before = space(move.getKey());
                move(move.getKey(), move.getValue(), score);
                HardMediumSoftLongScore after = score.calculateScore();
                move(move.getKey(), before, score);
                if (after.compareTo(most) > 0) {
                    most = after;
                    gaining = move.getKey();
                }
            }
            if (gaining == null) {
                return;
            }
            move(gaining, Objects.requireNonNull(wanted.remove(gaining)), score);
        }
    }

    private static void move(Seat seat, Space to, ArrangementScore score) {
        score.beforeVariableChanged(seat, SPACE);
        seat.setSpace(to);
        score.afterVariableChanged(seat, SPACE);
    }

    private static Space space(Seat seat) {
        return Objects.requireNonNull(seat.getSpace());
    }
}
