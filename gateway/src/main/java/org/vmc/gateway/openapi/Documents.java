package org.vmc.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.vmc.gateway.upstream.Everyone;
import org.vmc.gateway.upstream.Service;

/** Fetches the services' documents and keeps the merged one for a short time. Blocks while it fetches. */
@Singleton
class Documents {
    private static final Logger LOG = Logger.getLogger(Documents.class);
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Duration KEPT_INCOMPLETE = Duration.ofSeconds(3);
    private static final String OWN_DOCUMENT = "<default>";

    private record Kept(ObjectNode document, Instant until) {}

    private final Everyone everyone;
    private final OpenApiDocumentService own;
    private final ObjectMapper json;
    private volatile @Nullable Kept kept;

    Documents(Everyone everyone, OpenApiDocumentService own, ObjectMapper json) {
        this.everyone = everyone;
        this.own = own;
        this.json = json;
    }

    ObjectNode merged() throws IOException {
        var known = kept;
        var now = Instant.now();
        if (known != null && now.isBefore(known.until())) {
            return known.document();
        }
        var fresh = merge(now);
        kept = fresh;
        return fresh.document();
    }

    private Kept merge(Instant now) throws IOException {
        var merging = new Merging(json.readTree(own.getDocument(OWN_DOCUMENT, Format.JSON)));
        var replies = everyone.get("/q/openapi?format=json", null);
        var missing = new ArrayList<>(replies.missing());
        for (var answer : replies.answers()) {
            try {
                JsonNode document = answer.isOk() ? json.readTree(answer.body().getBytes()) : null;
                if (document instanceof ObjectNode object) {
                    merging.add(answer.service(), object);
                    continue;
                }
            } catch (IOException notJson) {
                LOG.warnf(
                        "The OpenAPI document of %s cannot be read: %s",
                        answer.service().wireName(), notJson);
            }
            missing.add(answer.service());
        }
        missing.sort(null);
        var document = merging.finish(missing.stream().map(Service::wireName).toList());
        return new Kept(document, now.plus(missing.isEmpty() ? KEPT : KEPT_INCOMPLETE));
    }
}
