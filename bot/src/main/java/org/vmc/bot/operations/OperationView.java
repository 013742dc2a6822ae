package org.vmc.bot.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bot's view of an operation. States and kinds stay text, so that later ones can be shown too. */
public record OperationView(
        String id,
        String kind,
        String state,
        double progress,
        @Nullable String message,
        @Nullable TargetView target,
        @Nullable String actor,
        @Nullable String cause,
        @Nullable Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable List<StepView> steps,
        @Nullable Map<String, String> result,
        @Nullable ProblemView problem) {

    /** What an operation is about. */
    public record TargetView(
            @Nullable String type,
            @Nullable String id,
            @Nullable String name) {}

    record StepView(
            @Nullable String name,
            @Nullable String state,
            @Nullable String message) {}

    record ProblemView(
            @Nullable String type,
            @Nullable String title,
            @Nullable String detail) {}

    boolean hasEnded() {
        return switch (state) {
            case "SUCCEEDED", "FAILED", "CANCELLED", "UNDO_FAILED" -> true;
            default -> false;
        };
    }

    boolean hasSucceeded() {
        return state.equals("SUCCEEDED");
    }

    /** Name of its target, or its id when the target has none. */
    public String targetName() {
        String name = target == null ? null : target.name();
        return name == null ? "" : name;
    }

    /** Id of its target; empty when unknown. */
    public String targetId() {
        String targetId = target == null ? null : target.id();
        return targetId == null ? "" : targetId;
    }

    /** Kind and target, for example {@code CreateVm ci-1}. */
    String label() {
        return targetName().isEmpty() ? kind : kind + " " + targetName();
    }

    List<StepView> presentSteps() {
        return steps == null ? List.of() : steps;
    }

    /** What it found out, for example the address of a new VM. */
    public Map<String, String> presentResult() {
        return result == null ? Map.of() : result;
    }

    /** From acceptance to its end, or to now. */
    Duration age(Instant now) {
        if (createdAt == null) {
            return Duration.ZERO;
        }
        Duration age = Duration.between(createdAt, finishedAt == null ? now : finishedAt);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** Why it failed and what became of what it had begun, in the service's words. */
    String ending() {
        return message == null || message.isBlank() ? reason() : message;
    }

    String reason() {
        if (problem != null && problem.detail() != null) {
            return problem.detail();
        }
        if (problem != null && problem.title() != null) {
            return problem.title();
        }
        return message == null ? "no reason was given" : message;
    }
}
