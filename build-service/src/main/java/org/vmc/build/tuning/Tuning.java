package org.vmc.build.tuning;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the best number of jobs for one {@link TuningKey}. */
@Entity
class Tuning {
    @Id
    @Column(name = "key")
    private String key;

    @Column(name = "source")
    private String source;

    @Column(name = "recipe_sha256")
    private String recipeSha256;

    @Column(name = "builder_vcpus")
    private int builderVcpus;

    @Column(name = "worker_vcpus")
    private String workerVcpus;

    @Column(name = "cache")
    @Enumerated(EnumType.STRING)
    private CompilerCache cache;

    @Column(name = "begun_at")
    private Instant begunAt;

    @Column(name = "jobs")
    private @Nullable Integer jobs;

    @Column(name = "real_millis")
    private @Nullable Long realMillis;

    @Column(name = "settled_at")
    private @Nullable Instant settledAt;

    /** For Hibernate. */
    protected Tuning() {}

    Tuning(TuningKey of, Instant now) {
        key = of.text();
        source = of.source();
        recipeSha256 = of.recipeSha256();
        builderVcpus = of.builderVcpus();
        workerVcpus = of.workers();
        cache = of.cache();
        begunAt = now;
    }

    void begin(Instant now) {
        begunAt = now;
        jobs = null;
        realMillis = null;
        settledAt = null;
    }

    void settle(int fastest, long millis, Instant now) {
        jobs = fastest;
        realMillis = millis;
        settledAt = now;
    }

    String key() {
        return key;
    }

    String source() {
        return source;
    }

    String recipeSha256() {
        return recipeSha256;
    }

    int builderVcpus() {
        return builderVcpus;
    }

    String workerVcpus() {
        return workerVcpus;
    }

    CompilerCache cache() {
        return cache;
    }

    Instant begunAt() {
        return begunAt;
    }

    /** Empty as long as it is not settled. */
    Optional<Integer> jobs() {
        return Optional.ofNullable(jobs);
    }

    /** The time of the fastest try. */
    Optional<Long> realMillis() {
        return Optional.ofNullable(realMillis);
    }

    Optional<Instant> settledAt() {
        return Optional.ofNullable(settledAt);
    }
}
