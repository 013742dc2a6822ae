package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.vmc.vm.vms.VmApi.ana;
import static org.vmc.vm.vms.VmApi.created;
import static org.vmc.vm.vms.VmApi.post;
import static org.vmc.vm.vms.VmApi.show;
import static org.vmc.vm.vms.VmApi.succeeds;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabPool;

/** A broken VM that is restored, as its owner sees it. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class RestoreOverHttpTest {

    private static final String DEBIAN = "{\"template\": \"debian-12\"}";

    @Inject
    KitVms kitVms;

    @BeforeEach
    void awaitTheLab() {
        kitVms.lab();
    }

    @Test
    void aBrokenVmIsRestoredAndItsDiskKeptUntilItIsReleased() {
        String vm = created("broken-1");
        succeeds(post("/vms/" + vm + "/disks", "{\"name\": \"data\", \"size\": \"1G\"}"));
        String broken = disks(vm).path("items[0].id");
        String data = disks(vm).path("items[1].id");
        String uuid = show(vm).path("uuid");

        succeeds(post("/vms/" + vm + "/restore", DEBIAN));

        show(vm).then().body("ready", is(true)).body("uuid", is(uuid)).body("name", is("broken-1"));
        disks(vm)
                .then()
                .body("items", hasSize(2))
                .body("items[0].id", not(is(broken)))
                .body("items[0].bootable", is(true))
                .body("items[1].id", is(data));
        var quarantine = ana().get("/api/v1/vms/" + vm + "/restore");
        quarantine.then().body("uuid", is(broken)).body("quarantined", is(true));
        post("/vms/" + vm + "/restore", DEBIAN)
                .then()
                .statusCode(409)
                .body("detail", containsString("/vm restore undo name:broken-1"))
                .body("detail", containsString("/vm restore release name:broken-1"));
        ana().delete("/api/v1/disks/" + quarantine.path("id"))
                .then()
                .statusCode(409)
                .body("detail", containsString("/vm restore release"));

        succeeds(post("/vms/" + vm + "/restore/undo", ""));
        show(vm).then().body("powerState", is("HALTED"));
        disks(vm).then().body("items.id", equalTo(List.of(broken, data)));
        post("/vms/" + vm + "/restore/undo", "").then().statusCode(404);

        succeeds(post("/vms/" + vm + "/restore", DEBIAN));
        show(vm).then().body("ready", is(true));
        succeeds(post("/vms/" + vm + "/restore/release", ""));
        ana().get("/api/v1/vms/" + vm + "/restore")
                .then()
                .statusCode(404)
                .body("detail", is("No disk of broken-1 is in quarantine."));
        assertThat(kitVms.lab().pool().disks().byUuid(broken)).isEmpty();
    }

    @Test
    void aDiskInQuarantineOutlivesItsVm() {
        String vm = created("broken-2");
        succeeds(post("/vms/" + vm + "/restore", DEBIAN));
        String disk = ana().get("/api/v1/vms/" + vm + "/restore").path("id");

        succeeds(ana().delete("/api/v1/vms/" + vm));

        ana().get("/api/v1/disks").then().body("items.id", hasItem(disk));
        succeeds(ana().delete("/api/v1/disks/" + disk));
        ana().get("/api/v1/disks").then().body("items.id", not(hasItem(disk)));
    }

    @Test
    void namesTheWrongTemplate() {
        String vm = created("broken-3");

        post("/vms/" + vm + "/restore", "{}").then().statusCode(422).body("errors[0].message", is("is missing"));
        post("/vms/" + vm + "/restore", "{\"template\": \"none\"}")
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of("template")))
                .body("errors[0].message", containsString("must be one of"));
        post("/vms/" + vm + "/restore/release", "").then().statusCode(404);
        kitVms.lab().refuse("VM.get_VBDs", "OTHER_OPERATION_IN_PROGRESS", "VM", "x");
        post("/vms/" + vm + "/restore", DEBIAN)
                .then()
                .statusCode(503)
                .header("Retry-After", is("10"))
                .body("detail", containsString("OTHER_OPERATION_IN_PROGRESS"));
    }

    private static Response disks(String vm) {
        return ana().get("/api/v1/vms/" + vm + "/disks");
    }
}
