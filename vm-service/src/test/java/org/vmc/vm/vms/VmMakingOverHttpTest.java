package org.vmc.vm.vms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.LabStorage;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenStorage;

/** How VMs are made: what templates say of themselves, full copies, first boot, and what must answer. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class VmMakingOverHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHq1cGbYIB6Yw0bVhJ8bV0m8m1m9 ana@desk";

    @Inject
    Inventory inventory;

    private LabClient lab;

    @BeforeEach
    void connect() {
        lab = LabClient.connected();
        await().until(() ->
                inventory.pool("lab").filter(PoolSnapshot::reachable).isPresent());
    }

    @AfterEach
    void disconnect() {
        lab.clearFaults();
        lab.close();
    }

    @Test
    void templatesSayHowTheyBootHowBigTheyAreAndWhatTheyAreFor() {
        var template = lab.pool().vms().byName("build-worker").getFirst();
        var notes = new HashMap<>(template.otherConfig());
        notes.put("vmc:toolchain", "gcc-12.2.0");
        lab.pool().vms().setOtherConfig(template.ref(), notes);

        await().atMost(PATIENCE).untilAsserted(() -> ana().get("/api/v1/templates")
                .then()
                .body("items.find { it.name == 'build-worker' }.toolchain", is("gcc-12.2.0")));

        ana().get("/api/v1/templates")
                .then()
                .body("items.find { it.name == 'build-worker' }.role", is("compilation"))
                .body("items.find { it.name == 'debian-12' }.bootMode", is("HVM"))
                .body("items.find { it.name == 'debian-12' }.bootParameters", is("order=cdn"))
                .body("items.find { it.name == 'debian-12' }.bootFields.HVM_boot_policy", is("BIOS order"))
                .body("items.find { it.name == 'debian-12' }.vcpus", is(1))
                .body("items.find { it.name == 'debian-12' }.memoryMib", is(512))
                .body("items.find { it.name == 'debian-12' }.disks.name", equalTo(List.of("debian-12 root")))
                .body("items.find { it.name == 'debian-12' }.diskBytes", equalTo(8L << 30))
                .body("items.find { it.name == 'debian-12' }.toolchain", equalTo(null));
    }

    @Test
    void aFullCopyIsInTheSrAskedForAndHasAllThatIsOnTheTemplate() {
        try (var storage = LabStorage.connected()) {
            String copySr = storage.add("copies", "nfs", 100, true);
            await().until(() -> inventory.pool("lab").orElseThrow().storage().stream()
                    .anyMatch(sr -> sr.name().equals("copies")));

            ana().contentType(ContentType.JSON)
                    .body(order("copy-1", Map.of("fullCopy", true, "storage", "copies")))
                    .post("/api/v1/vms?dryRun=true")
                    .then()
                    .body("operations[0].steps.description", hasItem("Copy template debian-12"));
            succeeds(create("copy-1", Map.of("fullCopy", true, "storage", "copies")));

            var copies = inventory.pool("lab").orElseThrow().storage().stream()
                    .filter(sr -> sr.name().equals("copies"))
                    .map(XenStorage::ref)
                    .toList();
            var disks = disks("copy-1");
            assertThat(disks).extracting(XenDisk::sr).containsExactlyElementsOf(copies);
            assertThat(disks.getFirst().usedBytes()).isGreaterThanOrEqualTo(1L << 30);

            String id = ana().get("/api/v1/vms?name=copy-1").path("items[0].id");
            succeeds(ana().delete("/api/v1/vms/" + id));
            storage.forget(copySr);
        }
    }

    @Test
    void aRefusedCopyLeavesNothingAndSaysWhy() {
        lab.refuse("Async.VM.copy", "SR_FULL", "1", "0");

        awaitEnd(create("copy-2", Map.of("fullCopy", true)))
                .then()
                .body("state", is("FAILED"))
                .body("problem.type", is("/problems/no-space"));

        assertThat(lab.named("copy-2")).isEmpty();
    }

    @Test
    void theGuestFindsItsFirstBootConfigurationOnADriveThatGoesWithIt() throws IOException {
        succeeds(create(
                "told-1",
                Map.of("hostname", "front", "user", "builder", "sshKeys", List.of(KEY), "fsck", "every-boot")));

        var drive = disks("told-1").stream()
                .filter(disk -> disk.name().equals("cidata"))
                .findFirst()
                .orElseThrow();
        var read = org.vmc.lab.firstboot.ConfigDrive.read(reading(lab.content(drive.vdi())))
                .orElseThrow();
        assertThat(read.userData()).contains("\"front\"", "\"builder\"", KEY, "tune2fs -c 1 ");
        assertThat(lab.named("told-1").getFirst().xenstoreData()).containsEntry("vm-data/hostname", "front");

        String id = ana().get("/api/v1/vms?name=told-1").path("items[0].id");
        succeeds(ana().delete("/api/v1/vms/" + id));
        assertThat(lab.hasDisk(drive.vdi())).isFalse();
    }

    @Test
    void aTemplateCanHaveAPolicyOfItsOwn() throws IOException {
        succeeds(ana().contentType(ContentType.JSON)
                .body(Map.of("name", "policy-1", "type", "t1.micro", "template", "simulation"))
                .post("/api/v1/vms"));

        var drive = disks("policy-1").stream()
                .filter(disk -> disk.name().equals("cidata"))
                .findFirst()
                .orElseThrow();
        var read = org.vmc.lab.firstboot.ConfigDrive.read(reading(lab.content(drive.vdi())))
                .orElseThrow();
        assertThat(read.userData()).contains("tune2fs -c 30 ");
    }

    @Test
    void aVmIsReadyWhenWhatItWasAskedForAnswers() throws IOException {
        String operation;
        int port;
        try (var taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        operation = create("probed-1", Map.of("probe", "ssh:" + port)).path("id");
        await().atMost(PATIENCE).untilAsserted(() -> ana().get("/api/v1/operations/" + operation)
                .then()
                .body("message", containsString("SSH on port " + port)));

        try (var server = new ServerSocket(port)) {
            Thread.ofVirtual().start(() -> greet(server));
            awaitEnd(operation).then().body("state", is("SUCCEEDED"));
        }

        ana().get("/api/v1/vms?name=probed-1").then().body("items[0].probe", is("ssh:" + port));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storage  | {'storage':'nowhere'}                     | for a full copy only",
                "storage  | {'fullCopy':true,'storage':'nowhere'}     | must be one of",
                "hostname | {'hostname':'Bad Name'}                   | lower-case",
                "hostname | {'hostname':'front','count':2}            | is for one VM",
                "user     | {'user':'root','sshKeys':['KEY']}         | not root",
                "user     | {'user':'a b','sshKeys':['KEY']}          | lower-case",
                "sshKeys  | {'user':'builder'}                        | nobody could log in",
                "sshKeys  | {'sshKeys':['hello']}                     | public SSH keys",
                "fsck     | {'fsck':'often'}                          | every-boot",
                "probe    | {'probe':'http:80'}                       | tcp:PORT"
            })
    void namesTheWrongFieldAndCreatesNothing(String field, String more, String hint) {
        String body = "{'name':'unmade-1','type':'t1.micro','template':'debian-12'," + more.substring(1);

        ana().contentType(ContentType.JSON)
                .body(body.replace('\'', '"').replace("KEY", KEY))
                .post("/api/v1/vms")
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of(field)))
                .body("errors[0].message", containsString(hint));

        assertThat(lab.vms()).noneMatch(vm -> vm.name().startsWith("unmade"));
    }

    private List<XenDisk> disks(String name) {
        return lab.pool().disks().of(lab.named(name).getFirst().ref());
    }

    private static void greet(ServerSocket server) {
        while (!server.isClosed()) {
            try (var caller = server.accept()) {
                caller.getOutputStream().write("SSH-2.0-lab\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static org.vmc.lab.firstboot.ConfigDrive.Disk reading(byte[] content) {
        return (offset, into) -> System.arraycopy(content, (int) offset, into, 0, into.length);
    }

    private static Map<String, Object> order(String name, Map<String, ?> more) {
        var body = new HashMap<String, Object>(Map.of("name", name, "type", "t1.micro", "template", "debian-12"));
        body.putAll(more);
        return body;
    }

    private static Response create(String name, Map<String, ?> more) {
        return ana().contentType(ContentType.JSON).body(order(name, more)).post("/api/v1/vms");
    }

    private static void succeeds(Response accepted) {
        awaitEnd(accepted).then().body("state", is("SUCCEEDED"));
    }

    private static Response awaitEnd(Response accepted) {
        return awaitEnd(accepted.then().statusCode(202).extract().<String>path("id"));
    }

    private static Response awaitEnd(String operation) {
        return await().atMost(PATIENCE).until(() -> ana().get("/api/v1/operations/" + operation), answer -> List.of(
                        "SUCCEEDED", "FAILED", "CANCELLED", "UNDO_FAILED")
                .contains(answer.<String>path("state")));
    }

    private static RequestSpecification ana() {
        return given().auth().oauth2(TestTokens.of("ana", Role.ENGINEER, "compilers"));
    }
}
