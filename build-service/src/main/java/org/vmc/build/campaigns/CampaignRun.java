package org.vmc.build.campaigns;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.build.builds.MeasuredBuilds;
import org.vmc.contracts.build.BuildOutcome;

/** One build of a campaign. It keeps its times, though the build may be removed one day. */
@Entity
@Table(name = "campaign_run")
class CampaignRun {
    @Id
    @Column(name = "build_id")
    private UUID buildId;

    @Column(name = "campaign_id")
    private UUID campaignId;

    @Column(name = "place")
    private int place;

    @Column(name = "round")
    private int round;

    @Column(name = "variant")
    private int variant;

    @Column(name = "operation_id")
    private UUID operationId;

    @Column(name = "begun_at")
    private Instant begunAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Column(name = "recipe_sha256")
    private @Nullable String recipeSha256;

    @Column(name = "jobs")
    private @Nullable Integer jobs;

    @Column(name = "outcome")
    @Enumerated(EnumType.STRING)
    private @Nullable BuildOutcome outcome;

    @Column(name = "reason")
    private @Nullable String reason;

    @Column(name = "real_millis")
    private @Nullable Long realMillis;

    @Column(name = "user_millis")
    private @Nullable Long userMillis;

    @Column(name = "system_millis")
    private @Nullable Long systemMillis;

    /** For Hibernate. */
    protected CampaignRun() {}

    CampaignRun(UUID campaignId, Turns.Turn turn, MeasuredBuilds.Begun build, Instant now) {
        this.campaignId = campaignId;
        place = turn.position();
        round = turn.round();
        variant = turn.variant();
        buildId = build.buildId();
        operationId = build.operationId();
        begunAt = now;
    }

    /** @param change what makes its time one of something else; null when nothing does */
    void ended(MeasuredBuilds.Standing build, @Nullable String change, Instant now) {
        endedAt = now;
        outcome = change == null ? build.outcome() : BuildOutcome.FAILED;
        reason = change == null ? build.reason() : change;
        recipeSha256 = build.recipeSha256();
        jobs = build.jobs();
        realMillis = build.realMillis();
        userMillis = build.userMillis();
        systemMillis = build.systemMillis();
    }

    /** Its position among all, from 0. */
    int position() {
        return place;
    }

    int round() {
        return round;
    }

    int variant() {
        return variant;
    }

    MeasuredBuilds.Begun build() {
        return new MeasuredBuilds.Begun(buildId, operationId);
    }

    Instant begunAt() {
        return begunAt;
    }

    boolean isOpen() {
        return endedAt == null;
    }

    /** Whether its time counts. */
    boolean isMeasured() {
        return outcome == BuildOutcome.SUCCEEDED && realMillis != null;
    }

    /** Empty as long as it goes on. */
    Optional<BuildOutcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    Optional<String> recipeSha256() {
        return Optional.ofNullable(recipeSha256);
    }

    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    Optional<Integer> jobs() {
        return Optional.ofNullable(jobs);
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
}
