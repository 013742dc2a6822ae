package org.vmc.lab.xenapi.pool;

import java.time.Duration;
import org.vmc.lab.xenapi.fault.Effect;
import org.vmc.lab.xenapi.fault.LabFaults;
import org.vmc.lab.xenapi.fault.Parameters;
import org.vmc.lab.xenapi.host.HostClocks;
import org.vmc.lab.xenapi.host.HostPower;
import org.vmc.lab.xenapi.host.Members;
import org.vmc.lab.xenapi.message.Alerts;
import org.vmc.lab.xenapi.message.Alerts.Alert;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.session.Sessions;
import org.vmc.lab.xenapi.store.Store;

/**
 * The faults of hosts and sessions by name: {@code host-off}, {@code host-on}, {@code coordinator-lost},
 * {@code session-expired}, {@code clock-skew}.
 */
public final class PoolFaults {

    /** From this difference on a real pool complains. */
    private static final Duration TOLERATED_SKEW = Duration.ofMinutes(5);

    private final Store store;
    private final Members members;
    private final HostPower power;
    private final HostClocks clocks;
    private final Coordination coordination;
    private final Sessions sessions;

    public PoolFaults(
            Store store,
            Members members,
            HostPower power,
            HostClocks clocks,
            Coordination coordination,
            Sessions sessions) {
        this.store = store;
        this.members = members;
        this.power = power;
        this.clocks = clocks;
        this.coordination = coordination;
        this.sessions = sessions;
    }

    /** Makes the kinds known. */
    public void register(LabFaults faults, Alerts alerts) {
        faults.on("host-off", given -> off(members.named(given.text("host"))))
                .on("host-on", given -> on(members.named(given.text("host"))))
                .on("coordinator-lost", given -> off(members.coordinator()))
                .on("clock-skew", given -> skew(given, alerts))
                .on("session-expired", given -> {
                    sessions.endAll();
                    return new Effect.Once();
                });
    }

    private Effect off(Ref host) {
        var machine = members.machine(host);
        if (!machine.powered()) {
            throw new IllegalArgumentException(machine + " is off already");
        }
        power.cut(host, coordination);
        var outage = machine.outages();
        return new Effect.Lasting(
                () -> power.restore(host, coordination), () -> !machine.powered() && machine.outages() == outage);
    }

    private Effect on(Ref host) {
        power.restore(host, coordination);
        return new Effect.Once();
    }

    private Effect skew(Parameters given, Alerts alerts) {
        var host = members.named(given.text("host"));
        var ahead = Duration.ofSeconds(given.whole("seconds", 0));
        clocks.skew(host, ahead);
        if (ahead.abs().compareTo(TOLERATED_SKEW) > 0) {
            alerts.tell(Alert.HOST_CLOCK_SKEW_DETECTED, store.row("host", host), "");
        }
        return new Effect.Lasting(() -> clocks.skew(host, Duration.ZERO));
    }
}
