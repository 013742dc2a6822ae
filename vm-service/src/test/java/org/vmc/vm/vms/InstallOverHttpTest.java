package org.vmc.vm.vms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.contracts.Topics;
import org.vmc.contracts.vm.VmInstalling;
import org.vmc.contracts.vm.VmMediumChanged;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.PublishedFacts;
import org.vmc.vm.xen.XenBoot;
import org.vmc.vm.xen.XenVm;

/** Guests that are installed from a medium, and the media in CD drives. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class InstallOverHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    KitVms kitVms;

    private LabClient lab;

    @BeforeEach
    void connect() {
        lab = kitVms.lab();
    }

    @Test
    void isosSayWhereTheyAreAndWhatTheyAreFor() {
        ana().get("/api/v1/isos")
                .then()
                .body("items.name", contains("debian-12-netinst.iso", "guest-tools.iso"))
                .body("items.tools", contains(false, true))
                .body("items[0].storage", is("ISO library"))
                .body("items[0].pool", is("lab"))
                .body("items[0].sizeBytes", is(700 << 20));
    }

    @Test
    void aGuestIsInstalledFromAnIsoAndIsReadyOnceTheMediumIsOut() {
        try (var facts = new PublishedFacts(Topics.VM)) {
            ana().contentType(ContentType.JSON)
                    .body(order("installed-1", Map.of("diskSize", "5G")))
                    .post("/api/v1/vms?dryRun=true")
                    .then()
                    .statusCode(200)
                    .body("operations[0].steps.description", hasItem("Put debian-12-netinst.iso into its CD drive"));
            succeeds(install("installed-1", Map.of("diskSize", "5G")));

            String id = ana().get("/api/v1/vms?name=installed-1").path("items[0].id");
            assertThat(facts.of(UUID.fromString(id), VmInstalling.class, fact -> true))
                    .singleElement()
                    .returns("debian-12-netinst.iso", VmInstalling::iso)
                    .returns("ana", VmInstalling::owner);
            ana().get("/api/v1/vms/" + id)
                    .then()
                    .body("powerState", is("RUNNING"))
                    .body("ready", is(false))
                    .body("template", is("Other install media"));
            ana().get("/api/v1/vms/%s/disks".formatted(id))
                    .then()
                    .body("items.name", contains("root"))
                    .body("items[0].sizeBytes", is(5L << 30))
                    .body("items[0].bootable", is(true));

            ana().get("/api/v1/vms/%s/cd".formatted(id)).then().body("iso", is("debian-12-netinst.iso"));
            succeeds(ana().delete("/api/v1/vms/%s/cd".formatted(id)));

            ana().get("/api/v1/vms/%s/cd".formatted(id))
                    .then()
                    .body("iso", equalTo(null))
                    .body("drive", is(true));
            assertThat(facts.of(UUID.fromString(id), VmMediumChanged.class, fact -> true))
                    .singleElement()
                    .returns(null, VmMediumChanged::iso);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> ana().get("/api/v1/vms/" + id).then().body("ready", is(true)));

            succeeds(ana().contentType(ContentType.JSON)
                    .body(Map.of("iso", "guest-tools.iso"))
                    .put("/api/v1/vms/%s/cd".formatted(id)));
            ana().get("/api/v1/vms/%s/cd".formatted(id)).then().body("iso", is("guest-tools.iso"));
            succeeds(ana().delete("/api/v1/vms/" + id));
            ana().get("/api/v1/isos").then().body("items.name", hasItem("guest-tools.iso"));
        }
    }

    @Test
    void aParavirtualInstallerIsGivenItsKernelParameters() {
        succeeds(install(
                "installed-2", Map.of("template", "Debian Jessie 8.0", "bootParameters", "noapic nolapic -- quiet")));

        assertThat(lab.named("installed-2"))
                .singleElement()
                .satisfies(vm -> assertThat(vm.otherConfig()).containsEntry("install-repository", "cdrom"))
                .extracting(XenVm::boot)
                .extracting(XenBoot::pvArgs)
                .isEqualTo("noapic nolapic -- quiet");
    }

    @Test
    void aRunningVmWithoutADriveIsToldToHalt() {
        var id = kitVms.aReady("driveless");

        awaitEnd(operator()
                        .contentType(ContentType.JSON)
                        .body(Map.of("iso", "guest-tools.iso"))
                        .put("/api/v1/vms/%s/cd".formatted(id)))
                .then()
                .body("state", is("FAILED"))
                .body("problem.detail", containsString("has no CD drive"));
        operator()
                .contentType(ContentType.JSON)
                .body(Map.of("iso", "no-such.iso"))
                .put("/api/v1/vms/%s/cd".formatted(id))
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of("iso")));
        ana().delete("/api/v1/vms/%s/cd".formatted(id)).then().statusCode(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iso            | {'iso':'no-such.iso'}             | must be one of debian-12-netinst.iso",
                "iso            | {'iso':'guest-tools.iso'}         | nothing to install",
                "count          | {'count':2}                       | at a console",
                "diskSize       | {'diskSize':'huge'}               | 10G",
                "storage        | {'storage':'nowhere'}             | must be one of",
                "template       | {'template':'debian-12'}          | ships with",
                "bootParameters | {'bootParameters':'noapic'}       | paravirtual",
                "hostname       | {'hostname':'front'}              | its installer decides",
                "probe          | {'probe':'ssh'}                   | its installer decides",
                "diskSize       | {'iso':'','template':'debian-12','diskSize':'5G'} | say iso too"
            })
    void namesTheWrongFieldAndCreatesNothing(String field, String more, String hint) {
        String start = more.contains("'iso'") ? "{" : "{'iso':'debian-12-netinst.iso',";
        String body = start + "'name':'uninstalled-1','type':'t1.micro'," + more.substring(1);

        ana().contentType(ContentType.JSON)
                .body(body.replace('\'', '"'))
                .post("/api/v1/vms")
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of(field)))
                .body("errors[0].message", containsString(hint));

        assertThat(lab.vms()).noneMatch(vm -> vm.name().startsWith("uninstalled"));
    }

    private static Map<String, Object> order(String name, Map<String, ?> more) {
        var body =
                new HashMap<String, Object>(Map.of("name", name, "type", "t1.micro", "iso", "debian-12-netinst.iso"));
        body.putAll(more);
        return body;
    }

    private static Response install(String name, Map<String, ?> more) {
        return ana().contentType(ContentType.JSON).body(order(name, more)).post("/api/v1/vms");
    }

    private static void succeeds(Response accepted) {
        awaitEnd(accepted).then().body("state", is("SUCCEEDED"));
    }

    private static Response awaitEnd(Response accepted) {
        String operation = accepted.then().statusCode(202).extract().path("id");
        return await().atMost(PATIENCE).until(() -> ana().get("/api/v1/operations/" + operation), answer -> List.of(
                        "SUCCEEDED", "FAILED", "CANCELLED", "UNDO_FAILED")
                .contains(answer.<String>path("state")));
    }

    private static RequestSpecification ana() {
        return given().auth().oauth2(TestTokens.of("ana", Role.ENGINEER, "compilers"));
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(TestTokens.of("olga", Role.OPERATOR, "compilers"));
    }
}
