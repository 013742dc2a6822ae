package org.vmc.build.clocks;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.codec.CloudEvents;
import org.vmc.contracts.codec.MalformedEventException;
import org.vmc.contracts.host.HostClockCorrected;
import org.vmc.contracts.host.HostClockSkewed;
import org.vmc.operations.inbox.Inbox;

/** Reads what vm-service says about hosts, and notes whose clocks are wrong. */
@ApplicationScoped
class ClockFacts {
    private static final String CONSUMER = "clocks";

    private final SkewedHosts skewed;
    private final Inbox inbox;

    ClockFacts(SkewedHosts skewed, Inbox inbox) {
        this.skewed = skewed;
        this.inbox = inbox;
    }

    /** Tries an event until the database takes it: passing one over would let builds onto a host that is wrong. */
    @Incoming("host-facts")
    @RunOnVirtualThread
    @Retry(
            maxRetries = -1,
            maxDuration = 0,
            delay = 1,
            delayUnit = ChronoUnit.SECONDS,
            jitter = 300,
            abortOn = MalformedEventException.class)
    void read(byte[] value) {
        inbox.handleOnce(CONSUMER, CloudEvents.decode(value), this::note);
    }

    private void note(CloudEvent event) {
        switch (event.data()) {
            case HostClockSkewed wrong -> wrong(wrong);
            case HostClockCorrected right -> skewed.deleteById(right.hostId());
            default -> {}
        }
    }

    private void wrong(HostClockSkewed fact) {
        var row = skewed.findByIdOptional(fact.hostId()).orElseGet(() -> new SkewedHost(fact.hostId()));
        row.measured(fact.name(), fact.poolName(), fact.offsetMillis());
        skewed.persist(row);
    }
}
