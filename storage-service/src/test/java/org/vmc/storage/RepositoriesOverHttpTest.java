package org.vmc.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.vmc.storage.StorageCalls.VOLUMES;
import static org.vmc.storage.StorageCalls.as;
import static org.vmc.storage.StorageCalls.create;
import static org.vmc.storage.StorageCalls.ends;
import static org.vmc.storage.StorageCalls.newName;
import static org.vmc.storage.StorageCalls.post;
import static org.vmc.storage.StorageCalls.succeeds;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.storage.RepositoryRequested;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;

/** Volumes as SRs of pools, as users see them. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class RepositoriesOverHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    FakeGluster gluster;

    @Inject
    DataSource dataSource;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private VmServiceStandIn vmService;

    @BeforeEach
    void begin() throws SQLException {
        vmService = VmServiceStandIn.at(bootstrapServers);
        gluster.reset();
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from publication");
            statement.execute("delete from volume");
            statement.execute("delete from peer");
        }
    }

    @Test
    void aVolumeBecomesAnSrAndStopsBeingOne() {
        var name = newName();
        var id = create(name, "vm-disk", "1G", "");

        post(Role.ENGINEER, "/" + id + "/repositories?dryRun=true", "{\"pool\": \"lab\"}")
                .statusCode(200)
                .body("operations[0].steps.description.join()", containsString("SR " + name + ", of type glusterfs"));
        assertThat(vmService.named(name)).isEmpty();
        succeeds(post(Role.ENGINEER, "/" + id + "/repositories", "{\"pool\": \"lab\"}"));

        repositories(id)
                .body("items", hasSize(1))
                .body("items[0].pool", equalTo("lab"))
                .body("items[0].name", equalTo(name))
                .body("items[0].kind", equalTo("VDI"))
                .body("items[0].state", equalTo("THERE"))
                .body("items[0].id", notNullValue());
        assertThat(vmService.named(name))
                .get()
                .extracting(RepositoryRequested::type, RepositoryRequested::deviceConfig, RepositoryRequested::owner)
                .containsExactly("glusterfs", Map.of("server", "h1:/" + name, "backupservers", "h2:h3"), "engineer");
        post(Role.ENGINEER, "/" + id + "/repositories", "{\"pool\": \"lab\"}")
                .statusCode(409)
                .body("detail", containsString("the SR " + name + " of the pool lab already"));

        succeeds(unpublish(Role.ENGINEER, id, "lab"));
        repositories(id).body("items", hasSize(0));
        assertThat(vmService.named(name)).isEmpty();
        assertThat(PublishedFacts.about(bootstrapServers, UUID.fromString(id), 4))
                .contains("org.vmc.storage.repository.published.v1", "org.vmc.storage.repository.unpublished.v1");
        unpublish(Role.ENGINEER, id, "lab").statusCode(404);
    }

    @Test
    void aVolumeIsNotTakenAwayFromUnderAnSr() {
        var name = newName();
        var id = create(name, "vm-disk", "1G", ", \"layout\": \"distributed-replicated\", \"sets\": 2");
        succeeds(post(Role.ENGINEER, "/" + id + "/repositories", "{\"pool\": \"lab\", \"name\": \"disks of lab\"}"));

        var wayOut = allOf(
                containsString("the SR disks of lab of the pool lab"),
                containsString("/storage volume unpublish name:" + name + " pool:\"lab\""));
        post(Role.ENGINEER, "/" + id + "/stop?force=true", "").statusCode(409).body("detail", wayOut);
        as(Role.ENGINEER)
                .delete(VOLUMES + "/" + id + "?force=true")
                .then()
                .statusCode(409)
                .body("detail", wayOut);
        post(Role.ENGINEER, "/" + id + "/shrink", "{}").statusCode(409).body("detail", wayOut);

        vmService.putDisk("disks of lab", "ci-1 root");
        ends(unpublish(Role.ENGINEER, id, "lab"), PATIENCE)
                .body("state", equalTo("FAILED"))
                .body("problem.detail", containsString("ci-1 root"));
        repositories(id).body("items[0].state", equalTo("THERE")).body("items[0].reason", containsString("ci-1 root"));
        vmService.removeDisk("disks of lab");
        succeeds(unpublish(Role.ENGINEER, id, "lab"));
        succeeds(post(Role.ENGINEER, "/" + id + "/shrink", "{}"));
        succeeds(as(Role.ENGINEER).delete(VOLUMES + "/" + id).then());
    }

    @Test
    void whatTheOtherSideRefusesOrDoesNotAnswerIsUndoneWhole() {
        var id = create(newName(), "iso", "1G", "");
        vmService.refuse("no-nfs", "Making the SR no-nfs: the pool refused with SR_BACKEND_FAILURE_73.");
        ends(post(Role.ENGINEER, "/" + id + "/repositories", "{\"pool\": \"lab\", \"name\": \"no-nfs\"}"), PATIENCE)
                .body("state", equalTo("FAILED"))
                .body("problem.detail", containsString("SR_BACKEND_FAILURE_73"));
        repositories(id).body("items", hasSize(0));

        vmService.beSilentAbout("unheard");
        ends(post(Role.ENGINEER, "/" + id + "/repositories", "{\"pool\": \"lab\", \"name\": \"unheard\"}"), PATIENCE)
                .body("state", equalTo("FAILED"));
        repositories(id).body("items", hasSize(0));
        assertThat(vmService.named("unheard")).isEmpty();

        succeeds(post(Role.ENGINEER, "/" + id + "/repositories", "{\"pool\": \"lab\", \"name\": \"heard\"}"));
        repositories(id).body("items[0].kind", equalTo("ISO"));
        assertThat(vmService.named("heard"))
                .get()
                .extracting(RepositoryRequested::type)
                .isEqualTo("iso");
    }

    @Test
    void refusesWhatMakesNoSense() {
        var name = newName();
        var id = create(name, "vm-disk", "1G", "");
        post(Role.ENGINEER, "/" + id + "/repositories", "{\"name\": \"-\", \"kind\": \"tape\"}")
                .statusCode(422)
                .body("errors.field", hasItems("pool", "name", "kind"));
        post(Role.VIEWER, "/" + id + "/repositories", "{\"pool\": \"lab\"}").statusCode(403);
        as(Role.VIEWER).delete(VOLUMES + "/" + id + "/repositories/lab").then().statusCode(403);
        as(Role.ENGINEER)
                .delete(VOLUMES + "/" + id + "/repositories/lab")
                .then()
                .statusCode(404);
        post(Role.ENGINEER, "/" + UUID.randomUUID() + "/repositories", "{\"pool\": \"lab\"}")
                .statusCode(404);
        var stranger = io.restassured.RestAssured.given()
                .auth()
                .oauth2(TestTokens.of("bob", Role.ENGINEER, "compilers"))
                .contentType("application/json");
        stranger.body("{\"pool\": \"lab\"}")
                .post(VOLUMES + "/" + id + "/repositories")
                .then()
                .statusCode(403);

        var cached = create(newName(), "shared-read", "1G", "");
        post(Role.ENGINEER, "/" + cached + "/repositories", "{\"pool\": \"lab\"}")
                .statusCode(409)
                .body("detail", containsString("class:vm-disk"));
        succeeds(post(Role.ENGINEER, "/" + id + "/stop", ""));
        post(Role.ENGINEER, "/" + id + "/repositories", "{\"pool\": \"lab\"}")
                .statusCode(409)
                .body("detail", containsString("not started"));
        repositories(id).body("items", hasSize(0));
    }

    private static ValidatableResponse repositories(String id) {
        return as(Role.VIEWER).get(VOLUMES + "/" + id + "/repositories").then().statusCode(200);
    }

    private static ValidatableResponse unpublish(Role role, String id, String pool) {
        return as(role).delete(VOLUMES + "/" + id + "/repositories/" + pool).then();
    }
}
