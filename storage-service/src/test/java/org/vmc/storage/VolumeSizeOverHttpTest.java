package org.vmc.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.vmc.storage.StorageCalls.as;
import static org.vmc.storage.StorageCalls.create;
import static org.vmc.storage.StorageCalls.ends;
import static org.vmc.storage.StorageCalls.newName;
import static org.vmc.storage.StorageCalls.post;
import static org.vmc.storage.StorageCalls.show;
import static org.vmc.storage.StorageCalls.succeeds;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.http.identity.Role;
import org.vmc.storage.volumes.QuotaLooks;
import org.vmc.testing.Infrastructure;

/** The size of a volume is what it may hold. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class VolumeSizeOverHttpTest {

    private static final long MIB = 1L << 20;

    @Inject
    FakeGluster gluster;

    @Inject
    QuotaLooks watch;

    @Inject
    DataSource dataSource;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

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
    void aVolumeHoldsWhatItsSizeSaysAlsoWithMoreAndFewerBricks() {
        var name = newName();
        var id = create(name, "scratch", "1G", ", \"sets\": 2");
        assertLimit(name, 1024);
        succeeds(post(Role.ENGINEER, "/" + id + "/expand", "{}"));
        assertLimit(name, 1536);
        show(id).body("sizeBytes", equalTo(1536 << 20));

        gluster.use(name, 1100 * MIB);
        post(Role.ENGINEER, "/" + id + "/resize", "{\"size\": \"1G\"}")
                .statusCode(409)
                .body("detail", containsString("1.1 GiB already"));
        ends(post(Role.ENGINEER, "/" + id + "/shrink", "{\"set\": 3}"), Duration.ofSeconds(20))
                .body("state", equalTo("FAILED"))
                .body("problem.detail", containsString("1.1 GiB already"));
        gluster.use(name, 900 * MIB);
        succeeds(post(Role.ENGINEER, "/" + id + "/shrink", "{\"set\": 3}"));
        assertLimit(name, 1024);
    }

    @Test
    void isMadeLargerAndSmallerOnItsBricks() {
        var name = newName();
        var id = create(name, "shared-read", "1G", "");
        post(Role.ENGINEER, "/" + id + "/resize?dryRun=true", "{\"size\": \"2G\"}")
                .statusCode(200)
                .body("operations[0].steps.description.join()", containsString("Limit it to 2.0 GiB"));
        assertLimit(name, 1024);
        succeeds(post(Role.ENGINEER, "/" + id + "/resize", "{\"size\": \"2G\"}"));
        assertLimit(name, 2048);
        succeeds(post(Role.ENGINEER, "/" + id + "/resize", "{\"size\": \"512M\"}"));
        assertLimit(name, 512);
        show(id).body("sizeBytes", equalTo(512 << 20));
        assertThat(PublishedFacts.about(bootstrapServers, UUID.fromString(id), 4))
                .contains("org.vmc.storage.volume.resized.v1");

        post(Role.ENGINEER, "/" + id + "/resize", "{\"size\": \"100G\"}")
                .statusCode(507)
                .body("detail", allOf(containsString("has no room for"), containsString("/storage volume expand")));
        post(Role.ENGINEER, "/" + id + "/resize", "{\"size\": \"much\"}")
                .statusCode(422)
                .body("errors.field", contains("size"));
        post(Role.VIEWER, "/" + id + "/resize", "{\"size\": \"2G\"}").statusCode(403);
        post(Role.ENGINEER, "/" + id + "/options", "{\"options\": {\"features.quota\": \"off\"}}")
                .statusCode(422);
    }

    @Test
    void tellsOnceWhenItIsNearlyFullFullAndEmptierAgain() {
        var name = newName();
        var id = create(name, "shared-read", "1G", "");
        for (var used : new long[] {100, 850, 860, 1000, 970, 700}) {
            gluster.use(name, used * MIB);
            watch.look();
            watch.look();
        }
        show(id).body("usedBytes", equalTo(700 << 20)).body("usedPercent", equalTo(68));
        as(Role.VIEWER).get(StorageCalls.VOLUMES + "?name=" + name).then().body("items[0].usedPercent", equalTo(68));
        // Nearly full; full; at 94.7 % still full, as it came not far enough below; and then all of it free again.
        assertThat(PublishedFacts.about(bootstrapServers, UUID.fromString(id), 5))
                .filteredOn(type -> type.equals("org.vmc.storage.volume.fill-changed.v1"))
                .hasSize(3);
    }

    private void assertLimit(String name, long mebibytes) {
        assertThat(gluster.quota(name).orElseThrow().limitBytes()).isEqualTo(mebibytes * MIB);
    }
}
