package org.vmc.storage.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.vmc.storage.StorageCalls.VOLUMES;
import static org.vmc.storage.StorageCalls.as;
import static org.vmc.storage.StorageCalls.create;
import static org.vmc.storage.StorageCalls.ends;
import static org.vmc.storage.StorageCalls.post;
import static org.vmc.storage.StorageCalls.show;
import static org.vmc.storage.StorageCalls.succeeds;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.vmc.http.identity.Role;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.testing.Infrastructure;

/**
 * Types of volumes, and bricks that come and go, on real GlusterFS: one story in order, minutes long, so it runs by
 * name alone.
 */
@QuarkusTest
@TestProfile(LabProfile.class)
@QuarkusTestResource(Infrastructure.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("lab")
class BricksOnLab {

    private static final String MOUNT = "/mnt/grow";
    private static final String SUMS = "cd %s && find . -type f | sort | xargs sha256sum | sha256sum".formatted(MOUNT);

    @Inject
    GlusterPool pool;

    @ConfigProperty(name = "vmc.gluster.key-file", defaultValue = "none")
    Path keyFile;

    @ConfigProperty(name = "vmc.gluster.known-hosts-file", defaultValue = "none")
    Path knownHosts;

    private static String id = "";
    private static String sums = "";

    @BeforeEach
    void requireLab() {
        assumeTrue(LabHosts.whyNot() == null, LabHosts.whyNot());
    }

    @Test
    @Order(10)
    void makesAndProvesEveryType() {
        for (var type : List.of("arbiter", "distributed-replicated")) {
            prove("vm-disk", type);
        }
        for (var type : List.of("dispersed", "distributed-arbiter", "distributed-dispersed")) {
            prove("shared-read", type);
        }
        assertThat(on(1, "ls", "-A", "/bricks/b1")).isEmpty();
    }

    @Test
    @Order(2)
    void growsWithoutLosingAFileWhileItIsInUse() {
        id = create("grow", "shared-read", "200M", "");
        on(4, "sh", "-c", "mkdir -p %s && mount -t glusterfs h1:/grow %s".formatted(MOUNT, MOUNT));
        on(
                4,
                "sh",
                "-c",
                "cd " + MOUNT + " && for d in 1 2 3 4; do mkdir d$d; for f in $(seq 50); do"
                        + " head -c 20000 /dev/urandom >d$d/f$f; done; done");
        sums = on(4, "sh", "-c", SUMS);

        succeeds(post(Role.ENGINEER, "/" + id + "/expand", "{}"))
                .body("result.failedFiles", equalTo("0"))
                .body("result.movedFiles.toInteger()", greaterThan(20));
        show(id).body("layout", equalTo("distributed-replicated"))
                .body("sets", hasSize(2))
                .body("bricks.online", everyItem(equalTo(true)));
        assertThat(on(4, "sh", "-c", SUMS)).isEqualTo(sums);
        assertThat(on(4, "sh", "-c", "find /bricks/b1/grow*/brick/d* -type f ! -perm 1000 | wc -l"))
                .isNotEqualTo("0");
    }

    @Test
    @Order(3)
    void namesWhoUsesAVolumeAndStopsItForNobody() {
        post(Role.ENGINEER, "/" + id + "/stop", "")
                .statusCode(409)
                .body("detail", containsString("in use by h4 (" + MOUNT + ")"));
        as(Role.ENGINEER).delete(VOLUMES + "/" + id).then().statusCode(409);
        assertThat(pool.volume("grow").orElseThrow().isStarted()).isTrue();
    }

    @Test
    @Order(4)
    void changesOptionsAndPutsThemBackWhenOneIsRefused() {
        as(Role.VIEWER).get(VOLUMES + "/" + id + "/options").then().body("items.name", hasItem("network.ping-timeout"));
        as(Role.VIEWER).get(VOLUMES + "/" + id + "/options?all=true").then().body("items.size()", greaterThan(300));
        succeeds(post(
                Role.ENGINEER,
                "/" + id + "/options",
                "{\"options\": {\"performance.cache-size\": \"128MB\", \"network.ping-timeout\": \"7\"}}"));
        assertThat(pool.volume("grow").orElseThrow().options())
                .containsEntry("performance.cache-size", "128MB")
                .containsEntry("network.ping-timeout", "7");
        var before = pool.volume("grow").orElseThrow().options();
        ends(
                        post(
                                Role.ENGINEER,
                                "/" + id + "/options",
                                "{\"options\": {\"network.ping-timeout\": \"default\", \"cluster.favorite-child-policy\": \"x\"}}"),
                        Duration.ofMinutes(1))
                .body("state", equalTo("FAILED"))
                .body("problem.detail", containsString("favorite-child-policy"));
        assertThat(pool.volume("grow").orElseThrow().options()).isEqualTo(before);
    }

    @Test
    @Order(5)
    void replacesABrickThatDiedAndHealsTheNewOne() {
        var set = pool.volume("grow").orElseThrow().sets().getFirst();
        var dead = set.get(1);
        var host = Integer.parseInt(dead.host().substring(1));
        on(host, "sh", "-c", "pkill -9 -f -- '[-]-brick-name " + dead.path() + "'");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !pool.onlineBricks("grow").contains(dead));
        on(4, "sh", "-c", "echo written meanwhile >" + MOUNT + "/late");
        sums = on(4, "sh", "-c", SUMS);

        succeeds(post(Role.ENGINEER, "/" + id + "/replace-brick", "{\"brick\": \"%s\"}".formatted(dead)));
        var whole = pool.volume("grow").orElseThrow().sets().getFirst();
        assertThat(whole).doesNotContain(dead);
        assertThat(names(whole.get(1).host(), whole.get(1).path()))
                .isEqualTo(names(whole.get(0).host(), whole.get(0).path()));
        assertThat(on(host, "sh", "-c", "ls -d " + dead.path() + " 2>/dev/null || true"))
                .isEmpty();
        assertThat(on(4, "sh", "-c", SUMS)).isEqualTo(sums);
    }

    @Test
    @Order(6)
    void shrinksWithoutLosingAFile() {
        var gone = pool.volume("grow").orElseThrow().sets().getFirst();
        succeeds(post(Role.ENGINEER, "/" + id + "/shrink", "{\"set\": 1}"));
        show(id).body("layout", equalTo("replicated")).body("sets", hasSize(1));
        assertThat(pool.volume("grow").orElseThrow().bricks()).doesNotContainAnyElementsOf(gone);
        assertThat(on(4, "sh", "-c", SUMS)).isEqualTo(sums);
    }

    @Test
    @Order(7)
    void healsADispersedVolumeAfterItsBrickWasReplaced() {
        var dispersed = create("parts", "shared-read", "100M", ", \"type\": \"dispersed\"");
        on(4, "sh", "-c", "mkdir -p /mnt/parts && mount -t glusterfs h1:/parts /mnt/parts");
        on(4, "sh", "-c", "cd /mnt/parts && mkdir d && for f in $(seq 40); do head -c 20000 /dev/urandom >d/f$f; done");
        var former = pool.volume("parts").orElseThrow().bricks().get(1);
        succeeds(post(Role.ENGINEER, "/" + dispersed + "/replace-brick", "{\"brick\": \"%s\"}".formatted(former)))
                .body("result.healedNames", equalTo("41"));
        on(4, "umount", "/mnt/parts");
        succeeds(as(Role.ENGINEER).delete(VOLUMES + "/" + dispersed).then());
    }

    @Test
    @Order(8)
    void refusesToMoveShardsUnderAVm() {
        var disks = create("disks", "vm-disk", "100M", ", \"type\": \"distributed-replicated\"");
        on(4, "sh", "-c", "mkdir -p /mnt/disks && mount -t glusterfs h1:/disks /mnt/disks");
        for (var change : List.of("expand", "shrink")) {
            post(Role.ENGINEER, "/" + disks + "/" + change, "{}")
                    .statusCode(409)
                    .body("detail", containsString("h4 (/mnt/disks)"));
        }
        on(4, "umount", "/mnt/disks");
        succeeds(as(Role.ENGINEER).delete(VOLUMES + "/" + disks).then());
    }

    @Test
    @Order(9)
    void deletesWithAllThatWasMade() {
        on(4, "umount", MOUNT);
        succeeds(as(Role.ENGINEER).delete(VOLUMES + "/" + id).then());
        for (var host = 1; host <= LabHosts.COUNT; host++) {
            assertThat(on(host, "ls", "-A", "/bricks/b1")).isEmpty();
        }
    }

    private void prove(String storageClass, String type) {
        var made = create(type, storageClass, "100M", ", \"type\": \"%s\"".formatted(type));
        show(made).body("layout", equalTo(type));
        succeeds(post(Role.ENGINEER, "/" + made + "/check", ""));
        succeeds(as(Role.ENGINEER).delete(VOLUMES + "/" + made).then());
    }

    private String names(String host, String brick) {
        return on(
                Integer.parseInt(host.substring(1)),
                "sh",
                "-c",
                "cd %s && find . -path './.glusterfs*' -prune -o -print | sort".formatted(brick));
    }

    private String on(int host, String... command) {
        return new LabShell(keyFile, knownHosts).on(host, command);
    }
}
