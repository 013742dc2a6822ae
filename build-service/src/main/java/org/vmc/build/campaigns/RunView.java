package org.vmc.build.campaigns;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.build.BuildOutcome;

/**
 * One build of a campaign as clients see it, also as a line of a CSV file (RFC 4180).
 *
 * @param position among all, from 1
 * @param variant label of its variant
 * @param outcome absent as long as it goes on
 */
@Schema(name = "BuildCampaignRun")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunView(
        int position,
        int round,
        String variant,
        UUID buildId,
        Instant begunAt,
        @Nullable Integer jobs,
        @Nullable BuildOutcome outcome,
        @Nullable Double realSeconds,
        @Nullable Double userSeconds,
        @Nullable Double systemSeconds,
        @Nullable String reason) {

    static final String CSV_HEAD =
            "position,round,variant,build,begun_at,jobs,outcome,real_seconds,user_seconds,system_seconds,reason\r\n";

    static RunView of(CampaignRun run, Campaign campaign) {
        return new RunView(
                run.position() + 1,
                run.round(),
                campaign.variants().get(run.variant()).label(),
                run.build().buildId(),
                run.begunAt(),
                run.jobs().orElse(null),
                run.outcome().orElse(null),
                run.realMillis().map(RunView::seconds).orElse(null),
                run.userMillis().map(RunView::seconds).orElse(null),
                run.systemMillis().map(RunView::seconds).orElse(null),
                run.reason().orElse(null));
    }

    private static double seconds(long millis) {
        return millis / 1000.0;
    }

    String csv() {
        return Stream.of(
                        position,
                        round,
                        variant,
                        buildId,
                        begunAt,
                        text(jobs),
                        text(outcome),
                        text(realSeconds),
                        text(userSeconds),
                        text(systemSeconds),
                        text(reason))
                .map(RunView::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static Object text(@Nullable Object value) {
        return value == null ? "" : value instanceof Double number ? String.format(Locale.ROOT, "%.3f", number) : value;
    }

    /** A reason may hold what a build has printed; a spreadsheet must not take it for a formula. */
    private static String cell(Object value) {
        var text = value.toString().replace("\"", "\"\"");
        var isFormula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return "\"" + (isFormula ? "'" : "") + text + "\"";
    }
}
