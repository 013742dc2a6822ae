package org.vmc.build.tuning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What builds have shown of the best number of jobs. A build chooses its number, says that it has begun with it, and
 * says how long it took.
 */
@ApplicationScoped
public class Tunings {
    private final TuningRows rows;
    private final TuningTries tries;
    private final Clock clock = Clock.systemUTC();

    Tunings(TuningRows rows, TuningTries tries) {
        this.rows = rows;
        this.tries = tries;
    }

    /**
     * The number of jobs for a build.
     *
     * @param planned what suits the CPUs
     */
    @Transactional
    public ChosenJobs choose(TuningKey key, TuningUse use, int planned) {
        var found = rows.findByIdOptional(key.text()).flatMap(Tuning::jobs).map(ChosenJobs::remembered);
        return switch (use) {
            case OFF -> ChosenJobs.planned(planned);
            case REMEMBERED -> found.orElseGet(() -> ChosenJobs.planned(planned));
            case TRY -> found.orElseGet(() -> next(planned, tries.measured(key.text())));
            case AFRESH -> next(planned, List.of());
        };
    }

    private static ChosenJobs next(int planned, List<JobTuner.Try> measured) {
        return switch (JobTuner.after(planned, measured)) {
            case JobTuner.Standing.Next next -> new ChosenJobs(next.jobs(), JobsFrom.TRIED);
            case JobTuner.Standing.Settled settled -> ChosenJobs.remembered(settled.jobs());
        };
    }

    /** Notes that a build tries a number; has no effect when it does not. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void begun(UUID buildId, TuningKey key, TuningUse use, ChosenJobs chosen) {
        if (chosen.from() != JobsFrom.TRIED) {
            return;
        }
        var now = clock.instant();
        var row = rows.findByIdOptional(key.text());
        if (row.isEmpty()) {
            rows.persist(new Tuning(key, now));
        } else if (use == TuningUse.AFRESH) {
            row.get().begin(now);
            tries.delete("key", key.text());
        }
        tries.persist(new TuningTry(buildId, key.text(), chosen.jobs(), now));
    }

    /**
     * Notes how long a build took that has succeeded; has no effect when it tried nothing.
     *
     * @param found what the compiler cache had of it: a build with a warm one says nothing of those with a cold one,
     *     and the same number is tried again
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void measured(UUID buildId, long realMillis, CompilerCache found) {
        if (found == CompilerCache.WARM) {
            return;
        }
        tries.findByIdOptional(buildId).ifPresent(tried -> {
            tried.measured(realMillis);
            tries.flush();
            var standing = JobTuner.after(tried.jobs(), tries.measured(tried.key()));
            if (standing instanceof JobTuner.Standing.Settled settled) {
                rows.findByIdOptional(tried.key())
                        .ifPresent(row -> row.settle(settled.jobs(), settled.millis(), clock.instant()));
            }
        });
    }

    /** What was found by tries of which these builds are some; empty as long as more are needed, or for no tries. */
    @Transactional
    public Optional<Integer> foundBy(List<UUID> buildIds) {
        return tries.list("buildId in ?1", buildIds).stream()
                .flatMap(tried -> rows.findByIdOptional(tried.key()).flatMap(Tuning::jobs).stream())
                .findFirst();
    }

    /** All that is known, the newest first. */
    @Transactional
    List<TuningView> all(int limit) {
        return rows.find("order by begunAt desc, key").page(0, limit).stream()
                .map(row -> TuningView.of(row, tries.measured(row.key()).size()))
                .toList();
    }
}
