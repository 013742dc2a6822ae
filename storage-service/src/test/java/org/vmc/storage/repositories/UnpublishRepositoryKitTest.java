package org.vmc.storage.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.storage.KitChecks;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class UnpublishRepositoryKitTest implements KitChecks, OperationSubject<Withdrawing> {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    Repositories repositories;

    @Inject
    PublicationScene scene;

    @Override
    public OperationKit<?> kit() {
        return new OperationKit<>(operations, faultPoints, this);
    }

    @Override
    @SuppressWarnings("unchecked")
    public NewOperation<Withdrawing> fresh(Origin origin) {
        return (NewOperation<Withdrawing>)
                repositories.unpublish(scene.published().target(), PublicationScene.POOL);
    }

    @Override
    public void assertDone(Operation operation) {
        assertThat(repositories.of(operation.target().id())).isEmpty();
    }

    @Override
    public void assertUndone(Operation operation) {
        // Past the point of no return the pool may forget it all the same; until that is said it counts as there.
        await().atMost(PATIENCE).until(() -> repositories.of(operation.target().id()).stream()
                .noneMatch(each -> each.state().equals("RELEASED")));
        repositories.of(operation.target().id()).forEach(each -> assertThat(scene.inPool(each.name()))
                .isPresent());
    }
}
