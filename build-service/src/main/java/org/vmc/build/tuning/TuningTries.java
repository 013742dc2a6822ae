package org.vmc.build.tuning;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The rows of tries. */
@ApplicationScoped
class TuningTries implements PanacheRepositoryBase<TuningTry, UUID> {

    /** Those that have a time. */
    List<JobTuner.Try> measured(String key) {
        return find("key = ?1 and realMillis is not null", key).stream()
                .map(row -> new JobTuner.Try(row.jobs(), row.realMillis().orElseThrow()))
                .toList();
    }
}
