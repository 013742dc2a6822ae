package org.vmc.build.builds;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.vmc.build.builders.RunState;
import org.vmc.build.cache.CachePolicy;
import org.vmc.build.cache.CacheUse;
import org.vmc.build.distcc.DispatchReport;
import org.vmc.build.tuning.ChosenJobs;
import org.vmc.build.tuning.CompilerCache;
import org.vmc.build.tuning.JobsFrom;
import org.vmc.contracts.build.BuildMode;
import org.vmc.contracts.build.BuildOutcome;

/** A build: what was asked for, and what came of it. How far it is belongs to its operation. */
@Entity
class Build {
    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "operation_id")
    private @Nullable UUID operationId;

    @Column(name = "source")
    private String source;

    @Column(name = "recipe_sha256")
    private String recipeSha256;

    @Column(name = "mode")
    @Enumerated(EnumType.STRING)
    private BuildMode mode;

    @Column(name = "workers_wanted")
    private int workersWanted;

    @Column(name = "jobs")
    private @Nullable Integer jobs;

    @Column(name = "jobs_from")
    @Enumerated(EnumType.STRING)
    private @Nullable JobsFrom jobsFrom;

    @Column(name = "builder")
    private String builder;

    @Column(name = "owner")
    private String owner;

    @Column(name = "team")
    private String team;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "started_at")
    private @Nullable Instant startedAt;

    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    @Column(name = "source_identity")
    private @Nullable String sourceIdentity;

    @Column(name = "compiler")
    private @Nullable String compiler;

    @Column(name = "real_millis")
    private @Nullable Long realMillis;

    @Column(name = "user_millis")
    private @Nullable Long userMillis;

    @Column(name = "system_millis")
    private @Nullable Long systemMillis;

    @Column(name = "recipe_name")
    private @Nullable String recipeName;

    @Column(name = "test_millis")
    private @Nullable Long testMillis;

    @Column(name = "compiled_by_builder")
    private @Nullable Integer compiledByBuilder;

    @Column(name = "fallbacks")
    private @Nullable Integer fallbacks;

    @Column(name = "retries")
    private @Nullable Integer retries;

    @Column(name = "losses")
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable List<LostAttempt> losses;

    @Column(name = "file_count")
    private @Nullable Integer fileCount;

    @Column(name = "manifest_sha256")
    private @Nullable String manifestSha256;

    @Column(name = "cache")
    @Enumerated(EnumType.STRING)
    private CachePolicy cache;

    @Column(name = "cache_hits")
    private @Nullable Integer cacheHits;

    @Column(name = "cache_misses")
    private @Nullable Integer cacheMisses;

    @Column(name = "rechecked")
    private @Nullable Integer rechecked;

    @Column(name = "log_lines")
    private @Nullable Long logLines;

    @Column(name = "outcome")
    @Enumerated(EnumType.STRING)
    private @Nullable BuildOutcome outcome;

    @Column(name = "reason")
    private @Nullable String reason;

    /** For Hibernate. */
    protected Build() {}

    Build(BuildOrder order, String recipeSha256, String owner, String team, Instant createdAt) {
        this.id = order.buildId();
        this.source = order.source();
        this.recipeSha256 = recipeSha256;
        this.mode = order.mode();
        this.workersWanted = order.workers();
        this.jobs = order.jobs();
        this.builder = order.builder();
        this.cache = order.cache();
        this.owner = owner;
        this.team = team;
        this.createdAt = createdAt;
    }

    /**
     * An attempt to compile a file on a worker that failed, as kept with the build.
     *
     * @param compiledBy who compiled it in the end
     */
    record LostAttempt(String file, String host, String compiledBy, String reason) {}

    void fetched(UUID operation, String identity) {
        operationId = operation;
        sourceIdentity = identity;
    }

    void reserved(String fingerprint) {
        compiler = fingerprint;
    }

    void started(ChosenJobs chosen, Instant now) {
        jobs = chosen.jobs();
        jobsFrom = chosen.from();
        startedAt = now;
    }

    void ran(RunState.@Nullable Times times, long lines) {
        logLines = lines;
        if (times != null) {
            realMillis = times.realMillis();
            userMillis = times.userMillis();
            systemMillis = times.systemMillis();
        }
    }

    void tested(long millis) {
        testMillis = millis;
    }

    /** Notes the name of the recipe it is built by. */
    void builtBy(String recipe) {
        recipeName = recipe;
    }

    void dispatched(DispatchReport report) {
        compiledByBuilder = report.compiledBy(DispatchReport.LOCALHOST);
        fallbacks = report.fallbacks();
        retries = report.retries();
        losses = report.losses().stream()
                .map(loss -> new LostAttempt(loss.file(), loss.host(), loss.fellBackTo(), loss.reason()))
                .toList();
    }

    void cached(CacheUse use) {
        cacheHits = use.hits();
        cacheMisses = use.misses();
    }

    void rechecked(int files) {
        rechecked = files;
    }

    void collected(Manifest manifest) {
        fileCount = manifest.fileCount();
        manifestSha256 = manifest.sha256();
    }

    void finished(BuildOutcome how, @Nullable String why, Instant now) {
        outcome = how;
        reason = why;
        finishedAt = now;
    }

    UUID id() {
        return id;
    }

    Optional<UUID> operationId() {
        return Optional.ofNullable(operationId);
    }

    String source() {
        return source;
    }

    String recipeSha256() {
        return recipeSha256;
    }

    BuildMode mode() {
        return mode;
    }

    int workersWanted() {
        return workersWanted;
    }

    Optional<Integer> jobs() {
        return Optional.ofNullable(jobs);
    }

    /** Where the number of jobs comes from; empty until it is decided. */
    Optional<JobsFrom> jobsFrom() {
        return Optional.ofNullable(jobsFrom);
    }

    String builder() {
        return builder;
    }

    String owner() {
        return owner;
    }

    String team() {
        return team;
    }

    Instant createdAt() {
        return createdAt;
    }

    Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }

    Optional<String> sourceIdentity() {
        return Optional.ofNullable(sourceIdentity);
    }

    Optional<String> compiler() {
        return Optional.ofNullable(compiler);
    }

    Optional<Long> realMillis() {
        return Optional.ofNullable(realMillis);
    }

    Optional<Long> userMillis() {
        return Optional.ofNullable(userMillis);
    }

    Optional<Long> systemMillis() {
        return Optional.ofNullable(systemMillis);
    }

    /** Name of the recipe it is built by; empty for the one of its source. */
    Optional<String> recipeName() {
        return Optional.ofNullable(recipeName);
    }

    /** Time of the tests by the clock. */
    Optional<Long> testMillis() {
        return Optional.ofNullable(testMillis);
    }

    Optional<Integer> compiledByBuilder() {
        return Optional.ofNullable(compiledByBuilder);
    }

    Optional<Integer> fallbacks() {
        return Optional.ofNullable(fallbacks);
    }

    Optional<Integer> retries() {
        return Optional.ofNullable(retries);
    }

    List<LostAttempt> losses() {
        return losses == null ? List.of() : losses;
    }

    Optional<Integer> fileCount() {
        return Optional.ofNullable(fileCount);
    }

    Optional<String> manifestSha256() {
        return Optional.ofNullable(manifestSha256);
    }

    CachePolicy cache() {
        return cache;
    }

    /**
     * Files that were not compiled because their result was kept; empty without a cache and until the build is over.
     */
    Optional<Integer> cacheHits() {
        return Optional.ofNullable(cacheHits);
    }

    /** What the compiler cache had of it. */
    CompilerCache cacheFound() {
        return cacheHits == null || cacheHits == 0 ? CompilerCache.COLD : CompilerCache.WARM;
    }

    Optional<Integer> cacheMisses() {
        return Optional.ofNullable(cacheMisses);
    }

    /** Files of workers that were compiled again on the builder and found equal. */
    Optional<Integer> rechecked() {
        return Optional.ofNullable(rechecked);
    }

    Optional<Long> logLines() {
        return Optional.ofNullable(logLines);
    }

    /** Empty as long as the build's operation has not ended. */
    Optional<BuildOutcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }
}
