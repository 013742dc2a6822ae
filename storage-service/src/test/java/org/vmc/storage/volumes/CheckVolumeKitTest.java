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
class CheckVolumeKitTest implements KitChecks, OperationSubject<VolumeCheck> {

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

    @Override
    public OperationKit<?> kit() {
        return new OperationKit<>(operations, faultPoints, this);
    }

    @Override
    public NewOperation<VolumeCheck> fresh(Origin origin) {
        return changes.check(scene.set(true), null, new Caller("kit", Role.ENGINEER, "test"));
    }

    @Override
    @Transactional
    public void assertDone(Operation operation) {
        assertThat(operation.learned())
                .containsEntry("client", "h4")
                .containsEntry("bricks", "h1:/bricks/b1/kit/brick, h2:/bricks/b1/kit/brick, h3:/bricks/b1/kit/brick")
                .containsKeys("file", "sha256");
        assertNoFiles();
    }

    @Override
    @Transactional
    public void assertUndone(Operation operation) {
        assertNoFiles();
    }

    private void assertNoFiles() {
        assertThat(gluster.marks().keySet()).hasSize(3).allSatisfy(brick -> assertThat(gluster.filesOn(brick))
                .isEmpty());
    }
}
