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
import org.vmc.storage.gluster.SetShape;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class ShrinkVolumeKitTest implements KitChecks, OperationSubject<VolumeShrinking> {

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
    Volumes volumes;

    @Override
    public OperationKit<?> kit() {
        return new OperationKit<>(operations, faultPoints, this);
    }

    @Override
    public NewOperation<VolumeShrinking> fresh(Origin origin) {
        var volume = scene.set(true, SetShape.replicated(3), List.of("h1", "h2", "h3", "h2", "h3", "h4"));
        FILES.forEach(file -> gluster.keep("kit", file));
        return requests.shrinking(volume, 1, new Caller("kit", Role.ENGINEER, "test"));
    }

    @Override
    @Transactional
    public void assertDone(Operation operation) {
        assertThat(gluster.volume("kit").orElseThrow().bricks())
                .extracting(Object::toString)
                .containsExactly("h2:/bricks/b1/kit.2/brick", "h3:/bricks/b1/kit.2/brick", "h4:/bricks/b1/kit/brick");
        assertThat(gluster.marks()).hasSize(3);
        assertRow(operation);
        assertThat(volumes.findById(operation.target().id()).layout).isEqualTo("replicated");
    }

    @Override
    @Transactional
    public void assertUndone(Operation operation) {
        assertRow(operation);
        // Once the bricks are gone there is nothing to go back to.
        assertThat(gluster.volume("kit").orElseThrow().sets()).hasSizeBetween(1, 2);
        var first = List.of(gluster.brick("h1", "kit"), gluster.brick("h2", "kit"), gluster.brick("h3", "kit"));
        assertThat(gluster.removal("kit", first)).isEmpty();
    }

    private void assertRow(Operation operation) {
        var volume = gluster.volume("kit").orElseThrow();
        var row = volumes.findById(operation.target().id());
        assertThat(row.brickList()).isEqualTo(volume.bricks());
        assertThat(row.sizeBytes).isEqualTo(volume.sets().size() * VolumeScene.BRICK_BYTES);
        assertThat(gluster.marks().keySet()).containsAll(volume.bricks());
        assertThat(FILES)
                .allSatisfy(file -> assertThat(gluster.holders("kit", file)).hasSize(3));
    }
}
