package org.vmc.storage.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.storage.FakeGluster;
import org.vmc.storage.FakeTrees;
import org.vmc.storage.KitChecks;
import org.vmc.storage.gluster.NewGlusterVolume;
import org.vmc.storage.gluster.SetShape;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class RunBenchmarkKitTest implements KitChecks, OperationSubject<BenchmarkRun> {

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    FakeGluster gluster;

    @Inject
    FakeTrees trees;

    @Inject
    Benchmarks benchmarks;

    @Inject
    BenchmarkRequests requests;

    @Override
    public OperationKit<?> kit() {
        return new OperationKit<>(operations, faultPoints, this);
    }

    @Override
    public NewOperation<BenchmarkRun> fresh(Origin origin) {
        gluster.reset();
        trees.reset();
        benchmarks.deleteAll();
        List.of("h1", "h2").forEach(gluster::probe);
        var bricks = List.of(gluster.brick("h1", "kit", 1), gluster.brick("h2", "kit", 1));
        bricks.forEach(brick -> gluster.makeBrick(brick, UUID.randomUUID()));
        gluster.create(new NewGlusterVolume("kit", SetShape.SINGLE, bricks));
        gluster.start("kit");
        var wanted = new NewBenchmark("h3", List.of("local", "scan:kit"), 2, 3, 10, 1).checked(gluster.names());
        var used = Map.of("kit", gluster.volume("kit").orElseThrow());
        return requests.run(wanted, used, new Caller("kit", Role.ENGINEER, "test"));
    }

    @Override
    public void assertDone(Operation operation) {
        assertThat(trees.left()).isEmpty();
        var row = benchmarks.require(operation.learned().getOrDefault("benchmark", "none"));
        assertThat(row.state).isEqualTo(OperationState.SUCCEEDED);
        assertThat(row.endedAt).isNotNull();
        assertThat(benchmarks.measurements(row.id))
                .extracting(measured -> measured.target() + " " + measured.step())
                .containsExactlyInAnyOrder(
                        "local generate",
                        "local find",
                        "local read",
                        "mount:kit generate",
                        "mount:kit find",
                        "mount:kit read",
                        "scan:kit find",
                        "scan:kit read");
    }

    @Override
    public void assertUndone(Operation operation) {
        assertThat(trees.left()).isEmpty();
        assertThat(benchmarks.newest(10))
                .allSatisfy(row -> assertThat(row.endedAt).as("another can run").isNotNull());
    }
}
