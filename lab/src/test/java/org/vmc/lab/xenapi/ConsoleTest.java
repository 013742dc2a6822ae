package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.lab.guests.SimulatedGuests;

/** Consoles over real sockets: the terminal of a simulated guest through CONNECT, a WebSocket and RFB. */
class ConsoleTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PROMPT = "root@web-1:~# ";
    private static final int WIDTH = 640;
    private static final int HEIGHT = 325;
    private static final int ROW_HEIGHT = 13;

    private final XenApiServer server =
            XenApiServer.start(XenApiConfig.fast(), new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    private final XapiClient client = new XapiClient(server);
    private String vm = "";

    @BeforeEach
    void startVm() {
        vm = client.newVm("debian-12", "web-1");
        client.start(vm);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String console(String protocol) {
        for (var console : client.call("VM.get_consoles", vm)) {
            if (client.text("console.get_protocol", console.asText()).equals(protocol)) {
                return console.asText();
            }
        }
        throw new AssertionError("no console with the protocol " + protocol);
    }

    private RawConnection connect(String query) throws IOException {
        var connection = new RawConnection(server);
        connection.send("CONNECT /console?" + query + " HTTP/1.0\r\n\r\n");
        return connection;
    }

    private RawConnection terminal() throws IOException {
        var connection = connect("ref=" + console("vt100") + "&session_id=" + client.session());
        assertThat(connection.head()).startsWith("HTTP/1.1 200 OK\r\n");
        return connection;
    }

    @Test
    void a_running_vm_has_a_text_and_a_graphical_console_that_lead_to_this_server() {
        for (var protocol : List.of("vt100", "rfb")) {
            var record = client.call("console.get_record", console(protocol));

            assertThat(record.path("location").asText())
                    .isEqualTo(server.uri() + "/console?uuid="
                            + record.path("uuid").asText());
            assertThat(record.path("VM").asText()).isEqualTo(vm);
        }

        client.call("VM.hard_shutdown", vm);

        assertThat(client.call("VM.get_consoles", vm)).isEmpty();
        assertThat(client.call("console.get_all")).isEmpty();
    }

    @Test
    void connect_opens_a_shell_that_echoes_and_answers() throws IOException {
        try (var terminal = terminal()) {
            assertThat(terminal.readUntil(PROMPT)).contains("web-1: running on h", "This guest is simulated");

            terminal.send("hostnamx\u007fe\r");

            assertThat(terminal.readUntil(PROMPT)).isEqualTo("hostnamx\b \be\r\nweb-1\r\n" + PROMPT);
        }
    }

    @Test
    void clients_share_the_shell_of_a_vm() throws IOException {
        try (var one = terminal()) {
            one.readUntil(PROMPT);
            one.send("echo seen by both\r");
            one.readUntil(PROMPT);

            try (var other = terminal()) {
                assertThat(other.readUntil("both\r\n" + PROMPT)).contains("echo seen by both\r\nseen by both");
                other.send("uname\r");
                assertThat(one.readUntil(PROMPT)).contains("Linux web-1 (simulated)");
            }
        }
    }

    @Test
    void leaving_the_shell_ends_the_connection_and_the_next_client_gets_a_new_one() throws IOException {
        try (var terminal = terminal()) {
            terminal.readUntil(PROMPT);
            terminal.send("exit\r");
            terminal.readUntil("logout\r\n");
            assertThat(terminal.ended()).isTrue();
        }
        try (var terminal = terminal()) {
            assertThat(terminal.readUntil(PROMPT)).doesNotContain("logout");
        }
    }

    @Test
    void a_vm_that_stops_takes_its_clients_with_it() throws IOException {
        try (var terminal = terminal()) {
            terminal.readUntil(PROMPT);

            client.call("VM.hard_shutdown", vm);

            assertThat(terminal.ended()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "uuid=none&session_id=SESSION, 404",
        "ref=OpaqueRef:none&session_id=SESSION, 404",
        "session_id=SESSION, 400",
        "uuid=none, 401",
        "uuid=none&session_id=OpaqueRef:none, 401"
    })
    void a_request_for_no_console_or_by_nobody_is_refused(String query, int status) throws IOException {
        try (var connection = connect(query.replace("SESSION", client.session()))) {
            assertThat(connection.head()).startsWith("HTTP/1.0 " + status + " ");
        }
    }

    @Test
    void a_refusal_names_the_realm_to_authenticate_for() throws IOException {
        try (var connection = connect("ref=" + vm)) {
            assertThat(connection.head()).contains("www-authenticate: Basic realm=\"Connection to VM console\"");
        }
    }

    @Test
    void basic_authentication_and_the_cookie_are_as_good_as_the_parameter() throws IOException {
        var basic = Base64.getEncoder().encodeToString("root:lab".getBytes(StandardCharsets.UTF_8));
        for (var header : List.of("Authorization: Basic " + basic, "Cookie: session_id=" + client.session())) {
            try (var connection = new RawConnection(server)) {
                connection.send("CONNECT /console?ref=" + vm + " HTTP/1.1\r\nHost: lab\r\n" + header + "\r\n\r\n");
                assertThat(connection.head()).startsWith("HTTP/1.1 200 OK\r\n");
            }
        }
    }

    @Test
    void a_paused_vm_is_refused_with_its_power_state() throws IOException {
        client.call("VM.pause", vm);

        try (var connection = connect("ref=" + vm + "&session_id=" + client.session())) {
            assertThat(connection.head()).startsWith("HTTP/1.0 500 ");
            assertThat(connection.readUntil("</html>")).contains("VM_BAD_POWER_STATE: [ " + vm + "; running; paused ]");
        }
    }

    @Test
    void a_web_socket_with_the_binary_protocol_carries_the_shell() {
        var frames = new Frames();
        var socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("binary")
                .buildAsync(
                        URI.create(client.text("console.get_location", console("vt100"))
                                        .replace("http", "ws")
                                + "&session_id=" + client.session()),
                        frames)
                .join();

        assertThat(socket.getSubprotocol()).isEqualTo("binary");
        await().atMost(SOON).until(() -> frames.text().endsWith(PROMPT));
        socket.sendBinary(ByteBuffer.wrap("uname\r".getBytes(StandardCharsets.UTF_8)), true)
                .join();
        await().atMost(SOON).until(() -> frames.text().contains("Linux web-1 (simulated)\r\n" + PROMPT));

        socket.sendBinary(ByteBuffer.wrap("exit\r".getBytes(StandardCharsets.UTF_8)), true)
                .join();
        await().atMost(SOON).until(frames.closed::isDone);
    }

    @Test
    void rfb_shakes_hands_byte_for_byte_and_names_the_vm() throws IOException {
        try (var rfb = connect("uuid=" + client.text("VM.get_uuid", vm) + "&session_id=" + client.session())) {
            rfb.head();
            assertThat(rfb.in().readNBytes(12))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("RFB 003.008\n");
            rfb.send("RFB 003.008\n");
            assertThat(rfb.in().readNBytes(2)).containsExactly(1, 1);
            rfb.send(new byte[] {1});
            assertThat(rfb.in().readNBytes(4)).containsExactly(0, 0, 0, 0);
            rfb.send(new byte[] {1});

            assertThat(rfb.in().readNBytes(24))
                    .containsExactly(
                            2, 128, 1, 69, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0, 0, 0, 0, 5);
            assertThat(rfb.in().readNBytes(5)).asString(StandardCharsets.UTF_8).isEqualTo("web-1");
        }
    }

    @Test
    void rfb_draws_the_screen_and_then_what_changes() throws IOException {
        try (var text = terminal();
                var rfb = rfb()) {
            text.readUntil(PROMPT);
            var screen = new int[WIDTH * HEIGHT];
            rfb.send(new byte[] {3, 0, 0, 0, 0, 0, 2, (byte) 128, 1, 69});
            assertThat(rows(rfb, screen)).hasSize(25);
            var before = screen.clone();
            assertThat(lit(screen)).isGreaterThan(1000);

            rfb.send(new byte[] {3, 1, 0, 0, 0, 0, 2, (byte) 128, 1, 69});
            press(rfb, 'x');

            assertThat(rows(rfb, screen)).hasSize(1);
            assertThat(screen).isNotEqualTo(before);
            assertThat(text.readUntil("x")).isEqualTo("x");
        }
    }

    @Test
    void rfb_keys_reach_the_shell_the_text_console_shows() throws IOException {
        try (var text = terminal();
                var rfb = rfb()) {
            text.readUntil(PROMPT);
            press(rfb, 'u', 'n', 'a', 'm', 'e', 0xff0d);

            assertThat(text.readUntil(PROMPT)).isEqualTo("uname\r\nLinux web-1 (simulated)\r\n" + PROMPT);
        }
    }

    @Test
    void rfb_takes_the_pixel_format_a_client_asks_for() throws IOException {
        try (var rfb = rfb()) {
            rfb.send(new byte[] {0, 0, 0, 0, 16, 16, 0, 1, 0, 31, 0, 63, 0, 31, 11, 5, 0, 0, 0, 0});
            rfb.send(new byte[] {3, 0, 0, 0, 0, 0, 2, (byte) 128, 1, 69});

            assertThat(rfb.in().readNBytes(4)).containsExactly(0, 0, 0, 25);
            rfb.in().skipNBytes(12);
            assertThat(rfb.in().readNBytes(WIDTH * ROW_HEIGHT * 2)).contains(0xb6, 0xb5);
        }
    }

    @Test
    void an_rfb_client_that_sends_nonsense_is_cut_off_and_the_server_goes_on() throws IOException {
        try (var rfb = rfb()) {
            rfb.send(new byte[] {99});
            assertThat(rfb.ended()).isTrue();
        }
        try (var connection = connect("ref=" + vm + "&session_id=" + client.session())) {
            connection.head();
            connection.in().readNBytes(12);
            connection.send("GET / HTTP/1.1\r\n\r\n");
            assertThat(connection.ended()).isTrue();
        }
        assertThat(client.powerState(vm)).isEqualTo("Running");
    }

    private RawConnection rfb() throws IOException {
        var rfb = connect("ref=" + console("rfb") + "&session_id=" + client.session());
        rfb.head();
        rfb.in().readNBytes(12);
        rfb.send("RFB 003.008\n");
        rfb.in().readNBytes(2);
        rfb.send(new byte[] {1});
        rfb.in().readNBytes(4);
        rfb.send(new byte[] {1});
        rfb.in().readNBytes(29);
        return rfb;
    }

    private static void press(RawConnection rfb, int... symbols) throws IOException {
        for (int symbol : symbols) {
            for (int down = 1; down >= 0; down--) {
                rfb.send(ByteBuffer.allocate(8)
                        .put((byte) 4)
                        .put((byte) down)
                        .putShort((short) 0)
                        .putInt(symbol)
                        .array());
            }
        }
    }

    /** Reads an update into the screen and answers the rectangles it had. */
    private static List<Integer> rows(RawConnection rfb, int[] screen) throws IOException {
        var in = rfb.in();
        assertThat(in.readUnsignedShort()).isZero();
        int count = in.readUnsignedShort();
        var tops = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            assertThat(in.readUnsignedShort()).isZero();
            int top = in.readUnsignedShort();
            assertThat(in.readUnsignedShort()).isEqualTo(WIDTH);
            assertThat(in.readUnsignedShort()).isEqualTo(ROW_HEIGHT);
            assertThat(in.readInt()).isZero();
            for (int pixel = 0; pixel < WIDTH * ROW_HEIGHT; pixel++) {
                screen[top * WIDTH + pixel] = in.readInt();
            }
            tops.add(top);
        }
        return tops;
    }

    private static int lit(int[] screen) {
        int lit = 0;
        for (int pixel : screen) {
            if (pixel != 0) {
                lit++;
            }
        }
        return lit;
    }

    /** Collects the frames of a WebSocket. */
    private static final class Frames implements WebSocket.Listener {

        private final StringBuffer text = new StringBuffer();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        String text() {
            return text.toString();
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            text.append(StandardCharsets.ISO_8859_1.decode(data));
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return CompletableFuture.completedFuture(null);
        }
    }
}
