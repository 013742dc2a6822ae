package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input no client should send, to a server with a small heap: it refuses, stays up and answers afterwards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputTest {

    private static final int HUNDRED_MEGABYTES = 100 << 20;
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: lab\r\nContent-Type: text/xml\r\n";

    private ServerProcess server;
    private XapiClient client;

    @BeforeAll
    void start() throws IOException {
        server = new ServerProcess("256m");
        client = new XapiClient(server.uri());
    }

    @AfterEach
    void it_still_answers() throws IOException {
        assertThat(server.isAlive()).isTrue();
        assertThat(client.call("host.get_all")).hasSize(4);
        assertThat(server.log()).doesNotContain("OutOfMemoryError", "broke the server", "failed unexpectedly");
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    private RawHttp connect() throws IOException {
        return new RawHttp(server.port());
    }

    private RawHttp.Reply xml(String body) throws IOException {
        try (var http = connect()) {
            return http.send(RawHttp.post("/", "text/xml", body)).reply();
        }
    }

    private String hostNames(String id) {
        return "{\"id\":" + id + ",\"method\":\"host.get_all\",\"params\":[\"" + client.session() + "\"]}";
    }

    @Test
    void a_body_of_a_hundred_megabytes_is_refused_before_it_is_read() throws IOException {
        try (var http = connect()) {
            http.send(HEAD + "Content-Length: " + HUNDRED_MEGABYTES + "\r\n\r\n");
            assertThat(http.reply().status()).isEqualTo(413);
        }
    }

    @Test
    void a_body_of_a_hundred_megabytes_that_is_sent_all_the_same_is_refused() throws IOException {
        var megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) 'a');
        try (var http = connect()) {
            http.send(HEAD + "Content-Length: " + HUNDRED_MEGABYTES + "\r\n\r\n");
            for (int sent = 0; sent < HUNDRED_MEGABYTES; sent += megabyte.length) {
                http.send(megabyte);
            }
            assertThat(http.reply().status()).isEqualTo(413);
        }
    }

    @Test
    void an_endless_chunked_body_is_refused() throws IOException {
        var chunk = "100000\r\n" + "a".repeat(1 << 20) + "\r\n";
        try (var http = connect()) {
            http.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            for (int sent = 0; sent < 100; sent++) {
                http.send(chunk);
            }
            assertThat(http.reply().status()).isEqualTo(413);
        }
    }

    @Test
    void many_large_bodies_at_once_are_refused_or_answered() {
        var body = "<methodCall><methodName>" + "a".repeat(15 << 20) + "</methodName></methodCall>";

        var replies = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> status(body), Thread::startVirtualThread))
                .toList();

        assertThat(replies).allSatisfy(reply -> assertThat(reply.join()).isIn(200, 503));
        assertThat(status(body)).isEqualTo(200);
    }

    private int status(String body) {
        try {
            return xml(body).status();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void millions_of_small_values_are_refused() throws IOException {
        var start = "<methodCall><methodName>VM.get_all</methodName><params><param><value><array><data>";
        var json = "{\"id\":1,\"method\":\"VM.get_all\",\"params\":[" + "1,".repeat(7 << 20) + "1]}";

        assertThat(xml(start + "<value/>".repeat(1_900_000)).status()).isEqualTo(500);
        try (var http = connect()) {
            assertThat(http.send(RawHttp.post("/jsonrpc", "application/json", json))
                            .reply()
                            .status())
                    .isEqualTo(500);
        }
    }

    @Test
    void entities_that_multiply_are_not_expanded() throws IOException {
        var bomb = new StringBuilder("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e0 'aaaaaaaaaa'>");
        for (int level = 1; level < 12; level++) {
            bomb.append("<!ENTITY e" + level + " '" + ("&e" + (level - 1) + ";").repeat(10) + "'>");
        }
        bomb.append("]><methodCall><methodName>&e11;</methodName></methodCall>");

        assertThat(xml(bomb.toString()).status()).isEqualTo(500);
    }

    @Test
    void external_entities_are_not_fetched() throws IOException {
        try (var elsewhere = new ServerSocket(0)) {
            var address = "http://127.0.0.1:" + elsewhere.getLocalPort() + "/";
            elsewhere.setSoTimeout(200);

            assertThat(xml("<!DOCTYPE a SYSTEM '" + address + "a.dtd' [<!ENTITY % p SYSTEM '" + address
                                    + "p'>%p;<!ENTITY b SYSTEM '" + address + "b'>]><methodCall><methodName>&b;"
                                    + "</methodName></methodCall>")
                            .status())
                    .isEqualTo(500);
            assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<methodCall><methodName>VM.get_all</methodName><params><param><value><i4>99999999999999999999</i4>",
                "<methodCall><methodName>&#0;</methodName></methodCall>",
                "<methodCall><methodName>&#xD800;</methodName></methodCall>",
                "<methodCall><methodName>a</methodName><params><param><value><frob/></value></param></params></methodCall>",
                "<?xml version='1.0' encoding='utf-7'?><methodCall/>",
                "<?xml version='9.9'?><methodCall/>",
                "<a:methodCall xmlns:a='b'/>",
                "\u0000\u0001\u0002"
            })
    void xml_that_is_no_call_gets_an_error_page(String body) throws IOException {
        assertThat(xml(body).status()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"VM.get_all\",\"params\":[99999999999999999999]}",
                "{\"method\":\"VM.get_all\",\"params\":[1e]}",
                "{\"method\":\"VM.get_all\",\"params\":[NaN]}",
                "{\"method\":\"VM.get_all\",\"params\":[]} {}",
                "{\"method\":\"VM.get_all\",\"params\":[\"\\ud800\"",
                "{\"method\":null}",
                "\"VM.get_all\"",
                "// no comment"
            })
    void json_that_is_no_call_gets_an_error_page(String body) throws IOException {
        try (var http = connect()) {
            assertThat(http.send(RawHttp.post("/jsonrpc", "application/json", body))
                            .reply()
                            .status())
                    .isEqualTo(500);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /", "PUT /RPC2", "DELETE /jsonrpc", "OPTIONS /xmlrpc", "FROB /json"})
    void calls_are_posted(String request) throws IOException {
        try (var http = connect()) {
            assertThat(http.send(request + " HTTP/1.1\r\nHost: lab\r\n\r\n")
                            .reply()
                            .status())
                    .isEqualTo(405);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frob\r\n\r\n",
                "POST / HTTP/9.9\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: lab\r\nContent-Length: -5\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: lab\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: lab\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void what_is_no_http_is_refused(String request) throws IOException {
        try (var http = connect()) {
            http.send(request).endSending();
            assertThat(answeredOrClosed(http)).isNotEqualTo(200);
        }
    }

    @Test
    void huge_headers_are_refused() throws IOException {
        try (var http = connect()) {
            http.send("POST / HTTP/1.1\r\nHost: lab\r\nX-Large: " + "a".repeat(100_000) + "\r\n\r\n");
            assertThat(answeredOrClosed(http)).isIn(0, 400, 431);
        }
        try (var http = connect()) {
            http.send("POST /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: lab\r\n\r\n");
            assertThat(answeredOrClosed(http)).isIn(0, 400, 414);
        }
    }

    /** The status of the reply; 0 when the connection was closed without one. */
    private static int answeredOrClosed(RawHttp http) {
        try {
            return http.reply().status();
        } catch (IOException closed) {
            return 0;
        }
    }

    @Test
    void a_thousand_idle_and_a_hundred_dribbling_connections_do_not_keep_others_waiting() throws IOException {
        var open = new ArrayList<RawHttp>();
        try {
            for (int i = 0; i < 1_000; i++) {
                open.add(connect());
            }
            for (int i = 0; i < 100; i++) {
                open.add(connect().send(HEAD + "Content-Length: 100\r\n\r\n<method"));
            }

            assertThat(client.call("VM.get_all_records").size()).isPositive();
            // Those that waited are served, too.
            for (var waiting : open.subList(0, 1_000)) {
                waiting.send(RawHttp.post("/jsonrpc", "application/json", hostNames("1")));
            }
            for (var waiting : open.subList(0, 1_000)) {
                assertThat(waiting.reply().status()).isEqualTo(200);
            }
        } finally {
            for (var one : open) {
                one.close();
            }
        }
    }

    @Test
    void connections_that_break_off_in_the_middle_are_forgotten() throws IOException {
        for (int i = 0; i < 200; i++) {
            try (var http = connect()) {
                http.send(HEAD + "Content-Length: 1000\r\n\r\n<methodCall>");
            }
        }
    }

    @Test
    void a_half_closed_connection_is_answered_or_closed() throws IOException {
        try (var http = connect()) {
            http.send(RawHttp.post("/jsonrpc", "application/json", hostNames("1")))
                    .endSending();
            assertThat(answeredOrClosed(http)).isIn(0, 200);
        }
        try (var http = connect()) {
            http.send(HEAD + "Content-Length: 1000\r\n\r\n<methodCall>").endSending();
            assertThat(answeredOrClosed(http)).isZero();
        }
    }

    @Test
    void pipelined_calls_are_answered_in_order() throws IOException {
        var calls = new StringBuilder();
        for (int id = 0; id < 50; id++) {
            calls.append(RawHttp.post("/jsonrpc", "application/json", hostNames(Integer.toString(id))));
        }
        try (var http = connect()) {
            http.send(calls.toString());
            for (int id = 0; id < 50; id++) {
                assertThat(http.reply().body()).endsWith("\"id\":" + id + "}");
            }
        }
    }

    @Test
    void five_thousand_damaged_bodies_are_answered_or_refused() throws IOException {
        var random = new Random(20_260);
        var calls = List.of(
                "<methodCall><methodName>VM.get_by_name_label</methodName><params><param><value><string>"
                        + client.session() + "</string></value></param><param><value>vm</value></param></params>"
                        + "</methodCall>",
                "<methodCall><methodName>event.from</methodName><params><param><value>" + client.session()
                        + "</value></param><param><value><array><data><value>frob</value></data></array></value>"
                        + "</param><param><value/></param><param><value><double>0</double></value></param></params>"
                        + "</methodCall>",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"VM.set_other_config\",\"params\":[\"" + client.session()
                        + "\",\"OpaqueRef:nope\",{\"a\":\"b\",\"c\":[1,2.5,true,null]}]}",
                hostNames("1"));
        var http = connect();
        try {
            for (int i = 0; i < 5_000; i++) {
                var call = calls.get(random.nextInt(calls.size()));
                var path = call.startsWith("<") ? "/" : "/jsonrpc";
                var body = damaged(call.getBytes(StandardCharsets.UTF_8), random);
                http.send("POST " + path + " HTTP/1.1\r\nHost: lab\r\nContent-Length: " + body.length + "\r\n\r\n")
                        .send(body);

                var reply = http.reply();

                assertThat(reply.status()).as("case %s", i).isIn(200, 500);
                assertThat(reply.body()).as("case %s", i).doesNotContain("Exception", "java.");
                if (reply.header("connection").equals("close")) {
                    http.close();
                    http = connect();
                }
            }
        } finally {
            http.close();
        }
    }

    private static byte[] damaged(byte[] call, Random random) {
        var bytes = call.clone();
        for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 3 -> bytes = joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at / 2, bytes.length));
                default -> bytes[at] = (byte) "<>&\"'{}[]:,\\/".charAt(random.nextInt(13));
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
