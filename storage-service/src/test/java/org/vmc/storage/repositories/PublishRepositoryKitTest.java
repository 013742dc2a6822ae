package org.vmc.storage.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;
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
class PublishRepositoryKitTest implements KitChecks, OperationSubject<Publishing> {

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    Repositories repositories;

    @Inject
    PublicationScene scene;

    private final Map<UUID, String> names = new ConcurrentHashMap<>();

    @Override
    public OperationKit<?> kit() {
        return new OperationKit<>(operations, faultPoints, this);
    }

    @Override
    @SuppressWarnings("unchecked")
    public NewOperation<Publishing> fresh(Origin origin) {
        var backend = scene.backend();
        var wanted = scene.wanted();
        names.put(backend.id(), wanted.name());
        return (NewOperation<Publishing>)
                repositories.publish(backend, wanted, new Caller("kit", Role.ENGINEER, "test"));
    }

    @Override
    @Transactional
    public void assertDone(Operation operation) {
        var row = scene.row(operation.target().id()).orElseThrow();
        assertThat(row.state).isEqualTo(PublicationState.THERE);
        assertThat(row.repositoryId).isNotNull();
        assertThat(scene.inPool(row.name)).isPresent();
    }

    @Override
    @Transactional
    public void assertUndone(Operation operation) {
        assertThat(scene.row(operation.target().id())).isEmpty();
        assertThat(scene.inPool(String.valueOf(names.get(operation.target().id()))))
                .isEmpty();
    }
}
