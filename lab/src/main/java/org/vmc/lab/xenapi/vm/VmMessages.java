package org.vmc.lab.xenapi.vm;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.vmc.lab.guests.GuestFailure;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.xenapi.fault.LabFaults;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.network.MacAddresses;
import org.vmc.lab.xenapi.rpc.Constructors;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.storage.DiskContents;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/** Messages of the class {@code VM}. */
public final class VmMessages {

    private final VmContext vms;
    private final Store store;
    private final Placement placement;
    private final Constructors constructors;
    private final GuestFaults faults;

    /** Makes the derived fields of VMs follow from now on. */
    public VmMessages(
            Store store,
            HostMemory memory,
            DiskContents contents,
            GuestRuntime guests,
            Constructors constructors,
            InstantSource clock) {
        var rules = new VmRules(store);
        var records = new VmRecords(store, memory, new ConfigDrives(store, contents), clock);
        this.vms = new VmContext(store, rules, new VmClaims(store, rules), records, memory, guests, clock);
        this.store = store;
        this.placement = new Placement(store, memory);
        this.constructors = constructors;
        this.faults = new GuestFaults(store, records, guests);
        rules.keepDerivedFields();
    }

    /** Registers the messages of the class. */
    public void register(Handlers handlers, Disks disks, MacAddresses macs) {
        var duplicates = new VmDuplicates(store, vms.records(), disks, macs);
        var images = new SuspendImages(store, disks);
        new VmLifecycle(vms, placement, images).register(handlers);
        new VmCopies(store, vms.claims(), duplicates, disks).register(handlers);
        new VmSnapshots(vms, duplicates, images, disks).register(handlers);
        new VmRevert(vms, duplicates, images, disks).register(handlers);
        new VmMigration(vms, placement, disks).register(handlers);
        new VmSettings(store, vms.rules(), vms.memory()).register(handlers);
        new VmAnswers(vms, placement).register(handlers);
        new VmProvision(store, vms.claims(), disks).register(handlers);
        handlers.on("VM.create", this::create)
                .onVoid("VM.destroy", in -> destroy(in, images))
                .onVoid("VM.update_allowed_operations", in -> store.touch("VM", in.ref("self")));
    }

    /**
     * Watches the guests: tools that appear, guests that end by themselves.
     *
     * @param visible which VMs can be seen: what goes on on a host that does not answer is unknown
     */
    public GuestWatch watch(Predicate<Row> visible) {
        return new GuestWatch(store, vms.records(), vms.guests(), vms.clock(), visible, faults::speaks);
    }

    /** Makes the faults of guests known. */
    public void registerFaults(LabFaults labFaults) {
        faults.register(labFaults);
    }

    /** The VM's host is known to be dead, so the VM is halted. */
    public void halted(Ref vm) {
        vms.records().offline(vm, PowerState.HALTED);
    }

    /** What exports and imports of VMs need. */
    public VmTransfers transfers() {
        return new VmTransfers(store, vms.claims(), vms.records());
    }

    private Value create(Invocation in) {
        var fields = new LinkedHashMap<>(constructors.fields(in));
        fields.put("power_state", PowerState.HALTED.value());
        return vms.records().insert(fields).value();
    }

    /** The disks stay, but for the memory image, and the files of a VM that has no disk of its own. */
    private void destroy(Invocation in, SuspendImages images) throws InterruptedException {
        Ref vm = in.ref("self");
        try (var claim = vms.claims().begin(VmOperation.DESTROY, vm, in.call())) {
            in.call().spend(TimedOperation.DESTROY);
            var uuid = UUID.fromString(store.row("VM", vm).uuid());
            vms.guests().destroy(uuid);
            vms.guests().deleteDisk(uuid);
            images.discard(vm);
            vms.records().delete(store.row("VM", vm));
        } catch (GuestFailure failed) {
            throw XapiError.internal("Guest_failure(\"" + failed.getMessage() + "\")");
        }
    }
}
