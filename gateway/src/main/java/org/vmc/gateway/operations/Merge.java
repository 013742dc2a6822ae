package org.vmc.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.vmc.gateway.upstream.Answer;
import org.vmc.gateway.upstream.Everyone.Replies;
import org.vmc.gateway.upstream.Service;
import org.vmc.http.page.Cursor;

/**
 * Merges the pages of several services into one.
 *
 * <p>All services order operations by creation, newest first, then by id, and their cursor is that place in the order:
 * {@code <createdAt> <id>}. So the place of the last operation of the merged page is a valid cursor for each of them,
 * and one cursor serves all, also for a service that was missing before.
 */
@Singleton
class Merge {
    private static final Comparator<JsonNode> NEWEST_FIRST =
            Comparator.comparing(Merge::createdAt).thenComparing(Merge::id).reversed();

    private final ObjectMapper json;

    Merge(ObjectMapper json) {
        this.json = json;
    }

    /** @param limit what each service was asked for, and the most the page holds */
    OperationPage page(Replies replies, int limit) {
        var operations = new ArrayList<JsonNode>();
        var isMore = false;
        for (var answer : replies.answers()) {
            var page = read(answer);
            page.path("items").forEach(operations::add);
            isMore |= page.hasNonNull("nextCursor");
        }
        operations.sort(NEWEST_FIRST);
        isMore |= operations.size() > limit;
        var items = List.copyOf(operations.subList(0, Math.min(limit, operations.size())));
        var missing = replies.missing().stream().map(Service::wireName).toList();
        return new OperationPage(items, isMore && !items.isEmpty() ? cursor(items.getLast()) : null, missing);
    }

    private JsonNode read(Answer answer) {
        try {
            return json.readTree(answer.body().getBytes());
        } catch (IOException notJson) {
            throw new UncheckedIOException(
                    "%s answered a list that is no JSON"
                            .formatted(answer.service().wireName()),
                    notJson);
        }
    }

    private static String cursor(JsonNode last) {
        return Cursor.encode(createdAt(last) + " " + id(last));
    }

    private static Instant createdAt(JsonNode operation) {
        return Instant.parse(operation.path("createdAt").asText());
    }

    private static String id(JsonNode operation) {
        return operation.path("id").asText();
    }
}
