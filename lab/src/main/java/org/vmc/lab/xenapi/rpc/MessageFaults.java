package org.vmc.lab.xenapi.rpc;

import java.time.Duration;
import java.util.List;
import org.vmc.lab.xenapi.fault.Effect;
import org.vmc.lab.xenapi.fault.LabFaults;
import org.vmc.lab.xenapi.fault.Parameters;

/**
 * The faults of messages by name: {@code xapi-error}, {@code xapi-slow}, {@code xapi-hung}, {@code xapi-answer-lost},
 * {@code task-stuck}.
 */
public final class MessageFaults {

    private final Faults faults;

    public MessageFaults(Faults faults) {
        this.faults = faults;
    }

    /** Makes the kinds known. */
    public void register(LabFaults labFaults) {
        labFaults
                .on("xapi-error", given -> arm(error(given)))
                .on("xapi-slow", given -> arm(Fault.slow(given.text("method"), millis(given))))
                .on(
                        "xapi-answer-lost",
                        given -> arm(Fault.answerLost(given.text("method"), (int) given.whole("onCall", 1))))
                .on("xapi-hung", given -> arm(Fault.hung(given.text("method"))))
                .on("task-stuck", given -> arm(Fault.stuckTask(given.text("method"))));
    }

    private Effect arm(Fault fault) {
        faults.add(fault);
        return new Effect.Lasting(() -> faults.remove(fault), () -> faults.lasts(fault));
    }

    private static Fault error(Parameters given) {
        return new Fault(
                given.text("method"),
                (int) given.whole("onCall", 1),
                (int) given.whole("times", 1),
                Duration.ZERO,
                new Fault.End.Refused(List.of(given.text("error").split(","))));
    }

    private static Duration millis(Parameters given) {
        return Duration.ofMillis(given.whole("millis", 5_000));
    }
}
