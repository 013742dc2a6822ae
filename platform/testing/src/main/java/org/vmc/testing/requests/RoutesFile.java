package org.vmc.testing.requests;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.vmc.testing.requests.ApiDescription.Route;

/**
 * The routes of one server as a file of lines like {@code GET /api/v1/vms}, in {@code docs/routes}: what one module
 * tells another of its routes, since no test of theirs runs both.
 */
public final class RoutesFile {
    private static final Path DIRECTORY =
            Path.of(System.getProperty("vmc.root", "..")).resolve("docs/routes");

    private RoutesFile() {}

    /** The file's text as the description says it must be. */
    public static String of(ApiDescription api) {
        return api.routes().stream()
                .sorted((one, other) -> (one.path() + one.method()).compareTo(other.path() + other.method()))
                .map(Route::toString)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Everything of {@code GET /api/v1/vms} and its like that is in the files of these servers. */
    public static ApiDescription describedBy(List<String> servers) throws IOException {
        var document = new ObjectMapper().createObjectNode();
        for (String server : servers) {
            for (String line : Files.readAllLines(DIRECTORY.resolve(server + ".txt"))) {
                String[] route = line.split(" ", 2);
                document.withObjectProperty("paths")
                        .withObjectProperty(route[1])
                        .putObject(route[0].toLowerCase(Locale.ROOT));
            }
        }
        return ApiDescription.of(document.toString());
    }

    /** What is in the file of that server; it is written first when {@code -Dvmc.regenerate=true}. */
    public static String committed(String server, ApiDescription api) throws IOException {
        Path file = DIRECTORY.resolve(server + ".txt");
        if (Boolean.getBoolean("vmc.regenerate")) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(file, of(api));
        }
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
