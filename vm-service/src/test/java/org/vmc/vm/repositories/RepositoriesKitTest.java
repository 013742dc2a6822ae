package org.vmc.vm.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.storage.RepositoryKind;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.Target;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabPool;
import org.vmc.vm.vms.KitVms;
import org.vmc.vm.xen.XenPbd;
import org.vmc.vm.xen.XenStorage;

/** What the kit asks of making and forgetting an SR. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class RepositoriesKitTest {

    private static final int SIDE_BY_SIDE = 4;

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    CreateRepository createRepository;

    @Inject
    ForgetRepository forgetRepository;

    @Inject
    PooledRepositories repositories;

    @Inject
    KitVms kitVms;

    @BeforeEach
    void awaitLab() {
        kitVms.lab();
    }

    @Test
    void anSrIsMadeOnceWhateverDies() {
        creations().survivesACrashAtEveryPoint();
    }

    @Test
    void anSrThatIsTakenBackLeavesNothingInThePool() {
        creations().isUndoneWhenAnyStepFails();
        creations().isUndoneWhenCancelledAtAnyStep();
        creations().isUndoneOnceAlthoughTheUndoCrashes();
    }

    @Test
    void anSrIsForgottenWhateverDies() {
        withdrawals().survivesACrashAtEveryPoint();
    }

    @Test
    void anSrThatIsNotForgottenIsAttachedAsBefore() {
        withdrawals().isUndoneWhenAnyStepFails();
        withdrawals().isUndoneWhenCancelledAtAnyStep();
        withdrawals().isUndoneOnceAlthoughTheUndoCrashes();
    }

    private OperationKit<RepositoryOrder> creations() {
        return kit(
                () -> {
                    var order = order();
                    return NewOperation.of(createRepository, order, target(order.publicationId()));
                },
                ended -> {
                    assertThat(repositories.of("lab", ended.target().id()))
                            .singleElement()
                            .satisfies(RepositoriesKitTest::isGluster)
                            .satisfies(this::isAttachedEverywhere)
                            .extracting(XenStorage::name)
                            .isEqualTo(nameOf(ended.target().id()));
                    forget(ended);
                },
                ended -> assertThat(repositories.of("lab", ended.target().id())).isEmpty());
    }

    private OperationKit<RepositoryRelease> withdrawals() {
        return kit(
                () -> {
                    var order = order();
                    make(order);
                    var release = new RepositoryRelease(order.publicationId(), "lab", order.name());
                    return NewOperation.of(forgetRepository, release, target(order.publicationId()));
                },
                ended -> assertThat(repositories.of("lab", ended.target().id())).isEmpty(),
                ended -> {
                    // Past the point of no return it may be gone; what is there is whole.
                    repositories.of("lab", ended.target().id()).forEach(this::isAttachedEverywhere);
                    forget(ended);
                });
    }

    private void make(RepositoryOrder order) {
        var pool = repositories.in("lab");
        var sr = pool.create(order.name(), "of the kit", order.type(), order.contentType(), order.deviceConfig());
        pool.note(sr, PooledRepositories.NOTE, order.publicationId().toString());
    }

    private void forget(Operation ended) {
        repositories.remove("lab", ended.target().id());
    }

    private static void isGluster(XenStorage sr) {
        assertThat(sr.type()).isEqualTo("glusterfs");
        assertThat(sr.shared()).isTrue();
        assertThat(sr.holdsDisks()).isTrue();
    }

    private void isAttachedEverywhere(XenStorage sr) {
        assertThat(repositories.in("lab").connections(sr.ref())).hasSize(4).allMatch(XenPbd::attached);
    }

    private static RepositoryOrder order() {
        var id = UUID.randomUUID();
        return new RepositoryOrder(
                id, "lab", nameOf(id), RepositoryKind.VDI, "glusterfs", Map.of("server", "h1:/kit"), "kit");
    }

    private static String nameOf(UUID publicationId) {
        return "kit-" + publicationId;
    }

    private static Target target(UUID publicationId) {
        return new Target("repository", publicationId, nameOf(publicationId));
    }

    private <I> OperationKit<I> kit(
            Supplier<NewOperation<I>> making, Consumer<Operation> whenDone, Consumer<Operation> whenUndone) {
        return new OperationKit<>(
                operations,
                faultPoints,
                new OperationSubject<>() {
                    @Override
                    public NewOperation<I> fresh(Origin origin) {
                        // The kit asks inside a transaction; the pool is no part of it.
                        return CompletableFuture.supplyAsync(making).join();
                    }

                    @Override
                    public void assertDone(Operation operation) {
                        whenDone.accept(operation);
                    }

                    @Override
                    public void assertUndone(Operation operation) {
                        whenUndone.accept(operation);
                    }
                },
                SIDE_BY_SIDE);
    }
}
