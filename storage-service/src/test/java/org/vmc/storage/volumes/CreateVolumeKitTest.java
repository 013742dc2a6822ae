package org.vmc.storage.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.storage.FakeGluster;
import org.vmc.storage.KitChecks;
import org.vmc.storage.classes.StorageClasses;
import org.vmc.storage.hosts.StorageHosts;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class CreateVolumeKitTest implements KitChecks, OperationSubject<VolumeCreation> {

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    FakeGluster gluster;

    @Inject
    VolumeRequests requests;

    @Inject
    StorageClasses classes;

    @Inject
    StorageHosts hosts;

    @Inject
    Volumes volumes;

    @BeforeEach
    @Transactional
    void begin() {
        gluster.reset();
        volumes.deleteAll();
    }

    @Override
    public OperationKit<?> kit() {
        return new OperationKit<>(operations, faultPoints, this);
    }

    @Override
    public NewOperation<VolumeCreation> fresh(Origin origin) {
        // Each round begins with a pool of one, so that every round has peers to take in.
        gluster.reset();
        volumes.deleteAll();
        var wanted = NewVolume.ofClass("kit", "shared-read", "64M").checked(classes);
        return requests.creation(wanted, hosts.look(), new Caller("kit", Role.ENGINEER, "test"));
    }

    @Override
    public void assertDone(Operation operation) {
        var volume = gluster.volume("kit").orElseThrow();
        assertThat(volume.isStarted()).isTrue();
        assertThat(volume.replicas()).isEqualTo(3);
        assertThat(volume.options()).containsEntry("network.ping-timeout", "5");
        assertThat(gluster.marks().keySet()).containsExactlyInAnyOrderElementsOf(volume.bricks());
        assertThat(gluster.marks().values()).containsOnly(operation.target().id());
        assertThat(gluster.memberNames()).containsExactlyInAnyOrder("h1", "h2", "h3");
        assertThat(operation.learned()).containsEntry("mountSource", "h1:/kit");
    }

    @Override
    @Transactional
    public void assertUndone(Operation operation) {
        assertThat(gluster.volumes()).isEmpty();
        assertThat(gluster.marks()).isEmpty();
        assertThat(gluster.memberNames()).isEqualTo(Set.of("h1"));
        assertThat(volumes.findByIdOptional(operation.target().id())).isEmpty();
    }
}
