package org.vmc.storage.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
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
import org.vmc.storage.gluster.Migration;
import org.vmc.storage.gluster.SetShape;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class RebalanceVolumeKitTest implements KitChecks, OperationSubject<VolumeChange> {

    private static final List<String> FILES = List.of("a", "b", "c", "d");

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    FakeGluster gluster;

    @Inject
    VolumeScene scene;

    @Inject
    BrickRequests requests;

    @Override
    public OperationKit<?> kit() {
        return new OperationKit<>(operations, faultPoints, this);
    }

    @Override
    public NewOperation<VolumeChange> fresh(Origin origin) {
        var volume = scene.set(true, SetShape.SINGLE, List.of("h1", "h2"));
        FILES.forEach(file -> gluster.keep("kit", file));
        return requests.rebalance(volume, new Caller("kit", Role.ENGINEER, "test"));
    }

    @Override
    public void assertDone(Operation operation) {
        assertThat(gluster.rebalance("kit").orElseThrow().state()).isEqualTo(Migration.State.COMPLETED);
        assertThat(operation.learned()).containsKeys("movedFiles", "failedFiles");
        assertAllFiles();
    }

    @Override
    public void assertUndone(Operation operation) {
        gluster.rebalance("kit").ifPresent(task -> assertThat(task.state()).isNotEqualTo(Migration.State.IN_PROGRESS));
        assertAllFiles();
    }

    private void assertAllFiles() {
        assertThat(FILES)
                .allSatisfy(file -> assertThat(gluster.holders("kit", file)).hasSize(1));
    }
}
