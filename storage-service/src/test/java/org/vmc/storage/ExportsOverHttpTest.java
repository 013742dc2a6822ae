package org.vmc.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.vmc.storage.StorageCalls.as;
import static org.vmc.storage.StorageCalls.ends;
import static org.vmc.storage.StorageCalls.newName;
import static org.vmc.storage.StorageCalls.succeeds;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.storage.RepositoryRequested;
import org.vmc.http.identity.Role;
import org.vmc.testing.Infrastructure;

/** Exports of NFS servers as SRs of pools, as users see them. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class ExportsOverHttpTest {

    private static final String EXPORTS = "/api/v1/storage/exports";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    DataSource dataSource;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private FakeNfsServer server;
    private VmServiceStandIn vmService;

    @BeforeEach
    void begin() throws SQLException {
        server = new FakeNfsServer();
        vmService = VmServiceStandIn.at(bootstrapServers);
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from publication");
            statement.execute("delete from nfs_export");
        }
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void anExportIsRegisteredPublishedAndGivenBack() {
        server.export("/srv/vm");
        var name = newName();
        var id = succeeds(register(name, "/srv/vm")).extract().<String>path("target.id");
        as(Role.VIEWER)
                .get(EXPORTS)
                .then()
                .statusCode(200)
                .body("items.name", hasItems(name))
                .body("items.find { it.name == '%s' }.seen".formatted(name), equalTo(true));

        succeeds(post("/" + id + "/repositories", "{\"pool\": \"lab\"}"));
        assertThat(vmService.named(name))
                .get()
                .extracting(RepositoryRequested::type, RepositoryRequested::deviceConfig)
                .containsExactly(
                        "nfs",
                        Map.of(
                                "server",
                                "127.0.0.1",
                                "serverpath",
                                "/srv/vm",
                                "nfsversion",
                                "4",
                                "options",
                                "port=" + server.port()));
        as(Role.OPERATOR)
                .delete(EXPORTS + "/" + id)
                .then()
                .statusCode(409)
                .body("detail", containsString("/storage export unpublish name:" + name + " pool:\"lab\""));

        succeeds(as(Role.OPERATOR)
                .delete(EXPORTS + "/" + id + "/repositories/lab")
                .then());
        as(Role.VIEWER).get(EXPORTS + "/" + id + "/repositories").then().body("items", hasSize(0));
        succeeds(as(Role.OPERATOR).delete(EXPORTS + "/" + id).then());
        as(Role.VIEWER).get(EXPORTS + "/" + id).then().statusCode(404);
        assertThat(PublishedFacts.about(bootstrapServers, UUID.fromString(id), 4))
                .containsExactly(
                        "org.vmc.storage.export.registered.v1",
                        "org.vmc.storage.repository.published.v1",
                        "org.vmc.storage.repository.unpublished.v1",
                        "org.vmc.storage.export.forgotten.v1");
    }

    @Test
    void registersNothingThatIsNotThere() {
        ends(register(newName(), "/srv/none"), PATIENCE)
                .body("state", equalTo("FAILED"))
                .body("problem.detail", containsString("the server has no directory /srv/none"));
        var port = server.port();
        server.close();
        ends(post("", body(newName(), "/srv/vm", port)), PATIENCE)
                .body("state", equalTo("FAILED"))
                .body("problem.detail", containsString("does not answer as an NFS server"));
        as(Role.VIEWER).get(EXPORTS).then().body("items", hasSize(0));
    }

    @Test
    void takesWhatAServerDoesNotShowToThisServiceForThePoolToJudge() {
        server.behave(FakeNfsServer.Manner.VERSION_3);
        var old = newName();
        var id = succeeds(register(old, "/srv/old")).extract().<String>path("target.id");
        as(Role.VIEWER).get(EXPORTS + "/" + id).then().body("seen", equalTo(false));
        server.behave(FakeNfsServer.Manner.CLOSED);
        succeeds(register(newName(), "/srv/closed"));

        succeeds(post("/" + id + "/repositories", "{\"pool\": \"lab\", \"kind\": \"iso\"}"));
        assertThat(vmService.named(old))
                .get()
                .extracting(RepositoryRequested::type, RepositoryRequested::deviceConfig)
                .containsExactly(
                        "iso",
                        Map.of(
                                "location",
                                "127.0.0.1:/srv/old",
                                "type",
                                "nfs_iso",
                                "options",
                                "port=" + server.port()));
    }

    @Test
    void refusesWhatMakesNoSense() {
        post("", "{\"name\": \"A B\", \"server\": \"a;b\", \"path\": \"/srv/../etc\", \"port\": 70000}")
                .statusCode(422)
                .body("errors.field", hasItems("name", "server", "path", "port"));
        as(Role.ENGINEER)
                .contentType(ContentType.JSON)
                .body(body(newName(), "/srv/vm", server.port()))
                .post(EXPORTS)
                .then()
                .statusCode(403);
        as(Role.ENGINEER).delete(EXPORTS + "/" + UUID.randomUUID()).then().statusCode(403);
        as(Role.OPERATOR).delete(EXPORTS + "/" + UUID.randomUUID()).then().statusCode(404);
        server.export("/srv/vm");
        succeeds(register("twice", "/srv/vm"));
        register("again", "/srv/vm").statusCode(409).body("detail", containsString("is the export twice already"));
        register("twice", "/srv/other").statusCode(409);
    }

    private ValidatableResponse register(String name, String path) {
        return post("", body(name, path, server.port()));
    }

    private static String body(String name, String path, int port) {
        return "{\"name\": \"%s\", \"server\": \"127.0.0.1\", \"path\": \"%s\", \"port\": %d}"
                .formatted(name, path, port);
    }

    private static ValidatableResponse post(String path, String body) {
        return as(Role.OPERATOR)
                .contentType(ContentType.JSON)
                .body(body)
                .post(EXPORTS + path)
                .then();
    }
}
