package org.vmc.bot.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The bot's view of an RFC 9457 problem.
 *
 * @param errors the fields that were wrong
 */
record Problem(
        @Nullable String title,
        @Nullable String detail,
        @Nullable @JsonProperty("errors") List<FieldError> errors) {

    static final Problem EMPTY = new Problem(null, null, null);

    record FieldError(@Nullable String field, @Nullable String message) {}

    GatewayRefused asRefusal(int status, String correlationId) {
        return new GatewayRefused(status, sentence(status), next(status, correlationId));
    }

    private String sentence(int status) {
        String summary = sentence(firstPresent(detail, title, "The request was refused (HTTP " + status + ")"));
        if (errors == null || errors.isEmpty()) {
            return summary;
        }
        return errors.stream()
                .map(error -> firstPresent(error.field(), null, "request") + ": "
                        + sentence(firstPresent(error.message(), null, "not accepted")))
                .collect(Collectors.joining("\n"));
    }

    private String next(int status, String correlationId) {
        return switch (status) {
            case 400, 422 -> "Correct " + fields() + " and send the command again; nothing was changed.";
            case 401 -> "Your token is not accepted (any more); reconnect with a valid one.";
            case 403 -> "See /whoami for your role; an operator or the owner can do this.";
            case 404 -> "Look at the matching list command for what exists.";
            case 409 -> "Look at its state with the show command; /op list shows what is running.";
            case 429 -> "Wait a moment and try again.";
            case 503, 502, 504 -> "A part of the cluster does not answer; see /status and try again.";
            case 507 -> "Free some space or choose less.";
            default ->
                status >= 500
                        ? "This is a fault in the cluster; its log has it under correlation id " + correlationId + "."
                        : "";
        };
    }

    private String fields() {
        if (errors == null || errors.isEmpty()) {
            return "it";
        }
        return errors.stream()
                .map(error -> firstPresent(error.field(), null, "it"))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String firstPresent(@Nullable String first, @Nullable String second, String otherwise) {
        if (first != null && !first.isBlank()) {
            return first;
        }
        return second != null && !second.isBlank() ? second : otherwise;
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") ? text : text + ".";
    }
}
