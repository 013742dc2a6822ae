package org.vmc.vm.vms;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.vmc.vm.vms.VmApi.ana;
import static org.vmc.vm.vms.VmApi.as;
import static org.vmc.vm.vms.VmApi.created;
import static org.vmc.vm.vms.VmApi.createdBy;
import static org.vmc.vm.vms.VmApi.post;
import static org.vmc.vm.vms.VmApi.succeeds;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.http.identity.Role;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabPool;

/** Disks that leave their VM, as a user sees them. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class DiskMovesOverHttpTest {

    @Inject
    KitVms kitVms;

    @Inject
    KeptDisks kept;

    @Inject
    Vms vms;

    @BeforeEach
    void awaitTheLab() {
        kitVms.lab();
    }

    @Test
    void aDiskGoesFromOneVmToAnother() {
        String from = created("disk-from");
        String to = created("disk-to");
        succeeds(post("/vms/" + from + "/disks", "{\"name\": \"data\", \"size\": \"1G\"}"));

        succeeds(post("/vms/" + from + "/disks/data/move", "{\"to\": \"disk-to\"}"));

        disks(from).then().body("items", hasSize(1));
        disks(to).then().body("items[1].name", is("data")).body("items[1].plugged", is(true));
        post("/vms/" + to + "/disks/data/move", "{\"to\": \"disk-to\"}")
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of("to")))
                .body("errors[0].message", containsString("another VM than disk-to"));
        post("/vms/" + to + "/disks/data/move", "{\"to\": \"nobody\"}")
                .then()
                .statusCode(422)
                .body("errors[0].message", containsString("there is none called nobody"));
        succeeds(post("/vms/" + from + "/disks", "{\"name\": \"data\", \"size\": \"1G\"}"));
        post("/vms/" + from + "/disks/data/move", "{\"to\": \"disk-to\"}")
                .then()
                .statusCode(409)
                .body("type", is("/problems/name-taken"));
    }

    @Test
    void aDetachedDiskBelongsToItsOwnerUntilItIsDeleted() {
        String vm = created("disk-owner");
        succeeds(post("/vms/" + vm + "/disks", "{\"name\": \"kept-1\", \"size\": \"1G\"}"));
        succeeds(post("/vms/" + vm + "/disks/kept-1/detach", ""));

        disks(vm).then().body("items", hasSize(1));
        String disk = ana().get("/api/v1/disks").path("items.find { it.name == 'kept-1' }.id");
        ana().get("/api/v1/disks/" + disk)
                .then()
                .body("owner", is("ana"))
                .body("vm", is("disk-owner"))
                .body("sizeBytes", is(1 << 30));
        as("bob", Role.ENGINEER).delete("/api/v1/disks/" + disk).then().statusCode(403);

        succeeds(post("/disks/" + disk + "/attach", "{\"vm\": \"disk-owner\"}"));
        disks(vm).then().body("items[1].name", is("kept-1")).body("items[1].plugged", is(true));
        ana().get("/api/v1/disks").then().body("items.name", not(hasItem("kept-1")));
        ana().get("/api/v1/disks/" + disk).then().statusCode(404);

        succeeds(post("/vms/" + vm + "/disks/kept-1/detach", ""));
        String again = ana().get("/api/v1/disks").path("items.find { it.name == 'kept-1' }.id");
        succeeds(ana().delete("/api/v1/vms/" + vm));
        ana().get("/api/v1/disks").then().body("items.name", hasItem("kept-1"));
        succeeds(ana().delete("/api/v1/disks/" + again));
        ana().get("/api/v1/disks").then().body("items.name", not(hasItem("kept-1")));
    }

    @Test
    void refusesWhatADiskCannotDo() {
        String vm = created("disk-stays");
        String bobs = createdBy(as("bob", Role.ENGINEER), "disk-bobs");
        succeeds(post("/vms/" + vm + "/disks", "{\"name\": \"mine\", \"size\": \"1G\"}"));
        String boot = disks(vm).path("items[0].id");

        post("/vms/" + vm + "/disks/" + boot + "/detach", "")
                .then()
                .statusCode(409)
                .body("detail", containsString("disk-stays boots from"));
        post("/vms/" + vm + "/disks/mine/move", "{\"to\": \"disk-bobs\"}")
                .then()
                .statusCode(403);
        as("olga", Role.OPERATOR)
                .contentType(ContentType.JSON)
                .body("{\"to\": \"" + bobs + "\"}")
                .post("/api/v1/vms/" + vm + "/disks/mine/move")
                .then()
                .statusCode(409)
                .body("detail", containsString("a disk stays with its owner"));
        keptForBob(vm, disks(vm).path("items[1].id"));
        post("/vms/" + vm + "/disks/mine/detach", "")
                .then()
                .statusCode(409)
                .body("detail", containsString("This disk is kept for bob, and somebody has connected it"));
        succeeds(post("/vms/" + vm + "/pause", ""));
        post("/vms/" + vm + "/disks/mine/detach", "")
                .then()
                .statusCode(409)
                .body("detail", is("disk-stays is PAUSED; only a halted or running VM can get or lose a disk."));
    }

    private void keptForBob(String vm, String disk) {
        QuarkusTransaction.requiringNew().run(() -> {
            var row = KeptDisk.of(
                    vms.existing(UUID.fromString(vm)), UUID.randomUUID(), disk, "mine", 1 << 30, Instant.now());
            row.owner = "bob";
            kept.persist(row);
        });
    }

    private static Response disks(String vm) {
        return ana().get("/api/v1/vms/" + vm + "/disks");
    }
}
