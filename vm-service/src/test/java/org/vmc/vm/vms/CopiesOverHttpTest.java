package org.vmc.vm.vms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.vmc.vm.vms.VmApi.ana;
import static org.vmc.vm.vms.VmApi.as;
import static org.vmc.vm.vms.VmApi.awaitEnd;
import static org.vmc.vm.vms.VmApi.created;
import static org.vmc.vm.vms.VmApi.post;
import static org.vmc.vm.vms.VmApi.show;
import static org.vmc.vm.vms.VmApi.succeeds;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.contracts.vm.VmCopied;
import org.vmc.contracts.vm.VmCreateFailed;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.LabStorage;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.xen.XenDisk;

/** Copies of VMs, as their users ask for them. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class CopiesOverHttpTest {

    @Inject
    KitVms kitVms;

    @Inject
    Inventory inventory;

    private LabClient lab;
    private LabStorage storage;
    private VmFacts facts;
    private String sr;

    @BeforeEach
    void addAnSr() {
        lab = kitVms.lab();
        storage = LabStorage.connected();
        sr = storage.add("archive", "nfs", 100, true);
        facts = new VmFacts();
        await().until(() -> inventory.pool("lab").orElseThrow().storage().stream()
                .anyMatch(known -> known.name().equals("archive")));
    }

    @AfterEach
    void removeIt() {
        facts.close();
        lab.clearFaults();
        storage.forget(sr);
        storage.close();
    }

    @Test
    void aHaltedVmIsCopiedIntoTheSrAskedForAndLeadsALifeOfItsOwn() {
        String source = created("copied-1");
        copy(source, "{\"name\": \"copied-2\"}")
                .then()
                .statusCode(409)
                .body("type", is("/problems/wrong-power-state"))
                .body("detail", containsString("copied-1 is RUNNING; only a halted VM can be copied"));
        succeeds(post("/vms/" + source + "/stop", "{\"force\": true}"));
        copy(source, "{\"name\": \"copied-2\", \"sr\": \"archive\"}", "?dryRun=true")
                .then()
                .statusCode(200)
                .body(
                        "operations[0].steps.description",
                        equalTo(List.of(
                                "Copy the disks of copied-1 to archive",
                                "Name it copied-2 and mark it as belonging to ana")));
        assertThat(ana().get("/api/v1/vms?name=copied-2").<List<?>>path("items"))
                .isEmpty();

        var accepted = copy(source, "{\"name\": \"copied-2\", \"sr\": \"archive\", \"lease\": \"8h\"}");
        String copy = accepted.path("target.id");
        copy(source, "{\"name\": \"copied-2\"}").then().statusCode(409).body("type", is("/problems/name-taken"));
        succeeds(accepted);

        show(copy)
                .then()
                .body("name", is("copied-2"))
                .body("owner", is("ana"))
                .body("type", is("t1.micro"))
                .body("template", is("debian-12"))
                .body("powerState", is("HALTED"));
        assertThat(show(copy).<String>path("leaseUntil")).isNotNull();
        ana().get("/api/v1/vms/" + copy + "/disks").then().body("items.storage", equalTo(List.of("archive")));
        assertThat(facts.of(UUID.fromString(copy), 1))
                .singleElement()
                .isInstanceOfSatisfying(VmCopied.class, copied -> {
                    assertThat(copied.sourceId()).hasToString(source);
                    assertThat(copied.sourceName()).isEqualTo("copied-1");
                    assertThat(copied.storage()).isEqualTo("archive");
                    assertThat(copied.owner()).isEqualTo("ana");
                });
        succeeds(post("/vms/" + copy + "/start", ""));
        show(copy).then().body("ready", is(true));
        succeeds(post("/vms/" + source + "/start", ""));
        succeeds(ana().delete("/api/v1/vms/" + copy));
        show(source).then().body("ready", is(true));
    }

    @Test
    void aCopyBelongsToWhoeverMayAskForIt() {
        UUID source = kitVms.aHalted("copied");

        as("bob", Role.ENGINEER)
                .contentType(ContentType.JSON)
                .body("{\"name\": \"copied-3\"}")
                .post("/api/v1/vms/" + source + "/copy")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(TestTokens.of("fay", Role.OPERATOR, "fussy"))
                .contentType(ContentType.JSON)
                .body("{\"name\": \"copied-3\"}")
                .post("/api/v1/vms/" + source + "/copy")
                .then()
                .statusCode(403)
                .body("detail", containsString("no lease is longer than 1 h"));
        succeeds(as("olga", Role.OPERATOR)
                .contentType(ContentType.JSON)
                .body("{\"name\": \"copied-4\"}")
                .post("/api/v1/vms/" + source + "/copy"));

        var there = lab.named("copied-4").getFirst();
        ana().get("/api/v1/vms?name=copied-4").then().body("items[0].owner", is("olga"));
        assertThat(lab.pool().disks().of(there.ref()))
                .extracting(XenDisk::sr)
                .containsExactlyElementsOf(
                        lab.pool().disks().of(kitVms.there(source).ref()).stream()
                                .map(XenDisk::sr)
                                .toList());
    }

    @Test
    void theQuotaOfTheTeamHolds() {
        UUID source = kitVms.aHalted("copied");
        for (int n = 1; n <= 3; n++) {
            succeeds(copyForTheFrugal(source, n));
        }

        copyForTheFrugal(source, 4)
                .then()
                .statusCode(409)
                .body("type", is("/problems/quota-exceeded"))
                .body("detail", containsString("frugal"));

        for (int n = 1; n <= 3; n++) {
            String id = ana().get("/api/v1/vms?name=frugal-copy-" + n).path("items[0].id");
            succeeds(as("olga", Role.OPERATOR).delete("/api/v1/vms/" + id));
        }
    }

    private static Response copyForTheFrugal(UUID source, int number) {
        return given().auth()
                .oauth2(TestTokens.of("olga", Role.OPERATOR, "frugal"))
                .contentType(ContentType.JSON)
                .body("{\"name\": \"frugal-copy-%d\"}".formatted(number))
                .post("/api/v1/vms/" + source + "/copy");
    }

    @Test
    void whatThePoolRefusesLeavesNothingAndIsSaid() {
        UUID source = kitVms.aHalted("copied");
        lab.refuse("Async.VM.copy", "SR_FULL", "1", "0");

        String operation = copyAsOperator(source, "{\"name\": \"copied-5\"}").path("id");

        var ended = awaitEnd(operation);
        ended.then().body("state", is("FAILED")).body("problem.type", is("/problems/no-space"));
        assertThat(facts.of(UUID.fromString(ended.path("target.id")), 1))
                .singleElement()
                .isInstanceOf(VmCreateFailed.class);
        assertThat(lab.named("copied-5")).isEmpty();
        assertThat(ana().get("/api/v1/vms?name=copied-5").<List<?>>path("items"))
                .isEmpty();
    }

    @Test
    void anSrWithoutRoomIsRefusedBeforeAnythingIsWritten() {
        UUID source = kitVms.aHalted("copied");
        storage.fill("archive");
        await().until(() -> inventory.pool("lab").orElseThrow().storage().stream()
                .anyMatch(known -> known.name().equals("archive")
                        && known.physicalUtilisationBytes() == known.physicalSizeBytes()));

        copyAsOperator(source, "{\"name\": \"copied-6\", \"sr\": \"archive\"}")
                .then()
                .statusCode(507)
                .body("detail", containsString("archive"));

        assertThat(ana().get("/api/v1/vms?name=copied-6").<List<?>>path("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name  | {}                                             | is missing",
                "name  | {\"name\": \"Not A Name\"}                     | must be 1 to 63",
                "sr    | {\"name\": \"copied-7\", \"sr\": \"nowhere\"}  | must be one of",
                "lease | {\"name\": \"copied-7\", \"lease\": \"soon\"}  | must look like",
                "lease | {\"name\": \"copied-7\", \"lease\": \"9999d\"} | must be at most"
            })
    void everyWrongFieldIsNamedAndNothingIsMade(String field, String body, String message) {
        UUID source = kitVms.aHalted("copied");

        copyAsOperator(source, body)
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of(field)))
                .body("errors[0].message", containsString(message));

        assertThat(ana().get("/api/v1/vms?name=copied-7").<List<?>>path("items"))
                .isEmpty();
    }

    private static Response copy(String id, String body) {
        return copy(id, body, "");
    }

    private static Response copy(String id, String body, String query) {
        return post("/vms/" + id + "/copy" + query, body);
    }

    private static Response copyAsOperator(UUID id, String body) {
        return as("olga", Role.OPERATOR)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/vms/" + id + "/copy");
    }
}
