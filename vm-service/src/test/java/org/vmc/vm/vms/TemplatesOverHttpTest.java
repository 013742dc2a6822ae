package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.vmc.vm.vms.VmApi.ana;
import static org.vmc.vm.vms.VmApi.as;
import static org.vmc.vm.vms.VmApi.awaitEnd;
import static org.vmc.vm.vms.VmApi.post;
import static org.vmc.vm.vms.VmApi.show;
import static org.vmc.vm.vms.VmApi.succeeds;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.contracts.Topics;
import org.vmc.contracts.vm.VmTemplateDeleted;
import org.vmc.contracts.vm.VmTemplateMade;
import org.vmc.http.identity.Role;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.LabStorage;
import org.vmc.vm.PublishedFacts;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedTemplate;
import org.vmc.vm.xen.XenStorage;

/** Templates made of VMs, as their users ask for them. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class TemplatesOverHttpTest {

    private static final String SR = "template store";

    @Inject
    KitVms kitVms;

    @Inject
    KeptDisks kept;

    @Inject
    Vms vms;

    @Inject
    Inventory inventory;

    private LabClient lab;
    private LabStorage storage;
    private String sr;

    @BeforeEach
    void addAnSr() {
        lab = kitVms.lab();
        storage = LabStorage.connected();
        sr = storage.add(SR, "nfs", 100, true);
        await().until(() -> inventory.pool("lab").orElseThrow().storage().stream()
                .anyMatch(known -> known.name().equals(SR)));
    }

    @AfterEach
    void removeIt() {
        lab.clearFaults();
        storage.forget(sr);
        storage.close();
    }

    @Test
    void aHaltedVmBecomesATemplateWhoseClonesAreVmsOfTheirOwn() {
        try (var facts = new PublishedFacts(Topics.VM)) {
            String source = createdWithAHostname("golden-source");
            make("{\"name\": \"golden-1\", \"vm\": \"golden-source\"}")
                    .then()
                    .statusCode(409)
                    .body("type", is("/problems/wrong-power-state"))
                    .body("detail", containsString("stop it first"));
            succeeds(post("/vms/" + source + "/stop", "{\"force\": true}"));
            String wanted =
                    "{\"name\": \"golden-1\", \"vm\": \"golden-source\", \"sr\": \"%s\", \"toolchain\": \"gcc-12.2.0\"}"
                            .formatted(SR);
            post("/templates?dryRun=true", wanted)
                    .then()
                    .statusCode(200)
                    .body(
                            "operations[0].steps.description",
                            equalTo(List.of(
                                    "Copy the disks of golden-source to " + SR,
                                    "Take away from the copy what is golden-source's own",
                                    "Make it the template golden-1 of ana")));
            assertThat(template("golden-1")).isNull();

            lab.delay("Async.VM.copy", Duration.ofSeconds(1));
            Response accepted = make(wanted);
            make(wanted).then().statusCode(409).body("detail", containsString("just being made or deleted"));
            succeeds(accepted);

            await().untilAsserted(() -> assertThat(template("golden-1"))
                    .containsEntry("owner", "ana")
                    .containsEntry("madeHere", true)
                    .containsEntry("role", "web-server")
                    .containsEntry("toolchain", "gcc-12.2.0")
                    .containsEntry("description", "Made of golden-source")
                    .containsEntry("bootMode", "HVM"));
            assertThat(template("debian-12")).containsEntry("madeHere", false).doesNotContainKey("owner");
            UUID uuid = UUID.fromString(String.valueOf(template("golden-1").get("id")));
            assertThat(facts.of(uuid, VmTemplateMade.class, fact -> true))
                    .singleElement()
                    .returns("golden-1", VmTemplateMade::name)
                    .returns("golden-source", VmTemplateMade::vmName)
                    .returns(SR, VmTemplateMade::storage)
                    .returns("ana", VmTemplateMade::owner);
            assertThat(inSr(uuid)).as("its disk, promised and counted there").isEqualTo(1);
            show(source).then().body("powerState", is("HALTED")).body("name", is("golden-source"));
            make(wanted).then().statusCode(409).body("type", is("/problems/name-taken"));

            String clone = aCloneOfItsOwn();
            nothingIsDeletedThatIsNeededOrSomebodyElses();

            succeeds(ana().delete("/api/v1/templates/golden-1?pool=lab"));
            await().untilAsserted(() -> assertThat(template("golden-1")).isNull());
            assertThat(facts.of(uuid, VmTemplateDeleted.class, fact -> true))
                    .singleElement()
                    .returns("golden-1", VmTemplateDeleted::name);
            assertThat(lab.pool().vms().byUuid(uuid.toString())).isEmpty();
            ana().delete("/api/v1/templates/golden-1").then().statusCode(404);
            show(clone).then().body("ready", is(true));
            succeeds(ana().delete("/api/v1/vms/" + clone));
            succeeds(post("/vms/" + source + "/start", ""));
            succeeds(ana().delete("/api/v1/vms/" + source));
        }
    }

    /** Its own name, marks and devices; what its template says it is for. */
    private String aCloneOfItsOwn() {
        Response accepted = order("golden-clone", "golden-1");
        succeeds(accepted);
        String clone = accepted.path("target.id");
        show(clone)
                .then()
                .body("ready", is(true))
                .body("template", is("golden-1"))
                .body("role", is("web-server"));
        var there = lab.named("golden-clone").getFirst();
        assertThat(there.otherConfig())
                .containsEntry("vmc:vm", clone)
                .containsEntry("vmc:owner", "ana")
                .doesNotContainKeys("vmc:template", "vmc:role");
        assertThat(there.xenstoreData()).containsEntry("vm-data/hostname", "golden-clone");
        assertThat(lab.pool().disks().of(there.ref())).hasSize(1);
        return clone;
    }

    private void nothingIsDeletedThatIsNeededOrSomebodyElses() {
        as("bob", Role.ENGINEER)
                .delete("/api/v1/templates/golden-1")
                .then()
                .statusCode(403)
                .body("detail", containsString("belongs to ana"));
        lab.delay("VM.clone", Duration.ofSeconds(2));
        Response underWay = order("golden-later", "golden-1");
        ana().delete("/api/v1/templates/golden-1")
                .then()
                .statusCode(409)
                .body("detail", containsString("golden-later is still being made of template golden-1"));
        succeeds(underWay);
        succeeds(ana().delete("/api/v1/vms/" + underWay.path("target.id")));
        keepReady(1);
        ana().delete("/api/v1/templates/golden-1")
                .then()
                .statusCode(409)
                .body("detail", containsString("/warm set template:golden-1 type:t1.micro size:0"));
        keepReady(0);
    }

    private static void keepReady(int size) {
        succeeds(as("olga", Role.OPERATOR)
                .contentType(ContentType.JSON)
                .body(Map.of("type", "t1.micro", "size", size))
                .put("/api/v1/warm-pool/golden-1"));
    }

    @Test
    void aVmThatIsNotWholeOrNotTheCallersIsRefused() {
        UUID vm = kitVms.aHalted("golden");
        String name = kitVms.nameOf(vm);
        String wanted = "{\"name\": \"golden-2\", \"vm\": \"%s\"}".formatted(name);

        make(wanted).then().statusCode(403);
        as("vera", Role.VIEWER)
                .contentType(ContentType.JSON)
                .body(wanted)
                .post("/api/v1/templates")
                .then()
                .statusCode(403);
        succeeds(as("olga", Role.OPERATOR)
                .contentType(ContentType.JSON)
                .body("{\"iso\": \"debian-12-netinst.iso\"}")
                .put("/api/v1/vms/" + vm + "/cd"));
        makeAsOperator(wanted)
                .then()
                .statusCode(409)
                .body("detail", containsString("debian-12-netinst.iso"))
                .body("detail", containsString("/vm cd eject name:" + name));
        succeeds(as("olga", Role.OPERATOR).delete("/api/v1/vms/" + vm + "/cd"));
        UUID quarantine = quarantineADiskOf(vm);
        makeAsOperator(wanted).then().statusCode(409).body("detail", containsString("still in quarantine"));
        QuarkusTransaction.requiringNew().run(() -> kept.deleteById(quarantine));
        lab.refuse("Async.VM.copy", "SR_FULL", "1", "0");
        awaitEnd(makeAsOperator(wanted).path("id"))
                .then()
                .body("state", is("FAILED"))
                .body("problem.type", is("/problems/no-space"));
        assertThat(lab.pool().vms().byName("golden-2")).isEmpty();
        storage.fill(SR);
        await().until(() -> inventory.pool("lab").orElseThrow().storage().stream()
                .anyMatch(known ->
                        known.name().equals(SR) && known.physicalUtilisationBytes() == known.physicalSizeBytes()));
        makeAsOperator("{\"name\": \"golden-2\", \"vm\": \"%s\", \"sr\": \"%s\"}".formatted(name, SR))
                .then()
                .statusCode(507)
                .body("detail", containsString(SR));

        succeeds(makeAsOperator(wanted));
        await().untilAsserted(() -> assertThat(template("golden-2")).containsEntry("owner", "olga"));
        ana().delete("/api/v1/templates/golden-2").then().statusCode(403);
        String uuid = String.valueOf(template("golden-2").get("id"));
        succeeds(as("root", Role.ADMIN).delete("/api/v1/templates/" + uuid));
    }

    @Test
    void templatesThatWereNotMadeHereAreLeftAlone() {
        for (String template : List.of("debian-12", "Other install media")) {
            as("root", Role.ADMIN)
                    .delete("/api/v1/templates/" + template)
                    .then()
                    .statusCode(409)
                    .body("detail", containsString(template + " was not made here"));
        }
        String vm = "{\"name\": \"debian-12\", \"vm\": \"%s\"}".formatted(kitVms.nameOf(kitVms.aHalted("golden")));
        makeAsOperator(vm).then().statusCode(409).body("type", is("/problems/name-taken"));
        ana().delete("/api/v1/templates/debian-12?pool=elsewhere").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name        | {}                                                               | is missing",
                "name        | {\"name\": \"Not A Name\", \"vm\": \"VM\"}                       | must be 1 to 63",
                "vm          | {\"name\": \"golden-3\"}                                         | is missing",
                "vm          | {\"name\": \"golden-3\", \"vm\": \"nobody\"}                     | must be a VM",
                "sr          | {\"name\": \"golden-3\", \"vm\": \"VM\", \"sr\": \"nowhere\"}    | must be one of",
                "role        | {\"name\": \"golden-3\", \"vm\": \"VM\", \"role\": \"nothing\"}  | must be one of",
                "toolchain   | {\"name\": \"golden-3\", \"vm\": \"VM\", \"toolchain\": \"a\\nb\"} | must be one line",
                "description | {\"name\": \"golden-3\", \"vm\": \"VM\", \"description\": \"LONG\"} | must be one line"
            })
    void everyWrongFieldIsNamedAndNothingIsMade(String field, String body, String message) {
        String vm = kitVms.nameOf(kitVms.aHalted("golden"));

        makeAsOperator(body.replace("\"VM\"", '"' + vm + '"').replace("LONG", "long".repeat(51)))
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of(field)))
                .body("errors[0].message", containsString(message));

        assertThat(template("golden-3")).isNull();
    }

    private UUID quarantineADiskOf(UUID vm) {
        UUID id = UUID.randomUUID();
        QuarkusTransaction.requiringNew().run(() -> {
            var row = KeptDisk.of(vms.existing(vm), id, UUID.randomUUID().toString(), "quarantine", 1, Instant.now());
            row.restoredUuid = UUID.randomUUID().toString();
            row.slot = "0";
            row.formerName = "root";
            kept.persist(row);
        });
        return id;
    }

    private long inSr(UUID template) {
        var store = inventory.pool("lab").orElseThrow().storage().stream()
                .filter(known -> known.name().equals(SR))
                .map(XenStorage::ref)
                .findFirst()
                .orElseThrow();
        var ref = inventory.pool("lab").orElseThrow().templates().stream()
                .filter(known -> known.uuid().equals(template.toString()))
                .map(ObservedTemplate::ref)
                .findFirst()
                .orElseThrow();
        return lab.pool().disks().of(ref).stream()
                .filter(disk -> disk.sr().equals(store))
                .count();
    }

    private static String createdWithAHostname(String name) {
        Response accepted = ana().contentType(ContentType.JSON)
                .body(Map.of(
                        "name", name,
                        "type", "t1.micro",
                        "template", "debian-12",
                        "role", "web-server",
                        "hostname", "front"))
                .post("/api/v1/vms");
        succeeds(accepted);
        return accepted.path("target.id");
    }

    private static Response order(String name, String template) {
        return ana().contentType(ContentType.JSON)
                .body(Map.of("name", name, "type", "t1.micro", "template", template))
                .post("/api/v1/vms");
    }

    private static Map<String, Object> template(String name) {
        return ana().get("/api/v1/templates").path("items.find { it.name == '%s' }".formatted(name));
    }

    private static Response make(String body) {
        return post("/templates", body);
    }

    private static Response makeAsOperator(String body) {
        return as("olga", Role.OPERATOR)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/templates");
    }
}
