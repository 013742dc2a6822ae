package org.vmc.storage.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
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
import org.vmc.storage.hosts.StorageHosts;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class ExpandVolumeKitTest implements KitChecks, OperationSubject<VolumeExpansion> {

    private static final List<String> FILES = List.of("a", "b", "c");

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
    public NewOperation<VolumeExpansion> fresh(Origin origin) {
        var volume = scene.set(true);
        FILES.forEach(file -> gluster.keep("kit", file));
        return requests.expansion(volume, null, hosts.look(), new Caller("kit", Role.ENGINEER, "test"));
    }

    @Override
    @Transactional
    public void assertDone(Operation operation) {
        assertBricks(operation, 2);
        assertThat(volumes.findById(operation.target().id()).layout).isEqualTo("distributed-replicated");
        assertThat(operation.learned()).containsKeys("movedFiles", "failedFiles");
    }

    @Override
    @Transactional
    public void assertUndone(Operation operation) {
        assertBricks(operation, 1);
        assertThat(volumes.findById(operation.target().id()).layout).isEqualTo("replicated");
        assertThat(gluster.memberNames()).containsExactlyInAnyOrder("h1", "h2", "h3");
    }

    private void assertBricks(Operation operation, int sets) {
        var volume = gluster.volume("kit").orElseThrow();
        assertThat(volume.sets()).hasSize(sets);
        assertThat(gluster.marks().keySet()).containsExactlyInAnyOrderElementsOf(volume.bricks());
        var row = volumes.findById(operation.target().id());
        assertThat(row.brickList()).isEqualTo(volume.bricks());
        assertThat(row.sizeBytes).isEqualTo(sets * VolumeScene.BRICK_BYTES);
        assertThat(planned.listAll()).isEmpty();
        assertThat(FILES)
                .allSatisfy(file -> assertThat(gluster.holders("kit", file)).hasSize(3));
    }
}
