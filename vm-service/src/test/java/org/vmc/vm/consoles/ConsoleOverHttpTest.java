package org.vmc.vm.consoles;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.vm.VmConsoleClosed;
import org.vmc.contracts.vm.VmConsoleOpened;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.vms.VmFacts;

/** Consoles of VMs in the lab, over the WebSocket that browsers use. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class ConsoleOverHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Consoles consoles;

    @Inject
    ConsoleTickets tickets;

    @Inject
    Inventory inventory;

    @Inject
    AgroalDataSource database;

    private final List<ConsoleClient> clients = new ArrayList<>();
    private LabClient lab;
    private String vm;
    private String name;

    @BeforeEach
    void createVm() {
        lab = LabClient.connected();
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
        name = "console-" + System.nanoTime();
        String operation = ana().contentType(ContentType.JSON)
                .body(Map.of("name", name, "type", "t1.micro", "template", "debian-12"))
                .post("/api/v1/vms")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        vm = await().atMost(PATIENCE)
                .until(() -> ana().get("/api/v1/operations/" + operation), answer -> "SUCCEEDED"
                        .equals(answer.path("state")))
                .path("target.id");
    }

    @AfterEach
    void disconnect() {
        clients.forEach(ConsoleClient::close);
        lab.close();
    }

    @Test
    void opensTheConsoleOnceForEachTicketAndPutsItOnRecord() {
        var subprotocols = subprotocols("vt100");
        try (var facts = new VmFacts()) {
            var client = opened(subprotocols);

            assertThat(client.subprotocol()).isEqualTo("vmc.console.v1");
            client.sees("# ");
            client.type("uname\r");
            client.sees("Linux " + name);
            assertThat(ConsoleClient.refusal(subprotocols)).isEqualTo(401);
            client.leave();

            assertThat(facts.of(UUID.fromString(vm), 3).stream()
                            .filter(fact -> fact instanceof VmConsoleOpened || fact instanceof VmConsoleClosed))
                    .satisfiesExactly(
                            fact -> assertThat(fact).isInstanceOfSatisfying(VmConsoleOpened.class, opened -> {
                                assertThat(opened.user()).isEqualTo("ana");
                                assertThat(opened.protocol()).isEqualTo("vt100");
                            }),
                            fact -> assertThat(fact)
                                    .isInstanceOfSatisfying(VmConsoleClosed.class, closed -> assertThat(closed.reason())
                                            .isEqualTo("its user left")));
        }
    }

    @Test
    void showsTheScreenToVncClientsAndEchoesWhatIsPasted() {
        opened(subprotocols("rfb")).sees("RFB 003.008\n");

        var client = opened(subprotocols("vt100"));
        client.sees("# ");
        for (int i = 0; i < 5; i++) {
            String line = "echo " + i + "x".repeat(200);
            client.type(line + "\r");
            client.sees(line);
        }
    }

    @Test
    void endsWithTheVm() {
        var client = opened(subprotocols("vt100"));
        client.sees("# ");

        lab.pool().vms().hardShutdown(lab.named(name).getFirst().ref());

        // The pool hangs up, and tells that the VM halted; either may come first.
        assertThat(client.closeCode()).isIn(ConsoleEnd.ENDED.code(), ConsoleEnd.STOPPED.code());
        await().untilAsserted(() -> ticket("ana", Role.ENGINEER, "{}")
                .then()
                .statusCode(409)
                .body("detail", containsString("only a running VM has a console")));
    }

    @Test
    void endsWhenNothingIsTypedOrTheVmIsSomebodyElses() throws SQLException {
        var idle = opened(subprotocols("vt100"));
        idle.sees("# ");
        consoles.look(Instant.now().plus(Duration.ofMinutes(14)));
        idle.type("date\r");
        consoles.look(Instant.now().plus(Duration.ofMinutes(16)));
        assertThat(idle.closeCode()).isEqualTo(ConsoleEnd.IDLE.code());

        var forgotten = opened(subprotocols("vt100"));
        consoles.look(Instant.now().plus(Duration.ofHours(9)));
        assertThat(forgotten.closeCode()).isEqualTo(ConsoleEnd.TIME_OVER.code());

        var lost = opened(subprotocols("vt100"));
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("update vm set owner = 'bob' where id = ?")) {
            statement.setObject(1, UUID.fromString(vm));
            statement.executeUpdate();
        }
        consoles.look(Instant.now());
        assertThat(lost.closeCode()).isEqualTo(ConsoleEnd.NO_LONGER_ALLOWED.code());
    }

    @Test
    void endsWhenTheVmMoves() {
        var client = opened(subprotocols("vt100"));
        client.sees("# ");

        ana().post("/api/v1/vms/" + vm + "/migrate").then().statusCode(202);

        assertThat(client.closeCode()).isIn(ConsoleEnd.ENDED.code(), ConsoleEnd.MOVED.code());
    }

    @Test
    void limitsHowManyAreOpen() {
        var unused = subprotocols("vt100");
        for (int i = 0; i < 4; i++) {
            opened(subprotocols("vt100"));
        }

        ticket("ana", Role.ENGINEER, "{}")
                .then()
                .statusCode(429)
                .body("detail", containsString("4 consoles of " + name));
        assertThat(ConsoleClient.refusal(unused)).isEqualTo(429);
        clients.getFirst().leave();
        await().untilAsserted(() -> ticket("ana", Role.ENGINEER, "{}").then().statusCode(201));
    }

    @Test
    void refusesWhoMayNotAndWhatIsNotThere() {
        ticket("bob", Role.ENGINEER, "{}").then().statusCode(403);
        ticket("vera", Role.VIEWER, "{}").then().statusCode(403);
        ticket("olga", Role.OPERATOR, "{}").then().statusCode(201).header("Cache-Control", is("no-store"));
        ticket("ana", Role.ENGINEER, "{\"protocol\": \"telnet\"}")
                .then()
                .statusCode(422)
                .body("errors[0].field", is("protocol"))
                .body("errors[0].message", is("must be one of vt100, rfb"));
        given().get(ConsoleSocket.PATH).then().statusCode(400).body("detail", containsString("WebSocket"));
        assertThat(ConsoleClient.refusal(ConsoleSocket.subprotocols("never-issued")))
                .isEqualTo(401);
        Instant now = Instant.now();
        String late = tickets.issue(
                UUID.fromString(vm),
                ConsoleProtocol.VT100,
                new Caller("ana", Role.ENGINEER, "compilers"),
                now.minusSeconds(60),
                now.minusSeconds(30));
        assertThat(ConsoleClient.refusal(ConsoleSocket.subprotocols(late))).isEqualTo(401);
    }

    private ConsoleClient opened(List<String> subprotocols) {
        var client = ConsoleClient.open(subprotocols);
        clients.add(client);
        return client;
    }

    private List<String> subprotocols(String protocol) {
        return ticket("ana", Role.ENGINEER, "{\"protocol\": \"%s\"}".formatted(protocol))
                .then()
                .statusCode(201)
                .body("protocol", is(protocol))
                .body("address", is("/api/v1/console"))
                .extract()
                .path("subprotocols");
    }

    private Response ticket(String user, Role role, String body) {
        return given().auth()
                .oauth2(TestTokens.of(user, role, "others"))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/vms/" + vm + "/console");
    }

    private static RequestSpecification ana() {
        return given().auth().oauth2(TestTokens.of("ana", Role.ENGINEER, "compilers"));
    }
}
