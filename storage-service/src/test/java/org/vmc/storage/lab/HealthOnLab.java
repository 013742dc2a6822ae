package org.vmc.storage.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.vmc.storage.StorageCalls.VOLUMES;
import static org.vmc.storage.StorageCalls.as;
import static org.vmc.storage.StorageCalls.create;
import static org.vmc.storage.StorageCalls.post;
import static org.vmc.storage.StorageCalls.succeeds;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vmc.http.identity.Role;
import org.vmc.storage.volumes.HealthLooks;
import org.vmc.testing.Infrastructure;

/** Lost bricks and daemons of real GlusterFS; runs by name alone. */
@QuarkusTest
@TestProfile(LabProfile.class)
@QuarkusTestResource(Infrastructure.class)
@Tag("lab")
class HealthOnLab {

    @Inject
    HealthLooks looks;

    @Inject
    DataSource dataSource;

    @ConfigProperty(name = "vmc.gluster.key-file", defaultValue = "none")
    Path keyFile;

    @ConfigProperty(name = "vmc.gluster.known-hosts-file", defaultValue = "none")
    Path knownHosts;

    @BeforeEach
    void requireLab() {
        assumeTrue(LabHosts.whyNot() == null, LabHosts.whyNot());
    }

    @Test
    void seesAKilledBrickAndALostDaemonAndHealsWhatWasWrittenMeanwhile() throws SQLException {
        var id = create("health", "shared-read", "100M", "");
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> health(id)
                .body("state", equalTo("WHOLE"))
                .body("bricks.online", everyItem(is(true)))
                .body("selfHealDaemons.state", everyItem(equalTo("RUNNING")))
                .body("findings", empty()));

        on(2, "sh", "-c", "kill -KILL $(cat /var/run/gluster/vols/health/h2-bricks-b1-health-brick.pid)");
        on(4, "sh", "-c", "mkdir -p /mnt/health && mount -t glusterfs h1:/health /mnt/health");
        on(4, "sh", "-c", "cd /mnt/health && for f in 1 2 3; do echo $f >$f; done");
        looks.times(2);
        health(id)
                .body("state", equalTo("DEGRADED"))
                .body("toldAs", equalTo("DEGRADED"))
                .body("filesUsable", equalTo("ALL"))
                .body("bricks[1].why", containsString("process does not run"))
                .body("bricks[0].toHeal", greaterThan(2))
                .body("findings.todo", hasItem(containsString("/storage volume heal")));

        succeeds(post(Role.ENGINEER, "/" + id + "/heal", ""));
        looks.times(1);
        health(id).body("state", equalTo("WHOLE")).body("toldAs", equalTo("WHOLE"));
        assertThat(on(2, "ls", "/bricks/b1/health/brick")).isEqualTo("1\n2\n3");

        on(3, "pkill", "-KILL", "-x", "glusterd");
        try {
            as(Role.VIEWER).get("/api/v1/storage/peers").then().statusCode(200);
            looks.times(2);
            assertThat(lost("h3")).isTrue();
            // Its bricks go on without the daemon.
            health(id).body("state", equalTo("WHOLE"));
        } finally {
            on(3, "glusterd");
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            looks.times(1);
            assertThat(lost("h3")).isFalse();
        });
        on(4, "umount", "/mnt/health");
        succeeds(post(Role.ENGINEER, "/" + id + "/drill", "{}"))
                .body("result.lostBrick", equalTo("h3:/bricks/b1/health/brick"))
                .body("result.verified", equalTo("6"));
        assertThat(on(3, "ls", "/bricks/b1/health/brick")).isEqualTo("1\n2\n3");
        succeeds(as(Role.ENGINEER).delete(VOLUMES + "/" + id).then());
    }

    private boolean lost(String host) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("select lost from peer where host = ?")) {
            statement.setString(1, host);
            var rows = statement.executeQuery();
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static ValidatableResponse health(String id) {
        return as(Role.VIEWER).get(VOLUMES + "/" + id + "/health").then().statusCode(200);
    }

    private String on(int host, String... command) {
        return new LabShell(keyFile, knownHosts).on(host, command);
    }
}
