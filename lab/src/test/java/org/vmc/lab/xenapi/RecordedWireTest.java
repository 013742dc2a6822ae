package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vmc.lab.guests.SimulatedGuests;

/** The replies of a real toolstack, call by call over one server: {@code xenapi/wire-cases.txt}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedWireTest {

    private final XenApiServer server =
            XenApiServer.start(XenApiConfig.fast(), new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    private final XapiClient client = new XapiClient(server);
    private final Map<String, String> bound = new HashMap<>();

    /** A call and the reply to it. */
    record Case(String title, boolean again, String path, String contentType, String request, Expected expected) {

        static Case read(String text) {
            var lines = text.lines().toList();
            var place = lines.get(1).split(" ");
            var head = lines.get(3).split(" ");
            var title = lines.getFirst();
            return new Case(
                    title.substring(title.indexOf(' ') + 1),
                    title.startsWith("again"),
                    place[0],
                    place[1],
                    lines.get(2),
                    new Expected(Integer.parseInt(head[0]), head[1], head[2], lines.get(4)));
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /** What the server has to answer. */
    record Expected(int status, String connection, String contentType, String body) {}

    static Stream<Case> cases() {
        return Stream.of(resource("wire-cases.txt").split("\n\n")).skip(1).map(Case::read);
    }

    private static String resource(String name) {
        try (var in = RecordedWireTest.class.getResourceAsStream("/xenapi/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @BeforeAll
    void makeTheVm() {
        client.newVm("debian-12", "vm2");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_call_is_answered_as_recorded(Case recorded) {
        if (recorded.again()) {
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> check(recorded));
        } else {
            check(recorded);
        }
    }

    private void check(Case recorded) {
        var expected = recorded.expected();
        var reply = ask(recorded);

        assertThat(new RecordedReply(expected.body(), bound).fits(reply.body(), bound))
                .as("%s%nexpected %s%nbut was  %s", recorded, expected.body(), reply.body())
                .isTrue();
        assertThat(reply.status()).isEqualTo(expected.status());
        assertThat(reply.header("content-type")).isEqualTo(expected.contentType());
        assertThat(reply.header("connection")).isEqualTo(expected.connection());
        assertThat(reply.header("cache-control")).isEqualTo("no-cache, no-store");
        if (expected.status() == 200) {
            assertThat(reply.header("access-control-allow-origin")).isEqualTo("*");
            assertThat(reply.header("access-control-allow-headers")).isEqualTo("X-Requested-With");
        }
    }

    private RawHttp.Reply ask(Case recorded) {
        try (var http = new RawHttp(server.port())) {
            var request = RecordedReply.request(recorded.request(), bound);
            return http.send(RawHttp.post(recorded.path(), recorded.contentType(), request))
                    .reply();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void the_methods_are_those_of_a_real_toolstack() {
        var recorded = new HashSet<String>();
        resource("methods.txt").lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            var words = line.split("[: ]+");
            List.of(words).subList(1, words.length).forEach(name -> recorded.add(words[0] + "." + name));
        });

        var listed = StreamSupport.stream(client.call("system.listMethods").spliterator(), false)
                .map(name -> name.asText())
                .collect(Collectors.toSet());

        assertThat(recorded).hasSizeGreaterThan(2_000);
        assertThat(listed).isEqualTo(recorded);
    }

    @Test
    void events_count_the_objects_of_every_class() {
        var classes = resource("methods.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());

        var counts = client.call("event.from", List.of("pool"), "", 0.0).path("valid_ref_counts");

        assertThat(counts.properties()).extracting(Map.Entry::getKey).containsAll(classes);
    }
}
