package org.vmc.build.builds;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.build.builders.Builders;
import org.vmc.build.tuning.ChosenJobs;
import org.vmc.build.tuning.CompilerCache;
import org.vmc.build.tuning.JobsFrom;
import org.vmc.build.tuning.TuningKey;
import org.vmc.build.tuning.Tunings;
import org.vmc.build.workers.Worker;

/** Chooses how many jobs a build has: what was asked for, what was found earlier, or what suits the CPUs. */
@ApplicationScoped
class JobNumbers {
    private final Tunings tunings;
    private final Builders builders;
    private final Builds builds;

    JobNumbers(Tunings tunings, Builders builders, Builds builds) {
        this.tunings = tunings;
        this.builders = builders;
        this.builds = builds;
    }

    /** @param planned what suits the CPUs */
    ChosenJobs choose(BuildOrder order, List<Worker> workers, int planned) {
        var given = order.jobs();
        return given == null
                ? tunings.choose(key(order, workers), order.tuningUse(), planned)
                : new ChosenJobs(given, JobsFrom.GIVEN);
    }

    /** In the transaction in which the build counts as started. */
    void begun(BuildOrder order, List<Worker> workers, ChosenJobs chosen) {
        tunings.begun(order.buildId(), key(order, workers), order.tuningUse(), chosen);
    }

    private TuningKey key(BuildOrder order, List<Worker> workers) {
        return new TuningKey(
                TuningKey.sourceOf(order.source()),
                builds.recipeSha256(order.buildId()),
                builders.named(order.builder()).vcpus(),
                workers.stream().map(Worker::vcpus).toList(),
                CompilerCache.COLD);
    }
}
