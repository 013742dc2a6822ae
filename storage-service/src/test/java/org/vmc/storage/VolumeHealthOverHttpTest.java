package org.vmc.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
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
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.http.identity.Role;
import org.vmc.storage.volumes.HealthLooks;
import org.vmc.testing.Infrastructure;

/** What is told of lost bricks and hosts, and what helps. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class VolumeHealthOverHttpTest {

    @Inject
    FakeGluster gluster;

    @Inject
    HealthLooks looks;

    @Inject
    DataSource dataSource;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @BeforeEach
    void begin() throws SQLException {
        forgetAll();
    }

    /** A brick that stays lost would be told of in the next test's volume. */
    @AfterEach
    void end() throws SQLException {
        forgetAll();
        looks.times(1);
    }

    private void forgetAll() throws SQLException {
        gluster.reset();
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from volume");
            statement.execute("delete from peer");
        }
    }

    @Test
    void aWholeVolumeHasNothingToSay() {
        var id = create(newName(), "shared-read", "100M", "");
        health(id)
                .body("state", equalTo("WHOLE"))
                .body("filesUsable", equalTo("ALL"))
                .body("bricks.online", everyItem(equalTo(true)))
                .body("bricks.toHeal", everyItem(equalTo(0)))
                .body("selfHealDaemons.state", everyItem(equalTo("RUNNING")))
                .body("selfHealDaemons", hasSize(3))
                .body("findings", empty());
        looks.times(3);
        health(id).body("toldAs", equalTo(null));
    }

    @Test
    void tellsALossOnceAndItsEndOnce() {
        var name = newName();
        var id = create(name, "shared-read", "100M", "");
        var brick = gluster.brick("h2", name);
        gluster.kill(brick);
        looks.times(1);
        health(id)
                .body("toldAs", equalTo(null))
                .body("state", equalTo("DEGRADED"))
                .body("filesUsable", equalTo("ALL"))
                .body("summary", containsString("If set 1 loses one more"))
                .body("bricks[1].online", equalTo(false))
                .body("bricks[1].why", equalTo("its process does not run on h2."))
                .body("bricks[1].toHeal", equalTo(null))
                .body("findings.what", hasItem(containsString(brick + " is away")))
                .body("findings.todo", hasItem(containsString("/storage volume heal name:" + name)));
        looks.times(3);
        health(id).body("toldAs", equalTo("DEGRADED"));

        gluster.keep(name, "written-meanwhile");
        gluster.holdHealing(true);
        gluster.repair(brick);
        looks.times(2);
        health(id)
                .body("state", equalTo("HEALING"))
                .body("toldAs", equalTo("HEALING"))
                .body("findings.what", hasItem(containsString("1 files and directories are to be repaired")));
        gluster.holdHealing(false);
        looks.times(3);
        health(id).body("state", equalTo("WHOLE")).body("toldAs", equalTo("WHOLE"));
        assertThat(facts(id, 5))
                .containsExactly(
                        "org.vmc.storage.volume.created.v1",
                        "org.vmc.storage.volume.started.v1",
                        "org.vmc.storage.volume.degraded.v1",
                        "org.vmc.storage.volume.healing.v1",
                        "org.vmc.storage.volume.healed.v1");
    }

    @Test
    void tellsALostHostWithAllThatWasOnIt() {
        var name = newName();
        var id = create(name, "shared-read", "100M", "");
        succeedsToSee("h3");
        gluster.silence("h3");
        looks.times(3);
        health(id)
                .body("state", equalTo("DEGRADED"))
                .body("toldAs", equalTo("DEGRADED"))
                .body("bricks[2].why", containsString("h3 does not answer: no route to host"))
                .body("selfHealDaemons[2].state", equalTo("UNKNOWN"))
                .body("findings.todo", hasItem(containsString("Bring h3 back")))
                .body("findings.todo", hasItem(containsString("replace-brick name:" + name)));
        gluster.revive("h3");
        looks.times(2);
        var peer = as(Role.VIEWER)
                .get("/api/v1/storage/peers")
                .then()
                .extract()
                .<String>path("items.find { it.host == 'h3' }.id");
        assertThat(facts(peer, 2)).endsWith("org.vmc.storage.peer.lost.v1", "org.vmc.storage.peer.back.v1");
        assertThat(facts(id, 4)).endsWith("org.vmc.storage.volume.degraded.v1", "org.vmc.storage.volume.healed.v1");
    }

    @Test
    void tellsMoreLossesAndThatNothingCanBeUsed() {
        var name = newName();
        var id = create(name, "scratch", "100M", ", \"type\": \"dispersed\"");
        gluster.kill(gluster.brick("h1", name));
        looks.times(2);
        gluster.kill(gluster.brick("h2", name));
        looks.times(2);
        health(id)
                .body("filesUsable", equalTo("NONE"))
                .body("summary", containsString("No file can be read or written until bricks are back"));
        assertThat(facts(id, 4).stream().filter(fact -> fact.contains("degraded")))
                .hasSize(2);
    }

    @Test
    void aVolumeThatWasStoppedHasLostNothing() {
        var name = newName();
        var id = create(name, "shared-read", "100M", "");
        succeeds(post(Role.ENGINEER, "/" + id + "/stop", ""));
        looks.times(3);
        health(id)
                .body("state", equalTo("STOPPED"))
                .body("toldAs", equalTo(null))
                .body("findings.todo", contains("Start it: /storage volume start name:" + name));
        post(Role.ENGINEER, "/" + id + "/heal", "").statusCode(409).body("detail", containsString("start it first"));
    }

    @Test
    void aLookWithoutAnyAnswerConcludesNothing() {
        var id = create(newName(), "shared-read", "100M", "");
        List.of("h1", "h2", "h3", "h4").forEach(gluster::silence);
        looks.times(3);
        as(Role.VIEWER).get(VOLUMES + "/" + id + "/health").then().statusCode(503);
        List.of("h1", "h2", "h3", "h4").forEach(gluster::revive);
        looks.times(2);
        health(id).body("toldAs", equalTo(null));
    }

    @Test
    void mendsADaemonThatRunsUnheardAndHealsEverything() {
        var name = newName();
        var id = create(name, "shared-read", "100M", "");
        gluster.kill(gluster.brick("h1", name));
        gluster.keep(name, "a");
        gluster.deafen("h3");
        health(id)
                .body("selfHealDaemons[2].state", equalTo("UNHEARD"))
                .body("findings.what", hasItem(containsString("Gluster shows it offline")))
                .body("findings.todo", hasItem(containsString("start %s force".formatted(name))));
        succeeds(post(Role.ENGINEER, "/" + id + "/heal", ""));
        health(id).body("state", equalTo("WHOLE")).body("findings", empty());
        assertThat(gluster.holders(name, "a")).hasSize(3);
    }

    @Test
    void saysWhatAPersonMustDecide() {
        var name = newName();
        var id = create(name, "shared-read", "100M", "");
        gluster.keep(name, "a");
        gluster.contradict("a");
        health(id)
                .body("bricks[0].splitBrain", equalTo(1))
                .body("findings.what", hasItem(containsString("1 files on h1:")))
                .body("findings.todo", hasItem(containsString("split-brain latest-mtime FILE")));
        ends(post(Role.ENGINEER, "/" + id + "/heal", ""), Duration.ofSeconds(20))
                .body("state", equalTo("FAILED"))
                .body("problem.detail", containsString("in split-brain"));
    }

    @Test
    void healsNothingWithoutCopiesAndNothingOfOthers() {
        var id = create(newName(), "scratch", "100M", "");
        post(Role.ENGINEER, "/" + id + "/heal", "")
                .statusCode(409)
                .body("detail", containsString("nothing to heal from"));
        post(Role.VIEWER, "/" + id + "/heal", "").statusCode(403);
        as(Role.VIEWER)
                .get(VOLUMES + "/" + UUID.randomUUID() + "/health")
                .then()
                .statusCode(404);
    }

    @Test
    void drillsVolumesThatSurviveIt() {
        for (var layout : List.of("arbiter", "dispersed")) {
            var name = newName();
            var id = create(name, "shared-read", "100M", ", \"type\": \"%s\"".formatted(layout));
            var brick = gluster.volume(name).orElseThrow().bricks().getFirst();
            post(Role.ENGINEER, "/" + id + "/drill?dryRun=true", "{\"host\": \"%s\"}".formatted(brick.host()))
                    .statusCode(200)
                    .body("operations[0].steps.description", hasItem("Stop the process of the brick " + brick));
            succeeds(post(Role.ENGINEER, "/" + id + "/drill", "{}")).body("result.verified", equalTo("6"));
            assertThat(gluster.onlineBricks(name)).hasSize(3);
            assertThat(facts(id, 3)).endsWith("org.vmc.storage.volume.drilled.v1");
        }
    }

    @Test
    void drillsNothingThatWouldNotSurviveIt() {
        var scratch = create(newName(), "scratch", "100M", "");
        post(Role.ENGINEER, "/" + scratch + "/drill", "{}")
                .statusCode(409)
                .body("detail", containsString("the loss of a brick is the loss of its files"));
        var name = newName();
        var id = create(name, "shared-read", "100M", "");
        post(Role.VIEWER, "/" + id + "/drill", "{}").statusCode(403);
        post(Role.ENGINEER, "/" + id + "/drill", "{\"host\": \"h9\"}")
                .statusCode(422)
                .body("errors.field", contains("host"))
                .body("detail", containsString("h1, h2, h3"));
        gluster.connect("10.0.0.9", name);
        post(Role.ENGINEER, "/" + id + "/drill", "{}")
                .statusCode(409)
                .body("detail", containsString("in use by 10.0.0.9"));
        gluster.disconnect(name);
        gluster.kill(gluster.brick("h1", name));
        gluster.keep(name, "a");
        post(Role.ENGINEER, "/" + id + "/drill", "{}")
                .statusCode(409)
                .body("detail", containsString("Not all bricks of %s run".formatted(name)));
        gluster.repair(gluster.brick("h1", name));
        gluster.holdHealing(true);
        post(Role.ENGINEER, "/" + id + "/drill", "{}").statusCode(409).body("detail", containsString("left to heal"));
        assertThat(gluster.onlineBricks(name)).hasSize(3);
    }

    /** A peer is told of once its row is there. */
    private static void succeedsToSee(String host) {
        as(Role.VIEWER).get("/api/v1/storage/peers").then().body("items.host", hasItem(host));
    }

    private static ValidatableResponse health(String id) {
        return as(Role.VIEWER).get(VOLUMES + "/" + id + "/health").then().statusCode(200);
    }

    private List<String> facts(String subject, int wanted) {
        return PublishedFacts.about(bootstrapServers, UUID.fromString(subject), wanted);
    }
}
