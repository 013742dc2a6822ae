package org.vmc.lab.xenapi.task;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An operation that takes time on a real host, with the time it usually takes there. */
public enum TimedOperation {
    /** From the start of a simulated guest to its address. */
    BOOT(3_000),
    CLONE(400),
    COPY(4_000),
    SNAPSHOT(500),
    CHECKPOINT(2_500),
    REVERT(800),
    PROVISION(200),
    START(900),
    CLEAN_SHUTDOWN(1_500),
    HARD_SHUTDOWN(250),
    CLEAN_REBOOT(2_000),
    HARD_REBOOT(700),
    PAUSE(50),
    SUSPEND(1_500),
    RESUME(1_200),
    MIGRATE(3_000),
    DESTROY(200),
    DISK(150),
    DEVICE(100),
    HOST_BOOT(60_000),
    TOOLSTACK_RESTART(5_000),
    HOST_LOSS_NOTICED(60_000),
    COORDINATOR_LOSS_NOTICED(30_000);

    private final Duration usual;

    TimedOperation(long usualMillis) {
        this.usual = Duration.ofMillis(usualMillis);
    }

    /**
     * An operation by its name in options: {@code hard-reboot}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static TimedOperation named(String optionName) {
        return Stream.of(values())
                .filter(operation -> operation.optionName().equals(optionName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No operation '" + optionName + "'; there are "
                        + Stream.of(values()).map(TimedOperation::optionName).collect(Collectors.joining(", "))));
    }

    private String optionName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Time on a host with nothing else to do. */
    Duration usual() {
        return usual;
    }
}
