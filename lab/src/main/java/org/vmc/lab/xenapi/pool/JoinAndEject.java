package org.vmc.lab.xenapi.pool;

import java.util.List;
import org.vmc.lab.xenapi.host.HostPower;
import org.vmc.lab.xenapi.machine.Machine;
import org.vmc.lab.xenapi.machine.Machines;
import org.vmc.lab.xenapi.machine.Part;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.Tasks;

/** {@code pool.join}, {@code pool.join_force}, {@code pool.eject} and {@code host.destroy}. */
final class JoinAndEject {

    private final PoolSide pool;
    private final Pools pools;
    private final Machines machines;
    private final Tasks tasks;
    private final Founder founder;

    JoinAndEject(PoolSide pool, Pools pools, Machines machines, Tasks tasks, Founder founder) {
        this.pool = pool;
        this.pools = pools;
        this.machines = machines;
        this.tasks = tasks;
        this.founder = founder;
    }

    void join(Invocation in, boolean force) {
        var target = target(in.text("master_address"));
        if (!target.coordination().accepts(in.text("master_username"), in.text("master_password"))) {
            throw new XapiError("SESSION_AUTHENTICATION_FAILED");
        }
        new JoinChecks(pool, target).require(force);
        var host = pool.members().coordinator();
        var machine = pool.members().machine(host);
        new Move(pool.store(), target.store()).host(host);
        target.members().add(host, machine);
        var row = target.store().row("host", host);
        target.memory().claim(target.store().row("VM", row.ref("control_domain")), host);
        pools.enter(machine, target);
        tasks.background("let " + machine + " be a slave", call -> {
            call.pause(HostPower.REPLY_LEAVES);
            machine.close();
            target.coordination().admit(host);
        });
    }

    private PoolSide target(String address) {
        var machine = machines.find(address)
                .filter(Machine::powered)
                .orElseThrow(() -> new XapiError("JOINING_HOST_CONNECTION_FAILED"));
        return switch (machine.part()) {
            case Part.Coordinator ignored -> pools.of(machine).orElseThrow();
            case Part.Slave(var coordinator) -> throw new XapiError("HOST_IS_SLAVE", coordinator.address());
            case Part.Emergency ignored -> throw new XapiError("HOST_IN_EMERGENCY_MODE");
            case Part.Booting ignored -> throw new XapiError("HOST_STILL_BOOTING");
            case Part.Off ignored -> throw new XapiError("JOINING_HOST_CONNECTION_FAILED");
        };
    }

    /** The host forgets the pool and becomes one of its own; its local storage is lost. */
    void eject(Ref host) {
        var row = requireRemovable(host);
        if (host.equals(pool.members().coordinator())) {
            throw XapiError.internal("Xapi_pool.Cannot_eject_master");
        }
        pool.members().requirePowered(host);
        var machine = pool.members().machine(host);
        remove(row);
        founder.found(machine, row);
    }

    /** Forgets a host that will not come back. */
    void destroy(Ref host) {
        var row = requireRemovable(host);
        if (host.equals(pool.members().coordinator())) {
            throw new XapiError("HOST_CANNOT_DESTROY_SELF", host.text());
        }
        if (pool.members().powered(host)) {
            throw new XapiError("HOST_IS_LIVE", host.text());
        }
        remove(row);
    }

    private Row requireRemovable(Ref host) {
        var row = pool.store().row("host", host);
        pool.availability().requireOff();
        for (var vm : row.refs("resident_VMs")) {
            if (!pool.store().row("VM", vm).flag("is_control_domain")) {
                throw new XapiError("HOST_HAS_RESIDENT_VMS", host.text());
            }
        }
        return row;
    }

    private void remove(Row host) {
        var store = pool.store();
        store.write(() -> {
            for (var pbd : host.refs("PBDs")) {
                removeStorage(store, pbd);
            }
            for (var pif : host.refs("PIFs")) {
                store.delete("PIF_metrics", store.row("PIF", pif).ref("metrics"));
                store.delete("PIF", pif);
            }
            host.refs("host_CPUs").forEach(cpu -> store.delete("host_cpu", cpu));
            removeControlDomain(store, host.ref("control_domain"));
            store.delete("host_metrics", host.ref("metrics"));
            store.delete("host", host.ref());
        });
        pool.members().remove(host.ref());
    }

    private void removeControlDomain(Store store, Ref vm) {
        store.find("VM", vm).ifPresent(row -> {
            pool.memory().release(vm);
            store.delete("VM_metrics", row.ref("metrics"));
            store.delete("VM", vm);
        });
    }

    private static void removeStorage(Store store, Ref pbd) {
        var sr = store.find("SR", store.row("PBD", pbd).ref("SR"));
        store.delete("PBD", pbd);
        sr.filter(row -> !row.flag("shared")).ifPresent(row -> {
            for (var vdi : row.refs("VDIs")) {
                List.copyOf(store.row("VDI", vdi).refs("VBDs")).forEach(vbd -> store.delete("VBD", vbd));
                store.delete("VDI", vdi);
            }
            store.delete("SR", row.ref());
        });
    }
}
