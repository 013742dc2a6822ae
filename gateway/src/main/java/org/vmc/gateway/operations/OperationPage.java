package org.vmc.gateway.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the operations of all services.
 *
 * @param items as the services describe them, newest first
 * @param missing services that did not answer: their operations are not in the page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OperationPage(
        List<JsonNode> items,
        @Nullable String nextCursor,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> missing) {}
