package org.vmc.lab.xenapi.pool;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.vmc.lab.xenapi.message.Alerts;
import org.vmc.lab.xenapi.message.Alerts.Alert;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.RunningCall;
import org.vmc.lab.xenapi.wire.Value;

/** Starts the VMs of a dead host again, protected ones in their order, then those promised nothing but an attempt. */
final class Failover {

    private static final System.Logger LOG = System.getLogger(Failover.class.getName());

    private final Store store;
    private final Handlers handlers;
    private final Alerts alerts;
    private final Consumer<Ref> halted;

    /** @param halted writes down that a VM is halted */
    Failover(Store store, Handlers handlers, Alerts alerts, Consumer<Ref> halted) {
        this.store = store;
        this.handlers = handlers;
        this.alerts = alerts;
        this.halted = halted;
    }

    /** The VMs of a host are dead with it. Answers them. */
    List<Ref> markHalted(Ref host) {
        var vms = store.row("host", host).refs("resident_VMs").stream()
                .flatMap(vm -> store.find("VM", vm).stream())
                .filter(vm -> !vm.flag("is_control_domain"))
                .map(Row::ref)
                .toList();
        vms.forEach(halted);
        return vms;
    }

    void restart(List<Ref> vms, RunningCall call) throws InterruptedException {
        for (var priority : List.of(HighAvailability.RESTART, HighAvailability.BEST_EFFORT)) {
            for (var vm : inOrder(vms, priority)) {
                restart(vm, call);
            }
        }
    }

    private List<Row> inOrder(List<Ref> vms, String priority) {
        return vms.stream()
                .flatMap(vm -> store.find("VM", vm).stream())
                .filter(vm -> vm.text("ha_restart_priority").equals(priority))
                .sorted(Comparator.comparingLong((Row vm) -> vm.whole("order")))
                .toList();
    }

    private void restart(Row vm, RunningCall call) throws InterruptedException {
        try {
            handlers.call("VM.start", List.of(vm.ref().value(), Value.of(false), Value.of(false)), call);
        } catch (XapiError refused) {
            LOG.log(WARNING, "Could not start " + vm.text("name_label") + " again: " + refused.getMessage());
            alerts.tell(Alert.HA_PROTECTED_VM_RESTART_FAILED, vm, refused.code());
        }
    }
}
