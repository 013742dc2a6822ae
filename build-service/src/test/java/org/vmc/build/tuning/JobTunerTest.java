package org.vmc.build.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vmc.build.tuning.JobTuner.Standing;
import org.vmc.build.tuning.JobTuner.Try;

/** The tuner on curves like the thesis': steep fall, flat, slight rise; of many shapes and with noise. */
class JobTunerTest {
    private static final int MACHINES = 2000;
    private static final double ALLOWED = 1.03;

    /**
     * A source on some machines.
     *
     * @param millis how long it takes with so many jobs
     * @param planned where the planner would start
     */
    private record Machine(IntToDoubleFunction millis, int planned) {
        double best() {
            return IntStream.rangeClosed(1, JobTuner.MOST_JOBS)
                    .mapToDouble(millis::applyAsDouble)
                    .min()
                    .orElseThrow();
        }

        /** Capacity 2 to 64, up to a third of the time in one process, up to 6 % slower for each doubling beyond. */
        static Machine random(Random random) {
            var capacity = Math.exp(random.nextDouble(Math.log(2), Math.log(64)));
            var alone = random.nextDouble(0, 0.5);
            var rise = random.nextDouble(0, 0.06);
            var shape = random.nextInt(3);
            var planned = (int) Math.round(capacity * Math.exp(random.nextDouble(Math.log(0.5), Math.log(3))));
            return new Machine(
                    jobs -> {
                        var parallel =
                                switch (shape) {
                                    case 0 -> Math.max(capacity / jobs, 1);
                                    case 1 -> 1 / (1 - Math.exp(-jobs / capacity * 1.5));
                                    default -> Math.pow(Math.pow(capacity / jobs, 4) + 1, 0.25);
                                };
                        var beyond = Math.max(0, Math.log(jobs / capacity) / Math.log(2));
                        return 300_000 * (alone + parallel + rise * beyond);
                    },
                    Math.max(1, planned));
        }
    }

    @Test
    void isWithinThreePercentInSixTriesWithoutNoise() {
        var random = new Random(1);
        for (var machine = 0; machine < MACHINES; machine++) {
            assertThat(excess(Machine.random(random), new Random(machine), 0)).isLessThanOrEqualTo(ALLOWED);
        }
    }

    @Test
    void isNearlyAlwaysWithinThreePercentThoughEachTryIsOffByOnePercent() {
        var random = new Random(2);
        var worse = IntStream.range(0, MACHINES)
                .filter(machine -> excess(Machine.random(random), new Random(machine), 0.01) > ALLOWED)
                .count();

        assertThat(worse).isLessThan(MACHINES / 50);
    }

    @Test
    void findsTheThesisOptimumFromThePlannersNumber() {
        // Four machines of two cores each, flat from -j25 on, overload harmless.
        var thesis = new Machine(jobs -> 359_620 * Math.max(25.0 / jobs, 1 + 0.0004 * (jobs - 25)), 16);

        assertThat(excess(thesis, new Random(1), 0.003)).isLessThanOrEqualTo(ALLOWED);
    }

    @Test
    void staysWithinWhatMayBeAskedFor() {
        assertThat(tune(new Machine(jobs -> 1000.0 * jobs, 8), new Random(1), 0))
                .isEqualTo(1);
        assertThat(tune(new Machine(jobs -> 1_000_000.0 / jobs, 200), new Random(1), 0))
                .isEqualTo(256);
        assertThat(JobTuner.after(1000, List.of())).isEqualTo(new Standing.Next(256));
    }

    /** How many times as long as the best the chosen number takes. */
    private static double excess(Machine machine, Random noise, double deviation) {
        return machine.millis().applyAsDouble(tune(machine, noise, deviation)) / machine.best();
    }

    private static int tune(Machine machine, Random noise, double deviation) {
        var tries = new ArrayList<Try>();
        while (true) {
            switch (JobTuner.after(machine.planned(), tries)) {
                case Standing.Settled settled -> {
                    return settled.jobs();
                }
                case Standing.Next next -> {
                    assertThat(tries).hasSizeLessThan(6).noneMatch(tried -> tried.jobs() == next.jobs());
                    var millis = machine.millis().applyAsDouble(next.jobs()) * (1 + deviation * noise.nextGaussian());
                    tries.add(new Try(next.jobs(), Math.round(millis)));
                }
            }
        }
    }
}
