package org.vmc.lab.xenapi.vm;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/** Clone and copy: halted VMs made from halted VMs. */
final class VmCopies {

    private final Store store;
    private final VmClaims claims;
    private final VmDuplicates duplicates;
    private final Disks disks;

    VmCopies(Store store, VmClaims claims, VmDuplicates duplicates, Disks disks) {
        this.store = store;
        this.claims = claims;
        this.duplicates = duplicates;
        this.disks = disks;
    }

    void register(Handlers handlers) {
        handlers.on("VM.clone", in -> newVm(in, VmOperation.CLONE, TimedOperation.CLONE, disks::cloneOf))
                .on("VM.copy", this::copy);
    }

    private Value copy(Invocation in) throws InterruptedException {
        var sr = in.ref("sr");
        if (sr.isSet()) {
            store.row("SR", sr);
        }
        return newVm(in, VmOperation.COPY, TimedOperation.COPY, vdi -> disks.copyOf(vdi, sr));
    }

    private Value newVm(Invocation in, VmOperation operation, TimedOperation time, UnaryOperator<Ref> disk)
            throws InterruptedException {
        var source = in.ref("vm");
        try (var claim = claims.begin(operation, source, in.call())) {
            var plan = new VmDuplicates.Plan(source, disk, Set.of(), time);
            return duplicates
                    .withNewDisks(
                            plan,
                            in.call(),
                            newDisks -> store.write(() -> duplicates.insert(
                                    store.row("VM", source), in.text("new_name"), newDisks, fields -> {})))
                    .value();
        }
    }
}
