package org.vmc.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.vmc.storage.StorageCalls.VOLUMES;
import static org.vmc.storage.StorageCalls.create;
import static org.vmc.storage.StorageCalls.newName;
import static org.vmc.storage.StorageCalls.post;
import static org.vmc.storage.StorageCalls.succeeds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;

/** Five hundred hostile texts at every place that takes one: refused by the field's name, and nothing came of them. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class HostileTextsOverHttpTest {

    private static final String PEERS = "/api/v1/storage/peers";
    private static final String DISKS = "/api/v1/storage/disks";
    private static final String TOKEN = TestTokens.of(Role.OPERATOR);
    private static final int AT_ONCE = 4;

    /** A path that is none of ours, a thing that is not there, or a method that is not for what the path came to be. */
    private static final Set<Integer> NO_SUCH_THING = Set.of(400, 404, 405, 414, 422);

    @TestHTTPResource("/")
    URI service;

    @Inject
    FakeGluster gluster;

    @Inject
    DataSource dataSource;

    @Inject
    ObjectMapper json;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> texts = HostileTexts.all();

    /** A server reads addresses of up to 4 KiB. */
    private final List<String> forAddresses =
            texts.stream().filter(text -> encoded(text).length() < 3500).toList();

    private record Answer(int status, String body) {}

    @BeforeEach
    void begin() throws SQLException {
        gluster.reset();
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from volume");
            statement.execute("delete from peer");
        }
    }

    @Test
    void areFiveHundredAtLeast() {
        assertThat(forAddresses).hasSizeGreaterThanOrEqualTo(500);
        assertThat(texts).hasSizeGreaterThanOrEqualTo(500).doesNotHaveDuplicates();
    }

    @Test
    void makeNoVolumeAndNoPeer() {
        nothingComesOf(() -> {
            refused(
                    texts,
                    "name class size layout",
                    text -> call("POST", VOLUMES, Map.of("name", text, "class", text, "size", text, "layout", text)));
            refused(texts, "host", text -> call("POST", PEERS, Map.of("host", text)));
            refused(impossible(forAddresses), "name", text -> call("GET", VOLUMES + "?name=" + encoded(text), null));
            refused(
                    impossible(forAddresses).subList(0, 100),
                    "cursor",
                    text -> call("GET", VOLUMES + "?cursor=" + encoded(cursor(text)), null));
        });
    }

    @Test
    void nameNothingThatIsThere() {
        create(newName(), "iso", "100M", "");
        nothingComesOf(() -> {
            absent(text -> call("DELETE", PEERS + "/" + encoded(text), null));
            absent(text -> call("POST", DISKS + "/" + encoded(text) + "/sda/read-benchmark", null));
            absent(text -> call("POST", DISKS + "/h1/" + encoded(text) + "/read-benchmark", null));
            absent(text -> call("DELETE", VOLUMES + "/" + encoded(text), null));
        });
    }

    @Test
    void changeNoVolumeThatIsThere() {
        var volume = VOLUMES + "/" + create(newName(), "shared-read", "100M", "");
        nothingComesOf(() -> {
            refused(forAddresses, "client", text -> call("POST", volume + "/check?client=" + encoded(text), null));
            refused(
                    texts,
                    "brick to",
                    text -> call("POST", volume + "/replace-brick", Map.of("brick", text, "to", text)));
        });
    }

    @Test
    void areNoOptions() {
        var volume = VOLUMES + "/" + create(newName(), "shared-read", "100M", "");
        nothingComesOf(() -> {
            for (var from = 0; from < texts.size(); from += 50) {
                var some = texts.subList(from, Math.min(from + 50, texts.size()));
                var wanted = some.stream().collect(Collectors.toMap(text -> text, text -> "on"));
                var answer = call("POST", volume + "/options", Map.of("options", wanted));
                assertThat(answer.status()).as(answer.body()).isEqualTo(422);
                assertThat(fields(answer))
                        .containsAll(
                                some.stream().map(text -> "options." + text).toList());
            }
        });
    }

    /** Some are a legal text. These arrive as they are; how, the driver's test shows. */
    @Test
    void areValuesOfOptionsAsTheyAreOrRefused() {
        var id = create(newName(), "shared-read", "100M", "");
        var legal = new ConcurrentLinkedQueue<String>();
        nothingComesOf(() -> each(texts, text -> {
            var answer = call(
                    "POST", VOLUMES + "/" + id + "/options?dryRun=true", Map.of("options", Map.of("auth.allow", text)));
            if (answer.status() == 422) {
                assertThat(fields(answer)).containsExactly("options.auth.allow");
            } else {
                assertThat(answer.status()).as("%s: %s", text, answer.body()).isEqualTo(200);
                legal.add(text);
            }
        }));
        assertThat(legal)
                .allSatisfy(text -> assertThat(text)
                        .as("gluster takes it for an option wherever it stands")
                        .doesNotStartWith("-")
                        .matches("[ -~]{1,255}"))
                .contains("$(reboot)", "';reboot;'", "*", "vol`reboot`1");

        succeeds(post(Role.ENGINEER, "/" + id + "/options", body("$(reboot)';reboot;'`reboot` *\\")));
        assertThat(gluster.volumes().getFirst().options())
                .containsEntry("auth.allow", "$(reboot)';reboot;'`reboot` *\\");
    }

    @Test
    void onlyNarrowWhatOptionsAreShown() {
        var volume = VOLUMES + "/" + create(newName(), "iso", "100M", "");
        each(forAddresses.subList(0, 120), text -> {
            var answer = call("GET", volume + "/options?all=true&part=" + encoded(text), null);
            if (answer.status() == 422) {
                assertThat(fields(answer)).containsExactly("part");
            } else {
                assertThat(answer.status()).as("%s: %s", text, answer.body()).isEqualTo(200);
            }
        });
    }

    private String body(String value) {
        return written(Map.of("options", Map.of("auth.allow", value)));
    }

    private void refused(List<String> wrong, String wanted, Function<String, Answer> request) {
        each(wrong, text -> {
            var answer = request.apply(text);
            assertThat(answer.status()).as("%s: %s", text, answer.body()).isEqualTo(422);
            var fields = wanted.split(" ");
            // Reading stops at the first NUL, so the first field alone is named, whichever came first.
            if (text.indexOf(0) < 0) {
                assertThat(fields(answer)).as(text).contains(fields);
            } else {
                assertThat(fields(answer)).as(text).containsAnyOf(fields);
            }
        });
    }

    private void absent(Function<String, Answer> request) {
        each(forAddresses, text -> {
            var answer = request.apply(text);
            assertThat(NO_SUCH_THING).as("%s: %s", text, answer.body()).contains(answer.status());
        });
    }

    private static void each(List<String> texts, Consumer<String> check) {
        var failures = new ConcurrentLinkedQueue<Throwable>();
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            texts.forEach(text -> threads.execute(() -> {
                try {
                    check.accept(text);
                } catch (AssertionError | RuntimeException e) {
                    failures.add(e);
                }
            }));
        }
        assertThat(failures).as("%d of %d", failures.size(), texts.size()).isEmpty();
    }

    private void nothingComesOf(Runnable requests) {
        var before = world();
        requests.run();
        assertThat(world()).isEqualTo(before);
    }

    private Map<String, Object> world() {
        var world = new LinkedHashMap<String, Object>();
        world.put("members", new TreeSet<>(gluster.memberNames()));
        world.put("bricks", gluster.marks());
        world.put("volumes", gluster.volumes());
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            for (var table : List.of("operation", "volume", "planned_brick")) {
                try (var rows = statement.executeQuery("select count(*) from " + table)) {
                    rows.next();
                    world.put(table, rows.getLong(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return world;
    }

    private Answer call(String method, String path, @Nullable Object body) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(written(body));
        var request = HttpRequest.newBuilder(URI.create(service.toString().replaceFirst("/$", "") + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(method, publisher)
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> fields(Answer answer) {
        try {
            return StreamSupport.stream(
                            json.readTree(answer.body()).path("errors").spliterator(), false)
                    .map((JsonNode error) -> error.path("field").asText())
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }

    private String written(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A few are names that Gluster would take from somebody else; there is no such volume, which is the answer. */
    private static List<String> impossible(List<String> texts) {
        return texts.stream()
                .filter(text -> !text.matches("[A-Za-z0-9_.-]{1,255}"))
                .toList();
    }

    private static String cursor(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(UTF_8));
    }

    /** Every byte that a path does not take as it is. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
