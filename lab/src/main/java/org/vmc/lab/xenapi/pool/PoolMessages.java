package org.vmc.lab.xenapi.pool;

import java.util.List;
import java.util.function.Consumer;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.host.Members;
import org.vmc.lab.xenapi.machine.Machines;
import org.vmc.lab.xenapi.message.Alerts;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.session.Sessions;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.Tasks;
import org.vmc.lab.xenapi.wire.Value;

/** Messages of the class {@code pool}, and those of {@code host} that change who belongs to it. */
public final class PoolMessages {

    /** Fields whose value must be an SR or the null reference. */
    private static final List<String> DEFAULT_SRS = List.of("default_SR", "suspend_image_SR", "crash_dump_SR");

    private final Store store;
    private final Members members;
    private final HighAvailability availability;
    private final HostMemory memory;
    private final Tasks tasks;
    private final Alerts alerts;

    public PoolMessages(Store store, Members members, HostMemory memory, Disks disks, Tasks tasks, Alerts alerts) {
        this.store = store;
        this.members = members;
        this.memory = memory;
        this.tasks = tasks;
        this.alerts = alerts;
        this.availability = new HighAvailability(store, members, memory, disks);
    }

    /** High availability of the pool. */
    public HighAvailability availability() {
        return availability;
    }

    /**
     * Who coordinates the pool.
     *
     * @param halted writes down that a VM is halted
     */
    public Coordination coordination(Machines machines, Sessions sessions, Handlers handlers, Consumer<Ref> halted) {
        var failover = new Failover(store, handlers, alerts, halted);
        return new Coordination(store, members, machines, sessions, tasks, alerts, availability, failover);
    }

    /** Registers the messages, and enters the pool among the others of the lab. */
    public void register(
            Handlers handlers, Coordination coordination, Pools pools, Machines machines, Founder founder) {
        var side = new PoolSide(store, members, memory, coordination, availability);
        members.all().values().forEach(machine -> pools.enter(machine, side));
        var membership = new JoinAndEject(side, pools, machines, tasks, founder);
        availability.register(handlers);
        handlers.onVoid("pool.join", in -> membership.join(in, false))
                .onVoid("pool.join_force", in -> membership.join(in, true))
                .onVoid("pool.eject", in -> membership.eject(in.ref("host")))
                .onVoid("host.destroy", in -> membership.destroy(in.ref("self")))
                .onVoid("host.declare_dead", in -> coordination.declareDead(in.ref("host")))
                .onVoid("pool.designate_new_master", in -> coordination.designate(in.ref("host")))
                .on(
                        "pool.recover_slaves",
                        in -> new Value.Items(coordination.recoverSlaves().stream()
                                .map(Ref::value)
                                .toList()))
                .onVoid("pool.sync_database", in -> members.all().keySet().forEach(members::requirePowered))
                .on("pool.has_extension", in -> no(in.ref("self")));
        DEFAULT_SRS.forEach(
                field -> handlers.onVoid("pool.set_" + field, in -> setSr(in.ref("self"), field, in.ref("value"))));
    }

    private Value no(Ref pool) {
        store.row("pool", pool);
        return Value.of(false);
    }

    private void setSr(Ref self, String field, Ref sr) {
        store.write(() -> {
            var pool = store.row("pool", self);
            if (sr.isSet()) {
                store.row("SR", sr);
            }
            store.set("pool", pool.ref(), field, sr.value());
        });
    }
}
