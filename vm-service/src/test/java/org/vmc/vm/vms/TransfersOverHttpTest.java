package org.vmc.vm.vms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.vmc.vm.vms.VmApi.ana;
import static org.vmc.vm.vms.VmApi.as;
import static org.vmc.vm.vms.VmApi.created;
import static org.vmc.vm.vms.VmApi.post;
import static org.vmc.vm.vms.VmApi.show;
import static org.vmc.vm.vms.VmApi.succeeds;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.testing.TestTokens;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Target;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.xen.XenVm;

/** Archives of VMs, as somebody with curl sees them. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class TransfersOverHttpTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Inject
    KitVms kitVms;

    @Inject
    VmImports imports;

    @Inject
    Uploads uploads;

    @Inject
    VmTransfers transfers;

    @Inject
    ImportVm importVm;

    @Inject
    Vms vms;

    @Inject
    Inventory inventory;

    @TestHTTPResource
    URI service;

    private LabClient lab;

    @BeforeEach
    void awaitTheLab() {
        lab = kitVms.lab();
    }

    @Test
    void aVmGoesOutAsAnArchiveAndComesInAsAnother() {
        String vm = created("xva-out");
        ana().get("/api/v1/vms/" + vm + "/export")
                .then()
                .statusCode(409)
                .body("type", is("/problems/wrong-power-state"))
                .body("detail", containsString("xva-out is RUNNING; only a halted or suspended VM can be exported"));
        as("bob", Role.ENGINEER).get("/api/v1/vms/" + vm + "/export").then().statusCode(403);
        succeeds(post("/vms/" + vm + "/snapshots", "{\"name\": \"now\"}"));
        var ofSnapshot = await().until(
                        () -> ana().get("/api/v1/vms/" + vm + "/export?snapshot=now"),
                        answer -> answer.statusCode() == 200);
        ofSnapshot.then().header("Content-Disposition", "attachment; filename=\"xva-out-now.xva\"");
        var fromSnapshot = upload("?name=xva-then", ofSnapshot.asByteArray());
        succeeds(fromSnapshot);
        show(fromSnapshot.path("target.id")).then().body("powerState", is("HALTED"));

        byte[] archive = archive(vm);
        // What a body may have elsewhere.
        assertThat(archive.length).isGreaterThan(1 << 20);
        var imported = upload("?name=xva-in&lease=8h", archive);
        succeeds(imported);

        String id = imported.path("target.id");
        show(id).then()
                .body("name", is("xva-in"))
                .body("owner", is("ana"))
                .body("powerState", is("HALTED"))
                .body("leaseUntil", not(equalTo(null)))
                .body("uuid", not(is(show(vm).<String>path("uuid"))));
        succeeds(post("/vms/" + id + "/start", ""));
        show(id).then().body("ready", is(true));
        upload("?name=xva-in", archive).then().statusCode(409).body("type", is("/problems/name-taken"));
        assertThat(imports.all()).isEmpty();
    }

    @Test
    void whatIsNoArchiveLeavesNothingBehind() throws IOException, InterruptedException {
        int before = lab.vms().size();

        upload("?name=xva-bad", new byte[4096])
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(List.of("body")))
                .body("errors[0].message", containsString("must be an XVA archive"));
        assertThat(unannounced("/api/v1/vms/import?name=xva-bad")).isEqualTo(422);
        // What has no length is read up to the ordinary limit elsewhere; read to its end it would be a 422.
        assertThat(unannounced("/api/v1/vms")).isIn(400, 413);
        upload("", new byte[10]).then().statusCode(422).body("errors[0].field", is("name"));
        upload("?name=xva-bad&sr=none", new byte[10]).then().statusCode(422).body("errors[0].field", is("sr"));
        upload("?name=xva-bad&lease=soon", new byte[10]).then().statusCode(422).body("errors[0].field", is("lease"));

        assertThat(imports.all()).isEmpty();
        assertThat(lab.vms()).hasSize(before);
    }

    @Test
    void anUploadThatBreaksOffLeavesNothingBehind() throws IOException {
        byte[] archive = archive(created("xva-torn"));
        int before = lab.vms().size();

        try (var socket = new Socket(service.getHost(), service.getPort())) {
            var head = "POST /api/v1/vms/import?name=xva-half HTTP/1.1\r\nHost: vm\r\nAuthorization: Bearer "
                    + TestTokens.of("ana", Role.ENGINEER, "compilers") + "\r\nContent-Length: " + archive.length
                    + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            socket.getOutputStream().write(Arrays.copyOf(archive, archive.length / 2));
            socket.getOutputStream().flush();
            await().until(() -> !imports.all().isEmpty() && lab.vms().size() > before);
        }

        await().untilAsserted(() -> {
            uploads.sweep();
            assertThat(imports.all()).isEmpty();
            assertThat(lab.vms()).hasSize(before);
        });
    }

    @Test
    void anExportThatItsPoolDoesNotConfirmDoesNotLookWhole() {
        String vm = created("xva-cut");
        succeeds(post("/vms/" + vm + "/stop", "{\"force\": true}"));
        var export = request("/api/v1/vms/" + vm + "/export").build();
        lab.refuse("task.create", "INTERNAL_ERROR", "full");
        ana().get("/api/v1/vms/" + vm + "/export")
                .then()
                .statusCode(409)
                .body("detail", containsString("Exporting xva-cut: the pool refused with INTERNAL_ERROR (full)"));
        lab.refuse("task.get_record", "INTERNAL_ERROR", "torn");

        assertThatThrownBy(() -> HTTP.send(export, BodyHandlers.ofByteArray())).isInstanceOf(IOException.class);
        assertThat(ana().get("/api/v1/vms/" + vm + "/export").statusCode()).isEqualTo(200);
    }

    /** As after a kill -9 between the last byte and the operation. */
    @Test
    void whatNobodyTookOverIsTakenAwayAndNobodyCanClaimItBefore() {
        XenVm there = arrived(begun("xva-nobodys"), archive(created("xva-left")));

        await().untilAsserted(() -> as("olga", Role.OPERATOR)
                .post("/api/v1/vms/" + there.uuid() + "/claim")
                .then()
                .statusCode(409)
                .body("detail", containsString("is being imported")));
        await().untilAsserted(() -> {
            uploads.sweep();
            assertThat(imports.all()).isEmpty();
        });

        assertThat(lab.pool().vms().byUuid(there.uuid())).isEmpty();
    }

    @Test
    void whatIsOneOfOursIsNeitherTakenOverNorDestroyed() {
        var upload = begun("xva-claimed");
        XenVm there = arrived(upload, archive(created("xva-of-somebody")));
        var claimed = kitVms.halted("claimer");
        vms.change(claimed.id, row -> row.xenUuid = there.uuid());
        var caller = new Caller("ana", Role.ENGINEER, "compilers");

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                        .call(() -> transfers.takeOver(new VmTransfers.Accepted(upload, "", null, caller), there)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Somebody has claimed that VM: it is " + claimed.name);
        var late = new ImportOrder(UUID.randomUUID(), "xva-late", "lab", there.uuid(), "ana");
        assertThat(kitVms.run(NewOperation.of(importVm, late, new Target("vm", late.vmId(), "xva-late")))
                        .state())
                .isEqualTo(OperationState.FAILED);
        await().untilAsserted(() -> {
            uploads.sweep();
            assertThat(imports.all()).isEmpty();
        });

        assertThat(lab.pool().vms().byUuid(there.uuid())).isPresent();
    }

    @Test
    void whatAnotherReplicaSendsIsLeftAlone() {
        var young = begun("xva-young");
        var slow = begun("xva-slow");
        var task = lab.pool().transfers().begin("vmc-" + slow.id);
        imports.runsUnder(slow.id, task);
        imports.over(slow.id, Instant.EPOCH);

        uploads.sweep();
        uploads.sweep();

        assertThat(imports.all()).hasSize(2).allSatisfy(upload -> {
            assertThat(upload.abandoned).isFalse();
            assertThat(upload.overAt).isNull();
        });
        lab.pool().tasks().cancel(task);
        imports.remove(young.id);
        imports.remove(slow.id);
    }

    private VmImport begun(String name) {
        var upload = new VmImport();
        upload.id = UUID.randomUUID();
        upload.name = name;
        upload.pool = "lab";
        upload.owner = "ana";
        upload.team = "compilers";
        upload.begunAt = Instant.now();
        imports.begin(upload);
        return upload;
    }

    /** All of the archive has come, and whoever sent it has died. */
    private XenVm arrived(VmImport upload, byte[] archive) {
        var transfers = lab.pool().transfers();
        var task = transfers.begin("vmc-" + upload.id);
        imports.runsUnder(upload.id, task);
        var sr = inventory.pool("lab").orElseThrow().defaultStorage().orElseThrow();
        transfers.upload(task, sr.uuid(), new ByteArrayInputStream(archive), archive.length);
        var made = await().until(() -> lab.pool().tasks().vmsOf(task), refs -> !refs.isEmpty());
        return lab.pool().vms().byRef(made.getFirst()).orElseThrow();
    }

    private static byte[] archive(String vm) {
        succeeds(post("/vms/" + vm + "/stop", "{\"force\": true}"));
        var archive = ana().get("/api/v1/vms/" + vm + "/export");
        archive.then().statusCode(200).contentType("application/octet-stream");
        return archive.asByteArray();
    }

    /** Sends 2 MiB of JSON without saying so before. */
    private int unannounced(String path) throws IOException, InterruptedException {
        byte[] empty = (" ".repeat(2 << 20) + "{}").getBytes(UTF_8);
        var request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(empty)))
                .build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + TestTokens.of("ana", Role.ENGINEER, "compilers"));
    }

    private static Response upload(String query, byte[] archive) {
        return ana().contentType("application/octet-stream").body(archive).post("/api/v1/vms/import" + query);
    }
}
