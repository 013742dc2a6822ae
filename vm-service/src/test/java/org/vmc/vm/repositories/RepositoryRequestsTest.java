package org.vmc.vm.repositories;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Payload;
import org.vmc.contracts.Topics;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.contracts.storage.RepositoryCreateFailed;
import org.vmc.contracts.storage.RepositoryCreated;
import org.vmc.contracts.storage.RepositoryForgotten;
import org.vmc.contracts.storage.RepositoryKept;
import org.vmc.contracts.storage.RepositoryKind;
import org.vmc.contracts.storage.RepositoryReleased;
import org.vmc.contracts.storage.RepositoryRequested;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.PublishedFacts;
import org.vmc.vm.vms.KitVms;
import org.vmc.vm.xen.XenPbd;

/** What storage-service asks on the broker, and what it is answered. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class RepositoryRequestsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    PooledRepositories repositories;

    @Inject
    Operations operations;

    @Inject
    KitVms kitVms;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final UUID publication = UUID.randomUUID();
    private final String name = "src-" + publication.toString().substring(0, 8);
    private KafkaProducer<String, byte[]> producer;
    private PublishedFacts facts;
    private LabClient lab;

    @BeforeEach
    void connect() {
        lab = kitVms.lab();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
        facts = new PublishedFacts(Topics.STORAGE);
    }

    @AfterEach
    void disconnect() {
        lab.clearFaults();
        producer.close();
        facts.close();
    }

    @Test
    void aVolumeBecomesAnSrThatTakesDisksAndIsKeptWhileOneIsOnIt() {
        send(requested("glusterfs", Map.of("server", "h1:/src", "backupservers", "h2:h3")));

        var created = only(RepositoryCreated.class);
        assertThat(created.name()).isEqualTo(name);
        await().atMost(PATIENCE).untilAsserted(() -> operator()
                .get("/api/v1/storage-repositories")
                .then()
                .body("items.find { it.name == '%s' }.id".formatted(name), equalTo(created.repositoryId() + ""))
                .body("items.find { it.name == '%s' }.type".formatted(name), equalTo("glusterfs"))
                .body("items.find { it.name == '%s' }.shared".formatted(name), equalTo(true))
                .body("items.find { it.name == '%s' }.level".formatted(name), equalTo("OK")));

        var vm = kitVms.aHalted("on-gluster");
        succeeds(operator()
                .contentType(ContentType.JSON)
                .body(Map.of("name", "data", "size", "1G", "storage", name))
                .post("/api/v1/vms/" + vm + "/disks")
                .path("id"));
        send(released());
        assertThat(only(RepositoryKept.class).reason()).contains("1 disks are on the SR " + name, "data");
        assertThat(repositories.of("lab", publication)).hasSize(1);

        succeeds(operator().delete("/api/v1/vms/" + vm + "/disks/data").path("id"));
        send(released());
        only(RepositoryForgotten.class);
        assertThat(repositories.of("lab", publication)).isEmpty();
    }

    @Test
    void aHostThatDoesNotReachTheVolumeIsNamed() {
        // SR.create answers although a host other than the coordinator could not attach: XAPI tells it when asked
        // again.
        send(requested("glusterfs", Map.of("server", "h1:/src")));
        only(RepositoryCreated.class);
        var sr = repositories.of("lab", publication).getFirst();
        var pbd = repositories.in("lab").connections(sr.ref()).getFirst();
        repositories.in("lab").unplug(pbd);
        lab.refuse("PBD.plug", "SR_BACKEND_FAILURE_12", "", "mount failed with return code 1", "");

        assertThatThrownBy(() -> repositories.attach("lab", sr))
                .hasMessageContaining("Attaching the SR to host h")
                .hasMessageContaining("SR_BACKEND_FAILURE_12")
                .hasMessageContaining("resolves their names");

        repositories.attach("lab", sr);
        assertThat(repositories.in("lab").connections(sr.ref())).allMatch(XenPbd::attached);
        send(released());
        only(RepositoryForgotten.class);
    }

    @Test
    void whatThePoolRefusesLeavesNothingThere() {
        lab.refuse(
                "SR.create",
                "SR_BACKEND_FAILURE_111",
                "",
                "GlusterFS mount error [opterr=mount failed with return code 1]",
                "");

        send(requested("glusterfs", Map.of("server", "h9:/src")));

        assertThat(only(RepositoryCreateFailed.class).reason())
                .contains("SR_BACKEND_FAILURE_111", "GlusterFS mount error", "resolves their names");
        assertThat(repositories.of("lab", publication)).isEmpty();
    }

    @Test
    void whatCannotBeMadeIsSaidInWords() {
        send(requested("glusterfs", Map.of()));
        assertThat(only(RepositoryCreateFailed.class).reason()).contains("The request is missing the server parameter");

        var elsewhere = new RepositoryRequested(
                UUID.randomUUID(), "nowhere", name, RepositoryKind.VDI, "glusterfs", Map.of(), "ana", "compilers");
        send(elsewhere);
        assertThat(facts.of(elsewhere.publicationId(), RepositoryCreateFailed.class, fact -> true))
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).contains("There is no pool nowhere", "lab"));

        var taken = new RepositoryRequested(
                UUID.randomUUID(), "lab", "Shared storage", RepositoryKind.VDI, "nfs", Map.of(), "ana", "compilers");
        send(taken);
        assertThat(facts.of(taken.publicationId(), RepositoryCreateFailed.class, fact -> true))
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).contains("an SR named Shared storage already"));
    }

    @Test
    void mediaAreNoReasonToKeepAnSrAndWhatWasNeverMadeIsForgotten() {
        send(new RepositoryRequested(
                publication,
                "lab",
                name,
                RepositoryKind.ISO,
                "iso",
                Map.of("location", "h1:/iso", "type", "nfs_iso"),
                "ana",
                "compilers"));
        only(RepositoryCreated.class);
        assertThat(repositories.of("lab", publication)).singleElement().satisfies(sr -> assertThat(sr.holdsIsos())
                .isTrue());
        send(released());
        only(RepositoryForgotten.class);

        var never = new RepositoryReleased(UUID.randomUUID(), "lab", "never", "over", "ana", null);
        send(never);
        assertThat(facts.of(never.publicationId(), RepositoryForgotten.class, fact -> true))
                .hasSize(1);
    }

    @Test
    void aReleaseCancelsWhatStillMakesTheSr() {
        lab.delay("SR.create", Duration.ofSeconds(2));
        send(requested("glusterfs", Map.of("server", "h1:/src")));
        await().atMost(PATIENCE)
                .until(() ->
                        operations
                                .list(new OperationFilter(null, CreateRepository.NAME, publication, null, null, 1))
                                .stream()
                                .flatMap(creation -> creation.steps().stream())
                                .anyMatch(step -> step.name().equals("create") && step.begunAt() != null));

        send(released());

        only(RepositoryCreateFailed.class);
        only(RepositoryForgotten.class);
        assertThat(repositories.of("lab", publication)).isEmpty();
    }

    private <F extends Payload> F only(Class<F> kind) {
        List<F> found = facts.of(publication, kind, fact -> true);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private RepositoryRequested requested(String type, Map<String, String> deviceConfig) {
        return new RepositoryRequested(
                publication, "lab", name, RepositoryKind.VDI, type, deviceConfig, "ana", "compilers");
    }

    private RepositoryReleased released() {
        return new RepositoryReleased(publication, "lab", name, "over", "ana", "compilers");
    }

    /** Each twice, as a broker may deliver it. */
    private void send(Payload request) {
        var event = CloudEvent.of(URI.create("/vmc/storage-service"), Instant.now(), request)
                .withCorrelationId(UUID.randomUUID().toString());
        for (int delivery = 0; delivery < 2; delivery++) {
            try {
                producer.send(new ProducerRecord<>(
                                Topics.REQUESTS, request.subject().toString(), CloudEvents.encode(event)))
                        .get();
            } catch (ExecutionException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(TestTokens.of(Role.OPERATOR));
    }

    private static void succeeds(String operation) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        operator().get("/api/v1/operations/" + operation).then().body("state", equalTo("SUCCEEDED")));
    }
}
