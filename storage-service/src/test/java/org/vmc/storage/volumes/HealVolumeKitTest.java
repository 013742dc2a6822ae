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
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class HealVolumeKitTest implements KitChecks, OperationSubject<VolumeChange> {

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
    HealthRequests requests;

    @Override
    public OperationKit<?> kit() {
        return new OperationKit<>(operations, faultPoints, this);
    }

    /** A brick was away while files were written, and a self-heal daemon is not heard. */
    @Override
    public NewOperation<VolumeChange> fresh(Origin origin) {
        var volume = scene.set(true);
        gluster.kill(gluster.brick("h2", "kit"));
        FILES.forEach(file -> gluster.keep("kit", file));
        gluster.deafen("h3");
        return requests.heal(volume, new Caller("kit", Role.ENGINEER, "test"));
    }

    @Override
    public void assertDone(Operation operation) {
        assertThat(gluster.onlineBricks("kit")).hasSize(3);
        assertThat(gluster.healers("kit")).containsEntry("h3", true);
        assertThat(FILES)
                .allSatisfy(file -> assertThat(gluster.holders("kit", file)).hasSize(3));
    }

    @Override
    public void assertUndone(Operation operation) {
        // What was mended stays so; what was written is there.
        assertThat(gluster.volume("kit").orElseThrow().isStarted()).isTrue();
        assertThat(FILES)
                .allSatisfy(file -> assertThat(gluster.holders("kit", file)).hasSizeGreaterThanOrEqualTo(2));
    }
}
