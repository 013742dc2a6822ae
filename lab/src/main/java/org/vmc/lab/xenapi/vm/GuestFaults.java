package org.vmc.lab.xenapi.vm;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.xenapi.fault.Effect;
import org.vmc.lab.xenapi.fault.LabFaults;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;

/** The faults of guests by name: {@code guest-crash}, {@code guest-without-tools}. */
final class GuestFaults {

    private final Store store;
    private final VmRecords records;
    private final GuestRuntime guests;

    /** VMs whose tools stay silent. */
    private final Set<Ref> silent = ConcurrentHashMap.newKeySet();

    GuestFaults(Store store, VmRecords records, GuestRuntime guests) {
        this.store = store;
        this.records = records;
        this.guests = guests;
    }

    void register(LabFaults faults) {
        faults.on("guest-crash", given -> crash(named(given.text("vm"))))
                .on("guest-without-tools", given -> silence(named(given.text("vm"))));
    }

    /** Whether the tools of a VM may be reported. */
    boolean speaks(Ref vm) {
        return !silent.contains(vm);
    }

    /** The guest watch sees the rest. */
    private Effect crash(Row vm) {
        if (!PowerState.of(vm).live()) {
            throw new IllegalArgumentException(vm.text("name_label") + " does not run");
        }
        guests.stop(UUID.fromString(vm.uuid()), false);
        return new Effect.Once();
    }

    private Effect silence(Row vm) {
        silent.add(vm.ref());
        store.find("VM", vm.ref())
                .filter(row -> row.ref("guest_metrics").isSet())
                .ifPresent(records::forgetTools);
        return new Effect.Lasting(() -> silent.remove(vm.ref()));
    }

    private Row named(String name) {
        return store.all("VM").stream()
                .filter(vm -> !vm.flag("is_a_template") && !vm.flag("is_control_domain"))
                .filter(vm -> vm.text("name_label").equals(name) || vm.uuid().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No VM is called '" + name + "'"));
    }
}
