package org.vmc.storage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.vmc.storage.StorageCalls.as;
import static org.vmc.storage.StorageCalls.ends;
import static org.vmc.storage.StorageCalls.succeeds;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.http.identity.Role;
import org.vmc.storage.gluster.Disk;
import org.vmc.storage.gluster.HostDisks;
import org.vmc.testing.Infrastructure;

/** The inventory of disks, and how fast they are read. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class DisksOverHttpTest {

    private static final String DISKS = "/api/v1/storage/disks";

    @Inject
    FakeHosts hosts;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @BeforeEach
    void begin() {
        hosts.reset();
    }

    @Test
    void listsWhatEachHostHas() {
        hosts.say(new HostDisks.Answered("h2", List.of(), List.of("smartctl")));
        hosts.say(new HostDisks.Silent("h3", "no route to host"));
        as(Role.VIEWER)
                .get(DISKS)
                .then()
                .statusCode(200)
                .body("items.host", contains("h1", "h2", "h3", "h4"))
                .body("items.state", contains("ANSWERS", "ANSWERS", "SILENT", "ANSWERS"))
                .body("items[0].disks.name", contains("sda"))
                .body("items[0].disks[0].sataGeneration", equalTo(3))
                .body("items[0].disks[0].maxGbits", equalTo("6.0"))
                .body("items[0].disks[0].warnings", empty())
                .body("items[1].missingTools", contains("smartctl"))
                .body("items[2].reason", equalTo("no route to host"));
        given().get(DISKS).then().statusCode(401);
    }

    @Test
    void warnsOfAPortThatLimitsADiskAndOfOneThatFails() {
        hosts.say(new HostDisks.Answered(
                "h1",
                List.of(
                        disk("sda", new Disk.SataLink("SATA 3.0", 30, 60, 30), Disk.Health.PASSED),
                        disk("sdb", new Disk.SataLink("SATA 3.0", 15, 60, 60), Disk.Health.FAILING),
                        disk("vda", new Disk.SataLink(null, null, null, null), Disk.Health.UNKNOWN)),
                List.of()));
        as(Role.VIEWER)
                .get(DISKS)
                .then()
                .body("items[0].disks[0].warnings", contains(containsString("its port can do 3.0 Gb/s only")))
                .body("items[0].disks[1].warnings", hasSize(2))
                .body("items[0].disks[1].warnings[0]", containsString("failing"))
                .body("items[0].disks[1].warnings[1]", containsString("its link runs at 1.5 Gb/s, it could do 6.0"))
                .body("items[0].disks[2].warnings", empty())
                .body("items[0].disks[2].negotiatedGbits", nullValue());
    }

    @Test
    void measuresHowFastADiskIsRead() {
        succeeds(read(Role.OPERATOR, "h2", "sda", "{\"mebibytes\": 100}"))
                .body("target.name", equalTo("h2:sda"))
                .body("result.bytes", equalTo("104857600"))
                .body("result.millis", equalTo("250"))
                .body("result.summary", equalTo("400.0 MiB/s over 100 MiB"))
                .body("result.mebibytesPerSecond", equalTo("400.0"));
        succeeds(read(Role.OPERATOR, "h2", "sda", "{}")).body("result.bytes", equalTo("268435456"));
        assertThat(hosts.reads()).containsExactly("h2:sda 100", "h2:sda 256");
        var disk = UUID.nameUUIDFromBytes("h2:sda".getBytes(StandardCharsets.UTF_8));
        assertThat(PublishedFacts.about(bootstrapServers, disk, 2))
                .containsOnly("org.vmc.storage.disk.read-measured.v1");
    }

    @Test
    void aDryRunReadsNothing() {
        as(Role.OPERATOR)
                .contentType(ContentType.JSON)
                .post(DISKS + "/h2/sda/read-benchmark?dryRun=true")
                .then()
                .statusCode(200)
                .body("operations[0].steps[0].description", containsString("nothing is written"));
        assertThat(hosts.reads()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"h9, sda, 404", "h1, sdz, 404", "h1, null, 404", "h1, sda1, 404", "h3, sda, 503"})
    void readsOnlyDisksThatAreThere(String host, String disk, int status) {
        hosts.say(new HostDisks.Silent("h3", "no route to host"));
        read(Role.OPERATOR, host, disk, "{}").statusCode(status);
        assertThat(hosts.reads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "4097", "\"many\"", "1.5"})
    void namesAnAmountThatIsWrong(String amount) {
        read(Role.OPERATOR, "h1", "sda", "{\"mebibytes\": %s}".formatted(amount))
                .statusCode(422)
                .body("errors.field", contains("mebibytes"));
    }

    @Test
    void isForOperators() {
        read(Role.ENGINEER, "h1", "sda", "{}").statusCode(403);
    }

    @Test
    void saysWhyADiskCouldNotBeRead() {
        hosts.spoilDisk("h1", "Input/output error");
        ends(read(Role.OPERATOR, "h1", "sda", "{}"), Duration.ofSeconds(30))
                .body("state", equalTo("FAILED"))
                .body("problem.detail", containsString("Input/output error"));
    }

    private static Disk disk(String name, Disk.SataLink link, Disk.Health health) {
        return new Disk(name, "Disk", "1", "1.0", 1L << 40, false, "sata", true, false, List.of(), link, health);
    }

    private static ValidatableResponse read(Role role, String host, String disk, String body) {
        return as(role).contentType(ContentType.JSON)
                .body(body)
                .post(DISKS + "/{host}/{disk}/read-benchmark", host, disk)
                .then();
    }
}
