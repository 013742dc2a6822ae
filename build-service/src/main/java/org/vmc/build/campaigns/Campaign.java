package org.vmc.build.campaigns;

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
import org.vmc.operations.plan.OperationState;

/** A campaign: what was asked for, and whether it has ended. */
@Entity
class Campaign {
    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "kind")
    @Enumerated(EnumType.STRING)
    private CampaignKind kind;

    @Column(name = "source")
    private String source;

    @Column(name = "builder")
    private String builder;

    @Column(name = "variants")
    @JdbcTypeCode(SqlTypes.JSON)
    private List<Variant> variants;

    @Column(name = "rounds")
    private int rounds;

    @Column(name = "owner")
    private String owner;

    @Column(name = "team")
    private String team;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Column(name = "state")
    @Enumerated(EnumType.STRING)
    private OperationState state;

    @Column(name = "reason")
    private @Nullable String reason;

    @Column(name = "source_identity")
    private @Nullable String sourceIdentity;

    @Column(name = "compiler")
    private @Nullable String compiler;

    @Column(name = "found_jobs")
    private @Nullable Integer foundJobs;

    @Column(name = "results")
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable List<String> results;

    /** For Hibernate. */
    protected Campaign() {}

    Campaign(CampaignOrder order, String owner, String team, Instant now) {
        id = order.campaignId();
        kind = order.kind();
        source = order.source();
        builder = order.builder();
        variants = order.variants();
        rounds = order.rounds();
        this.owner = owner;
        this.team = team;
        createdAt = now;
        state = OperationState.RUNNING;
    }

    /** Notes what its first build was made of and by; nothing changes it later. */
    void pin(@Nullable String identity, @Nullable String fingerprint) {
        if (sourceIdentity == null) {
            sourceIdentity = identity;
            compiler = fingerprint;
        }
    }

    void found(int jobs) {
        foundJobs = jobs;
    }

    void ended(OperationState how, @Nullable String why, List<String> found, Instant now) {
        results = found;
        state = how;
        reason = why;
        endedAt = now;
    }

    UUID id() {
        return id;
    }

    CampaignKind kind() {
        return kind;
    }

    String source() {
        return source;
    }

    String builder() {
        return builder;
    }

    List<Variant> variants() {
        return variants;
    }

    int rounds() {
        return rounds;
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

    Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    OperationState state() {
        return state;
    }

    /** What a tuning has found; a later one may have found something else. */
    Optional<Integer> foundJobs() {
        return Optional.ofNullable(foundJobs);
    }

    /** A sentence for each thing that was found; none before it has ended. */
    List<String> results() {
        return results == null ? List.of() : results;
    }

    /** Why it did not succeed. */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** What its builds are made of; empty before the first one has ended. */
    Optional<String> sourceIdentity() {
        return Optional.ofNullable(sourceIdentity);
    }

    Optional<String> compiler() {
        return Optional.ofNullable(compiler);
    }
}
