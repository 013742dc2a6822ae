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
class ReplaceBrickKitTest implements KitChecks, OperationSubject<BrickReplacement> {

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
    public NewOperation<BrickReplacement> fresh(Origin origin) {
        var volume = scene.set(true);
        FILES.forEach(file -> gluster.keep("kit", file));
        return requests.replacement(volume, "h2", null, hosts.look(), new Caller("kit", Role.ENGINEER, "test"));
    }

    @Override
    @Transactional
    public void assertDone(Operation operation) {
        assertRow(operation);
        assertThat(gluster.volume("kit").orElseThrow().bricks())
                .containsExactly(gluster.brick("h1", "kit"), gluster.brick("h4", "kit"), gluster.brick("h3", "kit"));
        assertThat(gluster.marks()).hasSize(3);
        assertThat(FILES)
                .allSatisfy(file -> assertThat(gluster.holders("kit", file)).hasSize(3));
        assertThat(operation.learned()).containsEntry("healedNames", "3");
    }

    @Override
    @Transactional
    public void assertUndone(Operation operation) {
        // Once its place is taken the former brick stays out; what is in the volume is in the rows.
        assertRow(operation);
        assertThat(gluster.marks().keySet())
                .containsAll(gluster.volume("kit").orElseThrow().bricks())
                .hasSizeBetween(3, 4);
        assertThat(FILES)
                .allSatisfy(file -> assertThat(gluster.holders("kit", file)).hasSizeGreaterThanOrEqualTo(2));
    }

    private void assertRow(Operation operation) {
        var volume = gluster.volume("kit").orElseThrow();
        assertThat(volumes.findById(operation.target().id()).brickList()).isEqualTo(volume.bricks());
        assertThat(planned.listAll()).isEmpty();
    }
}
