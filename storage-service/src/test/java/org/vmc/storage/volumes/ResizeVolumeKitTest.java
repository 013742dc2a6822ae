package org.vmc.storage.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
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
import org.vmc.storage.hosts.StorageHosts;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class ResizeVolumeKitTest implements KitChecks, OperationSubject<VolumeResizing> {

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    FakeGluster gluster;

    @Inject
    VolumeScene scene;

    @Inject
    SizeRequests requests;

    @Inject
    PlannedBricks planned;

    @Inject
    StorageHosts hosts;

    @Inject
    Volumes volumes;

    @Override
    public OperationKit<?> kit() {
        return new OperationKit<>(operations, faultPoints, this);
    }

    @Override
    public NewOperation<VolumeResizing> fresh(Origin origin) {
        var volume = scene.set(true);
        gluster.limit("kit", VolumeScene.BRICK_BYTES);
        var size = new ByteSize(2 * VolumeScene.BRICK_BYTES);
        return requests.resize(volume, size, hosts.look(), new Caller("kit", Role.ENGINEER, "test"));
    }

    @Override
    @Transactional
    public void assertDone(Operation operation) {
        assertSize(operation, 2 * VolumeScene.BRICK_BYTES);
    }

    @Override
    @Transactional
    public void assertUndone(Operation operation) {
        assertSize(operation, VolumeScene.BRICK_BYTES);
    }

    private void assertSize(Operation operation, long bytes) {
        assertThat(gluster.quota("kit").orElseThrow().limitBytes()).isEqualTo(bytes);
        var row = volumes.findById(operation.target().id());
        assertThat(row.sizeBytes).isEqualTo(bytes);
        assertThat(row.bricks)
                .allSatisfy(brick -> assertThat(brick.promisedBytes).isEqualTo(bytes));
        assertThat(planned.listAll()).isEmpty();
    }
}
