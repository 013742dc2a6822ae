package org.vmc.e2e.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The routes that a server declares in its OpenAPI document. */
public final class Routes {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final String SOME_ID = "00000000-0000-7000-8000-000000000000";

    private Routes() {}

    /**
     * A route.
     *
     * @param method upper case
     * @param path with every parameter filled in
     * @param takesBody whether it reads a request body
     */
    public record Route(String method, String path, boolean takesBody) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Every route below {@code /api} of the document at the address. */
    public static List<Route> declaredBy(String document) throws IOException {
        var routes = new ArrayList<Route>();
        JsonNode paths =
                new ObjectMapper().readTree(URI.create(document).toURL()).path("paths");
        paths.properties().stream()
                .filter(path -> path.getKey().startsWith("/api/"))
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> routes.add(new Route(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey().replaceAll("\\{[^}]+}", SOME_ID),
                                operation.getValue().has("requestBody")))));
        return routes;
    }
}
