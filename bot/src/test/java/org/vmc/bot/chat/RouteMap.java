package org.vmc.bot.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each command asks the gateway for and where the console does the same, as {@code routes.txt} declares it. */
record RouteMap(Map<String, Line> commands, Map<String, String> without) {
    private static final Path ROOT = Path.of(System.getProperty("vmc.root", ".."));
    private static final Path ROUTES = ROOT.resolve("docs/routes");
    private static final Path PAGES = ROOT.resolve("gateway/src/main/resources/META-INF/resources/console");
    private static final String NONE = "none: ";
    private static final String PREFIX = "/api/v1";

    /**
     * @param routes method and path below {@code /api/v1}; empty when the command needs none
     * @param reason why it needs none; otherwise empty
     * @param page of the console, and the words there; both empty when the console does not have it
     */
    record Line(List<String> routes, String reason, String page, String words) {}

    static RouteMap declared() {
        Map<String, Line> commands = new TreeMap<>();
        Map<String, String> without = new TreeMap<>();
        for (String line : lines()) {
            String[] parts =
                    Arrays.stream(line.split("[|]", -1)).map(String::strip).toArray(String[]::new);
            if (parts[0].equals("-")) {
                without.put(parts[1], parts[2]);
                continue;
            }
            String[] place = parts[2].split(": ", 2);
            boolean none = parts[1].startsWith(NONE);
            Line before = commands.put(
                    parts[0],
                    new Line(
                            none ? List.of() : List.of(parts[1].split(", ")),
                            none ? parts[1].substring(NONE.length()) : "",
                            place[0],
                            place.length == 2 ? place[1] : ""));
            if (before != null) {
                throw new IllegalStateException(parts[0] + " is declared twice");
            }
        }
        return new RouteMap(commands, without);
    }

    /** All routes the servers describe, in the files their own tests hold them to. */
    static TreeSet<String> described() throws IOException {
        var routes = new TreeSet<String>();
        try (Stream<Path> files = Files.list(ROUTES)) {
            for (Path file : files.toList()) {
                Files.readAllLines(file).forEach(route -> routes.add(route.replace(" " + PREFIX, " ")));
            }
        }
        return routes;
    }

    static boolean changes(String route) {
        return !route.startsWith("GET ");
    }

    List<String> routesOf(String command) {
        var line = commands.get(command);
        return line == null ? List.of() : line.routes();
    }

    /** Whether a request like {@code POST /vms/1/start} is one of a route that the command declares. */
    boolean allows(String command, String request) {
        return routesOf(command).stream().anyMatch(route -> request.matches(route.replaceAll("[{][^}]+}", "[^/]+")));
    }

    /** Everything that some command asks for. */
    TreeSet<String> routes() {
        return commands.values().stream()
                .flatMap(line -> line.routes().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Text of the page of the console, or nothing when there is no such page. */
    static Optional<String> page(String name) throws IOException {
        for (Path place : List.of(PAGES.resolve("pages"), PAGES)) {
            if (Files.exists(place.resolve(name + ".js"))) {
                return Optional.of(Files.readString(place.resolve(name + ".js")));
            }
        }
        return Optional.empty();
    }

    private static List<String> lines() {
        try (var text = RouteMap.class.getResourceAsStream("routes.txt")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
