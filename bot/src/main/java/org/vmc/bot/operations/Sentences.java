package org.vmc.bot.operations;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vmc.bot.output.Amounts;

/** Operations in one line. */
final class Sentences {

    private static final List<String> WORTH_SAYING = List.of(
            "address", "host", "mountSource", "file", "bricks", "workersReady", "jobs", "realMillis", "summary");

    private Sentences() {}

    static String of(OperationView operation, Instant now) {
        String label = operation.label() + ": ";
        String time = Amounts.duration(operation.age(now));
        return switch (operation.state()) {
            case "PENDING" -> label + "waiting";
            case "SUCCEEDED" -> label + "done in " + time + found(operation.presentResult());
            case "FAILED" -> label + "failed after " + time + ": " + operation.ending();
            case "CANCELLED" -> label + "cancelled after " + time + "; what was begun is undone";
            case "UNDO_FAILED" -> label + "failed after " + time + ": " + operation.ending();
            case "CANCELLING", "UNDOING" -> label + "undoing – " + doing(operation);
            default -> label + doing(operation);
        };
    }

    private static String doing(OperationView operation) {
        String message = operation.message();
        if (message != null && !message.isBlank()) {
            return message;
        }
        return operation.presentSteps().stream()
                .filter(step -> "RUNNING".equals(step.state()))
                .findFirst()
                .map(step -> String.valueOf(step.name()))
                .orElse("running");
    }

    /** What people want to know of what was found out; the rest is bookkeeping and stays in {@code /op show}. */
    private static String found(Map<String, String> result) {
        String shown = WORTH_SAYING.stream()
                .filter(result::containsKey)
                .map(key -> said(key, result.getOrDefault(key, "")))
                .collect(Collectors.joining(", "));
        return shown.isEmpty() ? "" : " – " + shown;
    }

    private static String said(String key, String value) {
        return switch (key) {
            case "mountSource" -> "mount " + value;
            case "workersReady" -> value + " workers";
            case "summary" -> value;
            case "realMillis" -> "real " + value + " ms";
            default -> key + " " + value;
        };
    }
}
