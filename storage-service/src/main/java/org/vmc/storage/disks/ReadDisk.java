package org.vmc.storage.disks;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.vmc.contracts.storage.DiskReadMeasured;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.storage.gluster.DiskInspection;
import org.vmc.storage.hosts.GlusterProblems;

/**
 * Measures how fast a disk is read. Nothing changes, so nothing is undone; a repeated step reads again. The result has
 * the bytes, the milliseconds and the rate.
 *
 * <ol>
 *   <li>read: from the beginning of the disk, past the kernel's cache
 * </ol>
 */
@ApplicationScoped
class ReadDisk implements OperationKind<DiskReading> {

    private static final String BYTES = "bytes";
    private static final String MILLIS = "millis";

    private final DiskInspection inspection;
    private final Outbox outbox;

    ReadDisk(DiskInspection inspection, Outbox outbox) {
        this.inspection = inspection;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "ReadDisk";
    }

    @Override
    public Class<DiskReading> inputType() {
        return DiskReading.class;
    }

    @Override
    public List<Step<DiskReading>> steps(DiskReading input) {
        var description = "Read %d MiB from %s of %s, past its cache; nothing is written"
                .formatted(input.mebibytes(), input.disk(), input.host());
        return List.of(Step.of("read", description, this::read).within(Duration.ofMinutes(20)));
    }

    @Override
    public void ended(Ending<DiskReading> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        var input = ending.input();
        outbox.publish(
                new DiskReadMeasured(
                        input.diskId(),
                        input.host(),
                        input.disk(),
                        Long.parseLong(ending.learned().getOrDefault(BYTES, "0")),
                        Long.parseLong(ending.learned().getOrDefault(MILLIS, "0"))),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private StepOutcome read(StepContext<DiskReading> context) {
        var input = context.input();
        var read = GlusterProblems.asking(() -> inspection.read(input.host(), input.disk(), input.mebibytes()));
        var rate = String.format(Locale.ROOT, "%.1f", read.mebibytesPerSecond());
        return StepOutcome.done()
                .learned(BYTES, String.valueOf(read.bytes()))
                .learned(MILLIS, String.valueOf(read.took().toMillis()))
                .learned("mebibytesPerSecond", rate)
                .learned("summary", "%s MiB/s over %d MiB".formatted(rate, read.bytes() >> 20));
    }
}
