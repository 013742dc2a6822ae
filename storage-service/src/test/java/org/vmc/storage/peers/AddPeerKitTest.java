package org.vmc.storage.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.Target;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.storage.FakeGluster;
import org.vmc.storage.KitChecks;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class AddPeerKitTest implements KitChecks, OperationSubject<PeerChange> {

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    FakeGluster gluster;

    @Inject
    AddPeer addPeer;

    @Override
    public OperationKit<?> kit() {
        return new OperationKit<>(operations, faultPoints, this);
    }

    @Override
    public NewOperation<PeerChange> fresh(Origin origin) {
        gluster.reset();
        return NewOperation.of(addPeer, new PeerChange("h2"), new Target("peer", Peer.idOf("h2"), "h2"));
    }

    @Override
    public void assertDone(Operation operation) {
        assertThat(gluster.memberNames()).contains("h2");
    }

    @Override
    public void assertUndone(Operation operation) {
        assertThat(gluster.memberNames()).doesNotContain("h2");
    }
}
