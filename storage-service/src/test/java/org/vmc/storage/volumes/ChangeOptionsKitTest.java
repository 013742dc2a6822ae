package org.vmc.storage.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
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
class ChangeOptionsKitTest implements KitChecks, OperationSubject<OptionChange> {

    private static final Map<String, String> FORMER =
            Map.of("performance.cache-size", "64MB", "network.ping-timeout", "5");

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    FakeGluster gluster;

    @Inject
    VolumeScene scene;

    @Inject
    OptionRequests requests;

    @Override
    public OperationKit<?> kit() {
        return new OperationKit<>(operations, faultPoints, this);
    }

    @Override
    public NewOperation<OptionChange> fresh(Origin origin) {
        var volume = scene.set(true);
        gluster.set("kit", FORMER);
        var wanted = Map.of("performance.cache-size", "128MB", "network.ping-timeout", "default", "auth.allow", "10.*");
        return requests.change(volume, wanted, requests.options(volume), new Caller("kit", Role.ENGINEER, "test"));
    }

    @Override
    public void assertDone(Operation operation) {
        assertThat(gluster.volume("kit").orElseThrow().options())
                .containsExactlyInAnyOrderEntriesOf(Map.of("performance.cache-size", "128MB", "auth.allow", "10.*"));
    }

    @Override
    public void assertUndone(Operation operation) {
        assertThat(gluster.volume("kit").orElseThrow().options()).containsExactlyInAnyOrderEntriesOf(FORMER);
    }
}
