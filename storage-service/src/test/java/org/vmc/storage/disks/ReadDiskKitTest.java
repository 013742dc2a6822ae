package org.vmc.storage.disks;

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
import org.vmc.storage.FakeHosts;
import org.vmc.storage.KitChecks;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class ReadDiskKitTest implements KitChecks, OperationSubject<DiskReading> {

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    FakeHosts hosts;

    @Inject
    ReadDisk readDisk;

    @Override
    public OperationKit<?> kit() {
        return new OperationKit<>(operations, faultPoints, this);
    }

    @Override
    public NewOperation<DiskReading> fresh(Origin origin) {
        hosts.reset();
        var input = new DiskReading("h1", "sda", 64);
        return NewOperation.of(readDisk, input, new Target("disk", input.diskId(), "h1:sda"));
    }

    @Override
    public void assertDone(Operation operation) {
        assertThat(operation.learned()).containsKeys("bytes", "millis", "mebibytesPerSecond", "summary");
    }

    /** Reading leaves nothing behind. */
    @Override
    public void assertUndone(Operation operation) {
        assertThat(hosts.reads()).allMatch("h1:sda 64"::equals);
    }
}
