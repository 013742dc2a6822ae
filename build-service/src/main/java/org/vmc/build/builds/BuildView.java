package org.vmc.build.builds;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.vmc.build.tuning.JobsFrom;
import org.vmc.build.workers.Worker;
import org.vmc.build.workers.WorkerState;
import org.vmc.contracts.build.BuildOutcome;

/**
 * A build as clients see it. Times are those of the build commands, on the builder.
 *
 * @param operationId the operation that runs it
 * @param sourceIdentity what was built: {@code sha256:…} or {@code commit:…}; absent until it was fetched
 * @param mode {@code local} or {@code distributed}
 * @param jobs number given to {@code make -j}; absent until it is decided
 * @param jobsFrom where that number comes from: given, planned from the CPUs, remembered from builds that were tuned,
 *     or tried by a build that tunes
 * @param outcome absent as long as the build goes on
 * @param reason why it did not succeed
 * @param compiler version and target of the builder's compiler
 * @param realMillis by the clock
 * @param userMillis of CPU in programs
 * @param systemMillis of CPU in the kernel
 * @param recipe name of the recipe it was asked to be built by
 * @param testMillis time of the tests by the clock; not part of the build's time
 * @param compiledByBuilder files the builder itself compiled; distributed builds only
 * @param fallbacks files meant for a worker that the builder compiled in the end
 * @param retries attempts that failed on a worker
 * @param lostAttempts those attempts
 * @param cache what it does with the compilations its team made before: {@code use}, {@code renew} or {@code off}
 * @param cacheHits files that were not compiled because their result was kept; builds with a cache only
 * @param cacheMisses files that were compiled and kept
 * @param rechecked files of workers that the builder compiled again and found equal, byte for byte
 * @param fileCount how many object files and artifacts were made
 * @param manifestSha256 of the list of their checksums; equal for builds with identical output
 * @param load what the load of its hosts says, see {@code /builds/{id}/load}; only when one build is shown
 * @param comparison with the latest local build of the same source; only when one build is shown
 */
@Schema(name = "Build")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BuildView(
        UUID id,
        @Nullable UUID operationId,
        String source,
        @Nullable String sourceIdentity,
        String mode,
        int workersWanted,
        @Nullable Integer jobs,
        @Nullable JobsFrom jobsFrom,
        String builder,
        String owner,
        String team,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable BuildOutcome outcome,
        @Nullable String reason,
        @Nullable String compiler,
        @Nullable Long realMillis,
        @Nullable Long userMillis,
        @Nullable Long systemMillis,
        @Nullable String recipe,
        @Nullable Long testMillis,
        List<WorkerView> workers,
        @Nullable Integer compiledByBuilder,
        @Nullable Integer fallbacks,
        @Nullable Integer retries,
        List<LostAttemptView> lostAttempts,
        String cache,
        @Nullable Integer cacheHits,
        @Nullable Integer cacheMisses,
        @Nullable Integer rechecked,
        @Nullable Integer fileCount,
        @Nullable String manifestSha256,
        @Nullable String load,
        @Nullable Comparison comparison) {

    /**
     * A worker of the build.
     *
     * @param compiled files it compiled
     * @param failedAttempts compilations that failed on it and were made elsewhere
     * @param reason why it was refused or lost
     */
    @Schema(name = "BuildWorker")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WorkerView(
            UUID id,
            String name,
            @Nullable String hostName,
            @Nullable String address,
            int vcpus,
            WorkerState state,
            int compiled,
            int failedAttempts,
            @Nullable String reason) {

        static WorkerView of(Worker worker) {
            return new WorkerView(
                    worker.vmId(),
                    worker.name(),
                    worker.hostName().orElse(null),
                    worker.address().orElse(null),
                    worker.vcpus(),
                    worker.state(),
                    worker.compiled(),
                    worker.failedAttempts(),
                    worker.reason().orElse(null));
        }
    }

    /**
     * An attempt to compile on a worker that failed.
     *
     * @param compiledBy who compiled the file in the end
     * @param reason distcc's words
     */
    @Schema(name = "LostAttempt")
    public record LostAttemptView(String file, String worker, String compiledBy, String reason) {}

    static BuildView of(
            Build build,
            Optional<UUID> operationId,
            List<Worker> workers,
            Optional<Comparison> comparison,
            Optional<String> load) {
        return new BuildView(
                build.id(),
                operationId.orElse(null),
                build.source(),
                build.sourceIdentity().orElse(null),
                build.mode().name().toLowerCase(Locale.ROOT),
                build.workersWanted(),
                build.jobs().orElse(null),
                build.jobsFrom().orElse(null),
                build.builder(),
                build.owner(),
                build.team(),
                build.createdAt(),
                build.startedAt().orElse(null),
                build.finishedAt().orElse(null),
                build.outcome().orElse(null),
                build.reason().orElse(null),
                build.compiler().map(BuildView::compiler).orElse(null),
                build.realMillis().orElse(null),
                build.userMillis().orElse(null),
                build.systemMillis().orElse(null),
                build.recipeName().orElse(null),
                build.testMillis().orElse(null),
                workers.stream().map(WorkerView::of).toList(),
                build.compiledByBuilder().orElse(null),
                build.fallbacks().orElse(null),
                build.retries().orElse(null),
                build.losses().stream()
                        .map(lost -> new LostAttemptView(lost.file(), lost.host(), lost.compiledBy(), lost.reason()))
                        .toList(),
                build.cache().word(),
                build.cacheHits().orElse(null),
                build.cacheMisses().orElse(null),
                build.rechecked().orElse(null),
                build.fileCount().orElse(null),
                build.manifestSha256().orElse(null),
                load.orElse(null),
                comparison.orElse(null));
    }

    private static String compiler(String fingerprint) {
        var words = fingerprint.split(" ");
        return words[0] + " " + words[1];
    }
}
