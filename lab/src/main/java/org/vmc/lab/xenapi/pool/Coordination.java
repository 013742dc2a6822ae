package org.vmc.lab.xenapi.pool;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.vmc.lab.xenapi.host.HostPower;
import org.vmc.lab.xenapi.host.Members;
import org.vmc.lab.xenapi.machine.Machine;
import org.vmc.lab.xenapi.machine.Machines;
import org.vmc.lab.xenapi.machine.Membership;
import org.vmc.lab.xenapi.machine.Part;
import org.vmc.lab.xenapi.machine.PoolService;
import org.vmc.lab.xenapi.message.Alerts;
import org.vmc.lab.xenapi.message.Alerts.Alert;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.session.Sessions;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.RunningCall;
import org.vmc.lab.xenapi.task.Tasks;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/**
 * Who coordinates the pool. With high availability the survivors of a lost coordinator elect another; without it they
 * are in emergency mode until it is back or somebody makes one of them take over. A former coordinator that comes back
 * to a pool with another one, and was not told by high availability, stays in emergency mode until it is recovered: a
 * real one would believe it still coordinates.
 */
public final class Coordination implements Membership, HostPower.Observer {

    private final Store store;
    private final Members members;
    private final Machines machines;
    private final Sessions sessions;
    private final Tasks tasks;
    private final Alerts alerts;
    private final HighAvailability availability;
    private final Failover failover;

    /** Coordinators that were replaced in an emergency, and nobody has told them. */
    private final Set<Ref> deposed = ConcurrentHashMap.newKeySet();

    private @Nullable PoolService service;

    Coordination(
            Store store,
            Members members,
            Machines machines,
            Sessions sessions,
            Tasks tasks,
            Alerts alerts,
            HighAvailability availability,
            Failover failover) {
        this.store = store;
        this.members = members;
        this.machines = machines;
        this.sessions = sessions;
        this.tasks = tasks;
        this.alerts = alerts;
        this.availability = availability;
        this.failover = failover;
    }

    /** Lets the hosts answer, the coordinator first. */
    public void begin(PoolService pool) {
        service = pool;
        var first = members.coordinator();
        admit(first);
        members.all().keySet().stream()
                .filter(host -> !host.equals(first))
                .sorted(Comparator.comparing(
                        host -> members.machine(host).address().length()
                                + members.machine(host).address()))
                .forEach(this::admit);
    }

    private PoolService service() {
        return Objects.requireNonNull(service, "The pool has not begun");
    }

    /** A host of the pool begins to answer as such. */
    void admit(Ref host) {
        var machine = members.machine(host);
        machine.enter(this);
        machine.become(partAfterBoot(host, machine));
    }

    private Machine coordinator() {
        return members.machine(members.coordinator());
    }

    /** Makes another host the coordinator once the reply has left; sessions end, as the toolstacks start anew. */
    void designate(Ref host) {
        members.requirePowered(host);
        if (host.equals(members.coordinator())) {
            return;
        }
        tasks.background("designate another coordinator", call -> {
            call.pause(HostPower.REPLY_LEAVES);
            coordinator().close();
            appoint(host);
            members.all().forEach((other, machine) -> follow(other, machine, host));
        });
    }

    private static void reopen(Machine machine, Part part) {
        machine.close();
        machine.become(part);
    }

    private void follow(Ref host, Machine machine, Ref coordinator) {
        if (!host.equals(coordinator) && machine.powered()) {
            reopen(machine, new Part.Slave(members.machine(coordinator)));
        }
    }

    private void appoint(Ref host) {
        store.write(() -> {
            store.set("pool", members.pool().ref(), "master", host.value());
            sessions.endAll();
            tasks.abandonAll();
        });
        alerts.tell(Alert.POOL_MASTER_TRANSITION, store.row("host", host), "");
        members.machine(host).become(new Part.Coordinator(service()));
    }

    @Override
    public boolean accepts(String user, String password) {
        return sessions.accepts(user, password);
    }

    @Override
    public void takeOver(Machine machine) {
        availability.requireOff();
        if (!(machine.part() instanceof Part.Emergency)) {
            throw new XapiError("NOT_IN_EMERGENCY_MODE");
        }
        var before = members.coordinator();
        if (!members.powered(before)) {
            setDead(before);
            deposed.add(before);
        }
        appoint(members.hostOf(machine));
    }

    @Override
    public void follow(Machine machine, String coordinatorAddress) {
        availability.requireOff();
        if (machine.part() instanceof Part.Coordinator && members.coordinator().equals(members.hostOf(machine))) {
            throw new XapiError("NOT_IN_EMERGENCY_MODE");
        }
        var coordinator = machines.find(coordinatorAddress)
                .filter(Machine::powered)
                .filter(found -> found == coordinator())
                .orElseThrow(() -> new XapiError("HOST_UNKNOWN_TO_MASTER", coordinatorAddress));
        deposed.remove(members.hostOf(machine));
        machine.become(new Part.Slave(coordinator));
    }

    @Override
    public void disableHaInEmergency() {
        availability.disable();
    }

    /** Lets the hosts in emergency mode follow the coordinator, and answers which did. */
    List<Ref> recoverSlaves() {
        var lost = members.all().entrySet().stream()
                .filter(entry -> entry.getValue().part() instanceof Part.Emergency)
                .map(Map.Entry::getKey)
                .toList();
        deposed.removeAll(lost);
        lost.forEach(host -> members.machine(host).become(new Part.Slave(coordinator())));
        return lost;
    }

    @Override
    public void lost(Ref host, Machine machine) {
        long outage = machine.outages();
        var wasCoordinator = host.equals(members.coordinator());
        if (wasCoordinator) {
            sessions.endAll();
            tasks.abandonAll();
        }
        tasks.background("notice that " + machine + " is gone", call -> {
            call.spend(wasCoordinator ? TimedOperation.COORDINATOR_LOSS_NOTICED : TimedOperation.HOST_LOSS_NOTICED);
            if (!machine.powered() && machine.outages() == outage) {
                notice(host, wasCoordinator, call);
            }
        });
    }

    private void notice(Ref host, boolean wasCoordinator, RunningCall call) throws InterruptedException {
        if (availability.enabled()) {
            failOver(host, wasCoordinator, call);
            return;
        }
        if (!wasCoordinator) {
            setDead(host);
            return;
        }
        members.all().values().stream()
                .filter(machine -> machine.part() instanceof Part.Slave)
                .forEach(machine -> reopen(machine, new Part.Emergency()));
    }

    private void failOver(Ref host, boolean wasCoordinator, RunningCall call) throws InterruptedException {
        if (wasCoordinator) {
            var next = electable();
            if (next.isEmpty()) {
                return;
            }
            appoint(next.get());
            members.all().forEach((other, machine) -> follow(other, machine, next.get()));
        }
        setDead(host);
        alerts.tell(Alert.HA_HOST_FAILED, store.row("host", host), "");
        failover.restart(failover.markHalted(host), call);
        availability.refresh();
    }

    private Optional<Ref> electable() {
        return members.all().entrySet().stream()
                .filter(entry -> entry.getValue().part() instanceof Part.Slave)
                .map(Map.Entry::getKey)
                .min(Comparator.comparing(host -> store.row("host", host).uuid()));
    }

    private void setDead(Ref host) {
        store.find("host", host)
                .ifPresent(row -> store.set("host_metrics", row.ref("metrics"), "live", Value.of(false)));
    }

    /** {@code host.declare_dead}: somebody knows better than to wait for it. */
    void declareDead(Ref host) {
        if (members.machine(host).powered()) {
            throw new XapiError("HOST_IS_LIVE", host.text());
        }
        setDead(host);
        failover.markHalted(host);
    }

    @Override
    public void foundEmpty(Ref host) {
        failover.markHalted(host);
    }

    @Override
    public Part partAfterBoot(Ref host, Machine machine) {
        if (host.equals(members.coordinator())) {
            return new Part.Coordinator(service());
        }
        var coordinator = coordinator();
        return coordinator.part() instanceof Part.Coordinator && !isDeposed(host)
                ? new Part.Slave(coordinator)
                : new Part.Emergency();
    }

    private boolean isDeposed(Ref host) {
        return !availability.enabled() && deposed.contains(host);
    }

    @Override
    public void returned(Ref host, Machine machine) {
        if (host.equals(members.coordinator())) {
            recoverSlaves();
        }
    }
}
