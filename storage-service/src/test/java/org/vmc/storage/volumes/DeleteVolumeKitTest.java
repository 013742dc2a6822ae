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
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class DeleteVolumeKitTest implements KitChecks, OperationSubject<VolumeWithdrawal> {

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    FakeGluster gluster;

    @Inject
    VolumeScene scene;

    @Inject
    VolumeChanges changes;

    @Inject
    Volumes volumes;

    @Override
    public OperationKit<?> kit() {
        return new OperationKit<>(operations, faultPoints, this);
    }

    @Override
    public NewOperation<VolumeWithdrawal> fresh(Origin origin) {
        return changes.delete(scene.set(true), false, new Caller("kit", Role.ENGINEER, "test"));
    }

    @Override
    @Transactional
    public void assertDone(Operation operation) {
        assertThat(gluster.volumes()).isEmpty();
        assertThat(gluster.marks()).isEmpty();
        assertThat(volumes.findByIdOptional(operation.target().id())).isEmpty();
    }

    @Override
    @Transactional
    public void assertUndone(Operation operation) {
        // The row stays in any case, so that a failed deletion can be repeated.
        assertThat(volumes.findByIdOptional(operation.target().id())).isPresent();
        gluster.volume("kit").ifPresent(volume -> assertThat(volume.isStarted()).isTrue());
    }
}
