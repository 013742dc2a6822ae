package org.vmc.build.tuning;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A build that was run to see how fast a number of jobs is. */
@Entity
@Table(name = "tuning_try")
class TuningTry {
    @Id
    @Column(name = "build_id")
    private UUID buildId;

    @Column(name = "key")
    private String key;

    @Column(name = "jobs")
    private int jobs;

    @Column(name = "begun_at")
    private Instant begunAt;

    @Column(name = "real_millis")
    private @Nullable Long realMillis;

    /** For Hibernate. */
    protected TuningTry() {}

    TuningTry(UUID buildId, String key, int jobs, Instant now) {
        this.buildId = buildId;
        this.key = key;
        this.jobs = jobs;
        this.begunAt = now;
    }

    void measured(long millis) {
        realMillis = millis;
    }

    String key() {
        return key;
    }

    int jobs() {
        return jobs;
    }

    /** Empty as long as the build has not succeeded. */
    Optional<Long> realMillis() {
        return Optional.ofNullable(realMillis);
    }
}
