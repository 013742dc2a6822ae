package org.vmc.storage.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
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
class DrillVolumeKitTest implements KitChecks, OperationSubject<VolumeDrill> {

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    FakeGluster gluster;

    @Inject
    VolumeScene scene;

    @Inject
    HealthRequests requests;

    @Override
    public OperationKit<?> kit() {
        return new OperationKit<>(operations, faultPoints, this);
    }

    @Override
    public NewOperation<VolumeDrill> fresh(Origin origin) {
        var volume = scene.set(true);
        gluster.keep("kit", "theirs");
        return requests.drill(volume, null, new Caller("kit", Role.ENGINEER, "test"));
    }

    @Override
    public void assertDone(Operation operation) {
        assertAsBefore();
        assertThat(operation.learned())
                .containsEntry("lostBrick", "h3:/bricks/b1/kit/brick")
                .containsEntry("client", "h4")
                .containsEntry("verified", "6")
                .containsKeys("writeMillis", "useMillis", "awayMillis", "healMillis");
    }

    @Override
    public void assertUndone(Operation operation) {
        assertAsBefore();
    }

    private void assertAsBefore() {
        assertThat(gluster.onlineBricks("kit")).hasSize(3);
        assertThat(gluster.marks().keySet()).hasSize(3).allSatisfy(brick -> assertThat(gluster.filesOn(brick))
                .containsOnlyKeys("theirs"));
    }
}
