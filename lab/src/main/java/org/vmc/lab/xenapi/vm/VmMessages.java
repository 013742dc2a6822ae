package org.vmc.lab.xenapi.vm;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.network.MacAddresses;
import org.vmc.lab.xenapi.rpc.Constructors;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/** Messages of the class {@code VM}. */
public final class VmMessages {

    private final Store store;
    private final VmRules rules;
    private final VmClaims claims;
    private final VmRecords records;
    private final HostMemory memory;
    private final GuestRuntime guests;
    private final Constructors constructors;

    /** Makes the derived fields of VMs follow from now on. */
    public VmMessages(
            Store store, HostMemory memory, GuestRuntime guests, Constructors constructors, InstantSource clock) {
        this.store = store;
        this.memory = memory;
        this.guests = guests;
        this.constructors = constructors;
        this.rules = new VmRules(store);
        this.claims = new VmClaims(store, rules);
        this.records = new VmRecords(store, memory, clock);
        rules.keepDerivedFields();
    }

    /** Registers the messages of the class. */
    public void register(Handlers handlers, Disks disks, MacAddresses macs, InstantSource clock) {
        new VmLifecycle(store, claims, records, memory, guests).register(handlers);
        new VmCopies(store, claims, records, disks, macs, clock).register(handlers);
        new VmSettings(store, rules).register(handlers);
        new VmProvision(store, claims, disks).register(handlers);
        handlers.on("VM.create", this::create)
                .onVoid("VM.destroy", this::destroy)
                .onVoid("VM.assert_operation_valid", this::requireValid)
                .onVoid("VM.update_allowed_operations", in -> store.touch("VM", in.ref("self")))
                .onVoid("VM.assert_can_boot_here", this::requireFits)
                .onVoid("VM.assert_agile", in -> store.row("VM", in.ref("self")))
                .on("VM.get_possible_hosts", this::possibleHosts)
                .on(
                        "VM.get_cooperative",
                        in -> Value.of(store.find("VM", in.ref("self")).isPresent()));
    }

    /** Watches the guests: tools that appear, guests that end by themselves. */
    public GuestWatch watch(InstantSource clock) {
        return new GuestWatch(store, records, guests, clock);
    }

    /** What exports and imports of VMs need. */
    public VmTransfers transfers() {
        return new VmTransfers(store, claims, records);
    }

    private Value create(Invocation in) {
        var fields = new LinkedHashMap<>(constructors.fields(in));
        fields.put("power_state", PowerState.HALTED.value());
        return records.insert(fields).value();
    }

    private void destroy(Invocation in) throws InterruptedException {
        var vm = in.ref("self");
        try (var claim = claims.begin(VmOperation.DESTROY, vm, in.call())) {
            var row = store.row("VM", vm);
            in.call().spend(TimedOperation.DESTROY);
            guests.destroy(UUID.fromString(row.uuid()));
            records.delete(store.row("VM", vm));
        }
    }

    private void requireValid(Invocation in) {
        rules.requireAllowed(store.row("VM", in.ref("self")), VmOperation.of(in.text("op")));
    }

    private void requireFits(Invocation in) {
        memory.requireFits(store.row("VM", in.ref("self")), in.ref("host"));
    }

    private Value possibleHosts(Invocation in) {
        return new Value.Items(memory.possibleHosts(store.row("VM", in.ref("vm"))).stream()
                .map(Ref::value)
                .toList());
    }
}
