package org.vmc.lab.xenapi.host;

import java.util.List;
import org.vmc.lab.xenapi.machine.Part;
import org.vmc.lab.xenapi.model.Message;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.Tasks;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/** Messages of the class {@code host} about work and power: enable, evacuate, reboot and what goes with them. */
public final class HostMessages {

    private final Store store;
    private final HostMemory memory;
    private final Members members;
    private final HostPower power;
    private final HostClocks clocks;
    private final Tasks tasks;

    public HostMessages(
            Store store, HostMemory memory, Members members, HostPower power, HostClocks clocks, Tasks tasks) {
        this.store = store;
        this.memory = memory;
        this.members = members;
        this.power = power;
        this.clocks = clocks;
        this.tasks = tasks;
    }

    /** What the pool has to say before a host leaves it for a while. */
    public interface Leave {

        /** Fails when the pool cannot do without the host. */
        void require(Ref host);
    }

    /** Registers the messages. */
    public void register(Handlers handlers, HostPower.Observer observer, Leave leave) {
        var evacuation = new Evacuation(store, memory, handlers);
        var sources = new DataSources(store, memory);
        handlers.onVoid("host.enable", in -> enable(in.ref("host")))
                .onVoid("host.disable", in -> disable(in, leave))
                .onVoid("host.evacuate", evacuation::run)
                .onVoid("host.assert_can_evacuate", evacuation::requirePossible)
                .on("host.get_vms_which_prevent_evacuation", evacuation::obstacles)
                .on("host.get_uncooperative_resident_VMs", in -> none(in.ref("self")))
                .onVoid("host.shutdown", in -> powerOff(in.ref("host"), observer, false))
                .onVoid("host.reboot", in -> powerOff(in.ref("host"), observer, true))
                .onVoid("host.power_on", in -> powerOn(in.ref("host"), observer))
                .onVoid("host.restart_agent", in -> restartAgent(in.ref("host")))
                .on("host.get_data_sources", in -> sources.all(in.ref("host")))
                .on("host.query_data_source", in -> Value.of(sources.value(in.ref("host"), in.text("data_source"))))
                .on("host.compute_free_memory", in -> Value.of(memory.freeBytes(in.ref("host"))))
                .on("host.compute_memory_overhead", in -> store.row("host", in.ref("host"))
                        .get("memory_overhead"))
                .on("host.get_servertime", in -> time(in.ref("host")))
                .on("host.get_server_localtime", in -> time(in.ref("host")))
                .on("host.list_methods", in -> Value.ofTexts(methods()));
    }

    private List<String> methods() {
        return store.declaration().messages().stream().map(Message::fullName).toList();
    }

    private void enable(Ref host) {
        if (members.machine(host).part() instanceof Part.Booting) {
            throw new XapiError("HOST_STILL_BOOTING");
        }
        members.requirePowered(host);
        power.enableAfterBoot(host, true);
        store.set("host", host, "enabled", Value.of(true));
    }

    private void disable(Invocation in, Leave leave) {
        var host = in.ref("host");
        members.requirePowered(host);
        leave.require(host);
        power.enableAfterBoot(host, in.optionalFlag("auto_enable", true));
        store.set("host", host, "enabled", Value.of(false));
    }

    /** The reply goes out first: the host that sends it may be the one that goes away. */
    private void powerOff(Ref host, HostPower.Observer observer, boolean backAgain) {
        members.requirePowered(host);
        requireIdle(host);
        tasks.background("turn a host off", call -> {
            call.pause(HostPower.REPLY_LEAVES);
            power.cut(host, observer);
            if (backAgain) {
                power.restore(host, observer);
            }
        });
    }

    private void requireIdle(Ref host) {
        var row = store.row("host", host);
        if (row.flag("enabled")) {
            throw new XapiError("HOST_NOT_DISABLED");
        }
        for (var vm : row.refs("resident_VMs")) {
            if (store.find("VM", vm)
                    .filter(resident -> !resident.flag("is_control_domain"))
                    .isPresent()) {
                throw new XapiError("HOST_IN_USE", host.text(), "VM", vm.text());
            }
        }
    }

    private void powerOn(Ref host, HostPower.Observer observer) {
        if (store.row("host", host).text("power_on_mode").isEmpty()) {
            throw new XapiError("HOST_POWER_ON_MODE_DISABLED");
        }
        power.restore(host, observer);
    }

    private void restartAgent(Ref host) {
        var machine = members.machine(host);
        members.requirePowered(host);
        tasks.background("restart the toolstack of " + machine, call -> {
            call.pause(HostPower.REPLY_LEAVES);
            machine.close();
            call.spend(TimedOperation.TOOLSTACK_RESTART);
            if (machine.powered()) {
                store.set("host", host, "other_config", HostTimes.restarted(store.row("host", host), clocks.at(host)));
                machine.become(machine.part());
            }
        });
    }

    private Value none(Ref host) {
        store.row("host", host);
        return Value.NO_ITEMS;
    }

    private Value time(Ref host) {
        store.row("host", host);
        return Value.of(clocks.at(host));
    }
}
